import type { Migration } from '#db/system/migrate.ts';

/** Every question about marks comes by way of an enrollment; a second index by day made each mark dearer to write. */
export const marksByPupil: Migration = {
  number: 30,
  name: 'marks by pupil',
  sql: 'DROP INDEX attendanceMark_day;',
};
