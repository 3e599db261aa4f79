import type { Migration } from '#db/system/migrate.ts';

/** Pupils of private and home schools whom the district serves. */
export const nonPublicPupils: Migration = {
  number: 514,
  name: 'non-public pupils served',
  sql: `
CREATE TABLE nonPublicPupil (id TEXT PRIMARY KEY, schoolId TEXT NOT NULL REFERENCES school, lastName TEXT NOT NULL,
firstName TEXT NOT NULL, birthDate TEXT, grade TEXT, kind TEXT NOT NULL, fromSchool TEXT, services TEXT NOT NULL,
startDate TEXT NOT NULL, endDate TEXT, note TEXT);
CREATE INDEX nonPublicPupil_school ON nonPublicPupil (schoolId);
`,
};
