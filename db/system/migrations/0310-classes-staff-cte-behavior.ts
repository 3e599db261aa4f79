import type { Migration } from '#db/system/migrate.ts';

/** What the state asks about classes, staff, career and technical education, and behavior. */
export const classesStaffCteBehavior: Migration = {
  number: 310,
  name: 'classes, staff, CTE and behavior',
  sql: `
CREATE TABLE courseFacts (id TEXT PRIMARY KEY, courseId TEXT NOT NULL REFERENCES course, subjectArea TEXT, courseCode TEXT,
  lowestGrade TEXT, highestGrade TEXT, credit TEXT, level TEXT, sequence INTEGER, sequenceTotal INTEGER, distance INTEGER,
  dualCredit INTEGER, alternative INTEGER);
CREATE INDEX courseFacts_course ON courseFacts (courseId);
CREATE TABLE sectionStaff (id TEXT PRIMARY KEY, sectionId TEXT NOT NULL REFERENCES section,
  staffId TEXT NOT NULL REFERENCES person, role TEXT NOT NULL, startDate TEXT, endDate TEXT);
CREATE INDEX sectionStaff_section ON sectionStaff (sectionId);
CREATE INDEX sectionStaff_staff ON sectionStaff (staffId);
CREATE TABLE employmentTerm (id TEXT PRIMARY KEY, personId TEXT NOT NULL REFERENCES person,
  districtId TEXT NOT NULL REFERENCES district, startDate TEXT NOT NULL, endDate TEXT);
CREATE INDEX employmentTerm_person ON employmentTerm (personId, startDate);
CREATE TABLE districtAssignment (id TEXT PRIMARY KEY, personId TEXT NOT NULL REFERENCES person,
  schoolId TEXT NOT NULL REFERENCES school, assignment TEXT NOT NULL, startDate TEXT NOT NULL, endDate TEXT);
CREATE INDEX districtAssignment_person ON districtAssignment (personId, startDate);
CREATE TABLE ctePathway (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, endYear INTEGER NOT NULL,
  pathway TEXT NOT NULL, districtCredits TEXT NOT NULL, transferCredits TEXT NOT NULL, pathwayCredits TEXT NOT NULL,
  concentrator INTEGER NOT NULL, singleParent INTEGER);
CREATE INDEX ctePathway_student ON ctePathway (studentId, endYear);
CREATE TABLE cteFollowUp (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, endYear INTEGER NOT NULL,
  contactDate TEXT, status TEXT);
CREATE INDEX cteFollowUp_student ON cteFollowUp (studentId, endYear);
CREATE TABLE behaviorEvent (id TEXT PRIMARY KEY, schoolId TEXT NOT NULL REFERENCES school, date TEXT NOT NULL, time TEXT,
  kind TEXT NOT NULL, place TEXT, note TEXT);
CREATE INDEX behaviorEvent_school ON behaviorEvent (schoolId, date);
CREATE TABLE behaviorPart (id TEXT PRIMARY KEY, eventId TEXT NOT NULL REFERENCES behaviorEvent,
  studentId TEXT NOT NULL REFERENCES person, role TEXT NOT NULL, response TEXT, startDate TEXT, days TEXT);
CREATE INDEX behaviorPart_event ON behaviorPart (eventId);
CREATE INDEX behaviorPart_student ON behaviorPart (studentId);
`,
};
