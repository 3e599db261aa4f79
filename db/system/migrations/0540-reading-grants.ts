import type { Migration } from '#db/system/migrate.ts';

/** Which district reads which pupil's records of another one, the calls that begin and end it, and what may be read. */
export const readingGrants: Migration = {
  number: 540,
  name: 'reading grants',
  sql: `
CREATE TABLE readingGrant (id TEXT PRIMARY KEY, moveId TEXT NOT NULL, part TEXT NOT NULL, stateId TEXT NOT NULL,
fromDistrict TEXT NOT NULL, fromName TEXT NOT NULL, toDistrict TEXT NOT NULL, toName TEXT NOT NULL, begunAt TEXT NOT NULL,
begunBy TEXT NOT NULL, endedAt TEXT, endedBy TEXT, endReason TEXT);
CREATE TABLE grantedCopy (grantId TEXT PRIMARY KEY, reply TEXT NOT NULL, digest TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stateCallNext (operationId TEXT PRIMARY KEY, deviceSeq INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('assign', 'release', 'move-answer', 'grant', 'grant-end')), subject TEXT NOT NULL,
  path TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('sending', 'done')), answer TEXT,
  actor TEXT NOT NULL, actorName TEXT NOT NULL, frozenAt TEXT NOT NULL, answeredAt TEXT);
INSERT INTO stateCallNext SELECT operationId, deviceSeq, kind, subject, path, body, state, answer, actor, actorName, frozenAt,
  answeredAt FROM stateCall;
DROP TABLE stateCall;
ALTER TABLE stateCallNext RENAME TO stateCall;
CREATE INDEX stateCall_subject ON stateCall (kind, subject);
CREATE UNIQUE INDEX stateCall_one_sending ON stateCall (kind, subject) WHERE state = 'sending';
`,
};
