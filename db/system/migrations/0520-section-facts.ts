import type { Migration } from '#db/system/migrate.ts';

/** What the state asks about a class beside its number. */
export const sectionFacts: Migration = {
  number: 520,
  name: 'state facts of classes',
  sql: `
CREATE TABLE sectionFacts (id TEXT PRIMARY KEY, sectionId TEXT NOT NULL REFERENCES section, sessionType TEXT,
sessionNumber TEXT);
CREATE INDEX sectionFacts_section ON sectionFacts (sectionId);
`,
};
