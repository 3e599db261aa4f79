import type { Migration } from '#db/system/migrate.ts';

/** In which modes of instruction the pupils of a calendar may be taught. */
export const offeredModes: Migration = {
  number: 570,
  name: 'offered modes',
  sql: `
CREATE TABLE calendarModes (id TEXT PRIMARY KEY, calendarId TEXT NOT NULL REFERENCES calendar, modes TEXT);
CREATE INDEX calendarModes_calendar ON calendarModes (calendarId);
`,
};
