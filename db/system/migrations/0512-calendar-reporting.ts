import type { Migration } from '#db/system/migrate.ts';

/** Which calendars, and which of their grades, are in no state count. */
export const calendarReportings: Migration = {
  number: 512,
  name: 'calendar reporting',
  sql: `
CREATE TABLE calendarReporting (id TEXT PRIMARY KEY, calendarId TEXT NOT NULL REFERENCES calendar, type TEXT, excluded
INTEGER NOT NULL, excludedGrades TEXT, reason TEXT);
CREATE INDEX calendarReporting_calendar ON calendarReporting (calendarId);
`,
};
