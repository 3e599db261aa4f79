import type { Migration } from '#db/system/migrate.ts';

/**
 * Every change that is sent writes the outbox twice, so it keeps no index that only answered operations are in: the
 * sequence number is the row's own, and lost races are counted in the row instead of looked up among older answers.
 */
export const leanOutbox: Migration = {
  number: 410,
  name: 'lean outbox',
  sql: `
CREATE TABLE syncOutgoing_lean (deviceSeq INTEGER PRIMARY KEY, operationId TEXT NOT NULL UNIQUE, groupId TEXT,
  type TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, baseRev INTEGER, body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sending', 'parked', 'done', 'discarded')), answer TEXT,
  auditNumber INTEGER NOT NULL, frozenAt TEXT NOT NULL, answeredAt TEXT, failures INTEGER NOT NULL DEFAULT 0,
  lostRaces INTEGER NOT NULL DEFAULT 0);
INSERT INTO syncOutgoing_lean SELECT deviceSeq, operationId, groupId, type, id, kind, baseRev, body, state, answer,
  auditNumber, frozenAt, answeredAt, failures, 0 FROM syncOutgoing;
DROP TABLE syncOutgoing;
ALTER TABLE syncOutgoing_lean RENAME TO syncOutgoing;
CREATE UNIQUE INDEX syncOutgoing_one_frozen ON syncOutgoing (type, id) WHERE state = 'sending';
CREATE INDEX syncOutgoing_parked ON syncOutgoing (type, id) WHERE state = 'parked';
ALTER TABLE syncDirty ADD COLUMN lostRaces INTEGER NOT NULL DEFAULT 0;
`,
};
