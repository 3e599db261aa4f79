import type { Migration } from '#db/system/migrate.ts';

/** Who takes which state test by somebody's decision, and the scores that came back. */
export const assessments: Migration = {
  number: 530,
  name: 'assessments',
  sql: `
CREATE TABLE testDecision (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, endYear INTEGER NOT NULL,
test TEXT NOT NULL, part TEXT, reason TEXT);
CREATE INDEX testDecision_student ON testDecision (studentId);
CREATE TABLE testScore (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, test TEXT NOT NULL,
takenOn TEXT NOT NULL, score TEXT, level TEXT, note TEXT);
CREATE INDEX testScore_student ON testScore (studentId);
`,
};
