import type { Migration } from '#db/system/migrate.ts';

/** Packages written for carrying, and which of them the state has answered. */
export const carriedPackages: Migration = {
  number: 210,
  name: 'carried packages',
  sql: `CREATE TABLE carriedPackage (id TEXT PRIMARY KEY, writtenAt TEXT NOT NULL, operations INTEGER NOT NULL,
  calls INTEGER NOT NULL, actorName TEXT NOT NULL, answeredAt TEXT) WITHOUT ROWID;`,
};
