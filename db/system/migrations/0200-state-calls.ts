import type { Migration } from '#db/system/migrate.ts';

/** What is asked of the state besides sending records: State IDs, and pupils who move between districts. */
export const stateCalls: Migration = {
  number: 200,
  name: 'state calls',
  sql: `
CREATE TABLE stateCall (operationId TEXT PRIMARY KEY, deviceSeq INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('assign', 'release', 'move-answer')), subject TEXT NOT NULL, path TEXT NOT NULL,
  body TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('sending', 'done')), answer TEXT, actor TEXT NOT NULL,
  actorName TEXT NOT NULL, frozenAt TEXT NOT NULL, answeredAt TEXT);
CREATE INDEX stateCall_subject ON stateCall (kind, subject);
CREATE UNIQUE INDEX stateCall_one_sending ON stateCall (kind, subject) WHERE state = 'sending';
CREATE TABLE stateMatch (personId TEXT PRIMARY KEY, asked TEXT NOT NULL, candidates TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stateMove (id TEXT PRIMARY KEY, move TEXT NOT NULL, fetchedAt TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
  decision TEXT) WITHOUT ROWID;
CREATE TABLE receivedRecords (id TEXT NOT NULL, part TEXT NOT NULL, reply TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (id, part)) WITHOUT ROWID;
`,
};
