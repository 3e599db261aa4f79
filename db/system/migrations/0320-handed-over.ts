import type { Migration } from '#db/system/migrate.ts';

/** Files with student data that Hi-Line wrote outside its own encrypted file, and until when they may lie there. */
export const handedOver: Migration = {
  number: 320,
  name: 'files handed over',
  sql: `
CREATE TABLE handedOver (id TEXT PRIMARY KEY, path TEXT NOT NULL, hash TEXT NOT NULL, writtenAt TEXT NOT NULL,
  writtenBy TEXT NOT NULL, deleteAfter TEXT) WITHOUT ROWID;
`,
};
