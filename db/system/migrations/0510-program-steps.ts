import type { Migration } from '#db/system/migrate.ts';

/** What was done for a pupil in a program. */
export const programSteps: Migration = {
  number: 510,
  name: 'program steps',
  sql: `
CREATE TABLE programStep (id TEXT PRIMARY KEY, programRecordId TEXT NOT NULL REFERENCES programRecord, step TEXT NOT
NULL, doneOn TEXT NOT NULL, outcome TEXT, nextBy TEXT, note TEXT);
CREATE INDEX programStep_record ON programStep (programRecordId);
`,
};
