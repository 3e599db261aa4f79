import type { Migration } from '#db/system/migrate.ts';

/** The transition part of a plan, and when pupil and parents were told of the rights that pass at eighteen. */
export const transition: Migration = {
  number: 560,
  name: 'transition',
  sql: `
CREATE TABLE iepTransition (id TEXT PRIMARY KEY, iepId TEXT NOT NULL REFERENCES iep, goals TEXT, services TEXT,
courseOfStudy TEXT);
CREATE INDEX iepTransition_iep ON iepTransition (iepId);
CREATE TABLE rightsNotice (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, toldOn TEXT, passedOn TEXT);
CREATE INDEX rightsNotice_student ON rightsNotice (studentId);
`,
};
