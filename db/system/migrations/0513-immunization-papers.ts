import type { Migration } from '#db/system/migrate.ts';

/** Whether a pupil's immunization form is on file. */
export const immunizationPapers: Migration = {
  number: 513,
  name: 'immunization papers',
  sql: `
CREATE TABLE immunizationPaper (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, standing TEXT NOT NULL,
until TEXT, seenOn TEXT, keptWhere TEXT);
CREATE INDEX immunizationPaper_student ON immunizationPaper (studentId);
`,
};
