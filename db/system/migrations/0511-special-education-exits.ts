import type { Migration } from '#db/system/migrate.ts';

/** Who left special education, when and why. */
export const specialEducationExits: Migration = {
  number: 511,
  name: 'special education exits',
  sql: `
CREATE TABLE specialEducationExit (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, exitedOn TEXT NOT
NULL, reason TEXT NOT NULL, evaluatedOn TEXT, noticeOn TEXT, summaryOn TEXT, note TEXT);
CREATE INDEX specialEducationExit_student ON specialEducationExit (studentId);
`,
};
