import type { Migration } from '#db/system/migrate.ts';

/**
 * What was done in a program, who left special education, what of a calendar the state is not told, whether immunization
 * forms are on file, and the non-public pupils who are served.
 */
export const programsAndReporting: Migration = {
  number: 510,
  name: 'programs and reporting',
  sql: `
CREATE TABLE programStep (id TEXT PRIMARY KEY, programRecordId TEXT NOT NULL REFERENCES programRecord, step TEXT NOT
NULL, doneOn TEXT NOT NULL, outcome TEXT, nextBy TEXT, note TEXT);
CREATE INDEX programStep_record ON programStep (programRecordId);
CREATE TABLE specialEducationExit (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, exitedOn TEXT NOT
NULL, reason TEXT NOT NULL, evaluatedOn TEXT, noticeOn TEXT, summaryOn TEXT, note TEXT);
CREATE INDEX specialEducationExit_student ON specialEducationExit (studentId);
CREATE TABLE calendarReporting (id TEXT PRIMARY KEY, calendarId TEXT NOT NULL REFERENCES calendar, type TEXT, excluded
INTEGER NOT NULL, excludedGrades TEXT, reason TEXT);
CREATE INDEX calendarReporting_calendar ON calendarReporting (calendarId);
CREATE TABLE immunizationPaper (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, standing TEXT NOT NULL,
until TEXT, seenOn TEXT, keptWhere TEXT);
CREATE INDEX immunizationPaper_student ON immunizationPaper (studentId);
CREATE TABLE nonPublicPupil (id TEXT PRIMARY KEY, schoolId TEXT NOT NULL REFERENCES school, lastName TEXT NOT NULL,
firstName TEXT NOT NULL, birthDate TEXT, grade TEXT, kind TEXT NOT NULL, fromSchool TEXT, services TEXT NOT NULL,
startDate TEXT NOT NULL, endDate TEXT, note TEXT);
CREATE INDEX nonPublicPupil_school ON nonPublicPupil (schoolId);
`,
};
