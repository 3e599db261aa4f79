import type { Migration } from '#db/system/migrate.ts';

/**
 * Lists, layouts and rules from the state lie beside the district's own. Which one is in force is one question, asked of the
 * view: the district's own, else the state's unless it was set aside, else none (then the shipped one is).
 */
export const listsFromTheState: Migration = {
  number: 630,
  name: 'lists from the state',
  sql: `
CREATE TABLE referenceOfBoth (name TEXT NOT NULL, source TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL,
  fromYear INTEGER, version TEXT, problem TEXT, PRIMARY KEY (name, source)) WITHOUT ROWID;
INSERT INTO referenceOfBoth (name, source, value, at) SELECT name, 'district', value, at FROM referenceSet;
DROP TABLE referenceSet;
ALTER TABLE referenceOfBoth RENAME TO referenceSet;
CREATE VIEW referenceInForce AS SELECT name, value FROM referenceSet s WHERE source = 'district' OR (problem IS NULL
  AND NOT EXISTS (SELECT 1 FROM referenceSet own WHERE own.name = s.name AND own.source = 'district'));
`,
};
