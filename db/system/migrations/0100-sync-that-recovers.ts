import type { Migration } from '#db/system/migrate.ts';

/**
 * What the sync needs to come back from a restored state, a cloned file or a broken first fetch: which fields the state
 * itself set, pages that wait to be taken in as a whole, records that wait after lost races, and a log in words.
 */
export const syncThatRecovers: Migration = {
  number: 100,
  name: 'sync that recovers',
  sql: `
ALTER TABLE syncBase ADD COLUMN stateMade TEXT;
ALTER TABLE syncBase ADD COLUMN seq INTEGER;
ALTER TABLE syncBase ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;
ALTER TABLE syncDirty ADD COLUMN notBefore TEXT;
ALTER TABLE syncOutgoing ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
CREATE TABLE syncStaging (page INTEGER PRIMARY KEY, entries TEXT NOT NULL);
CREATE TABLE syncNotice (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, type TEXT,
  id TEXT, detail TEXT NOT NULL);
`,
};
