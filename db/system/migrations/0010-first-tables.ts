import type { Migration } from '#db/system/migrate.ts';

/** Every table of the first version. Column names are the field registry's. */
export const firstTables: Migration = {
  number: 10,
  name: 'first tables',
  sql: `
CREATE TABLE writeContext (id INTEGER PRIMARY KEY CHECK (id = 1), actor TEXT, actorName TEXT, action TEXT, at TEXT,
  groupId TEXT, origin TEXT CHECK (origin IN ('here', 'import', 'sync')));
INSERT INTO writeContext (id) VALUES (1);
CREATE TABLE auditLine (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT NOT NULL,
  actorName TEXT NOT NULL, action TEXT NOT NULL, groupId TEXT, origin TEXT NOT NULL, type TEXT NOT NULL,
  recordId TEXT NOT NULL, change TEXT NOT NULL, before TEXT, after TEXT);
CREATE INDEX auditLine_record ON auditLine (type, recordId, number);
CREATE TRIGGER auditLine_no_change BEFORE UPDATE ON auditLine BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER auditLine_no_delete BEFORE DELETE ON auditLine BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TABLE user (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, roles TEXT NOT NULL, personId TEXT,
  active INTEGER NOT NULL, madeAt TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE referenceSet (name TEXT PRIMARY KEY, value TEXT NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE importRun (id TEXT PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, format TEXT NOT NULL,
  fileHash TEXT NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, same INTEGER NOT NULL,
  problems INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE commandDone (commandId TEXT PRIMARY KEY, at TEXT NOT NULL, answer TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE recentPerson (userId TEXT NOT NULL, personId TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (userId, personId)) WITHOUT ROWID;
CREATE VIRTUAL TABLE personFind USING fts5(names, status, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3 4 5 6');
CREATE TABLE personFindKey (number INTEGER PRIMARY KEY AUTOINCREMENT, personId TEXT NOT NULL UNIQUE);

CREATE TABLE syncState (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE syncBase (type TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, fields TEXT, unknownFields TEXT,
  receipt TEXT, receivedAt TEXT, removed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (type, id)) WITHOUT ROWID;
CREATE TABLE syncDirty (type TEXT NOT NULL, id TEXT NOT NULL, since TEXT NOT NULL, auditNumber INTEGER NOT NULL,
  groupId TEXT, PRIMARY KEY (type, id)) WITHOUT ROWID;
CREATE TABLE syncOutgoing (operationId TEXT PRIMARY KEY, deviceSeq INTEGER NOT NULL UNIQUE, groupId TEXT,
  type TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, baseRev INTEGER, body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sending', 'parked', 'done', 'discarded')), answer TEXT,
  auditNumber INTEGER NOT NULL, frozenAt TEXT NOT NULL, answeredAt TEXT);
CREATE UNIQUE INDEX syncOutgoing_one_frozen ON syncOutgoing (type, id) WHERE state = 'sending';
CREATE INDEX syncOutgoing_state ON syncOutgoing (state, deviceSeq);
CREATE INDEX syncOutgoing_record ON syncOutgoing (type, id);
CREATE TABLE syncPendingRemote (type TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, entry TEXT NOT NULL,
  PRIMARY KEY (type, id)) WITHOUT ROWID;
CREATE TABLE syncQuarantine (type TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, entry TEXT NOT NULL,
  reason TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (type, id)) WITHOUT ROWID;
CREATE TABLE syncConflict (number INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, id TEXT NOT NULL,
  kind TEXT NOT NULL, fields TEXT NOT NULL, rev INTEGER NOT NULL, detail TEXT, openedAt TEXT NOT NULL, closedAt TEXT,
  decision TEXT);
CREATE UNIQUE INDEX syncConflict_one_open ON syncConflict (type, id) WHERE closedAt IS NULL;
CREATE TABLE syncMergeLog (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, type TEXT NOT NULL,
  id TEXT NOT NULL, field TEXT NOT NULL, rule TEXT NOT NULL, base TEXT, local TEXT, remote TEXT, kept TEXT);

CREATE TABLE district (id TEXT PRIMARY KEY, name TEXT NOT NULL, number TEXT NOT NULL, legalEntity TEXT, phone TEXT,
  street TEXT, city TEXT, state TEXT, zip TEXT);
CREATE TABLE school (id TEXT PRIMARY KEY, districtId TEXT NOT NULL REFERENCES district, number TEXT NOT NULL,
  name TEXT NOT NULL, phone TEXT, street TEXT, city TEXT, state TEXT, zip TEXT);
CREATE INDEX school_number ON school (number);
CREATE TABLE schoolYear (id TEXT PRIMARY KEY, endYear INTEGER NOT NULL, startDate TEXT NOT NULL, endDate TEXT NOT NULL);
CREATE TABLE calendar (id TEXT PRIMARY KEY, schoolId TEXT NOT NULL REFERENCES school,
  schoolYearId TEXT NOT NULL REFERENCES schoolYear, number TEXT NOT NULL, name TEXT NOT NULL);
CREATE INDEX calendar_school ON calendar (schoolId, schoolYearId, number);
CREATE TABLE bellSchedule (id TEXT PRIMARY KEY, calendarId TEXT NOT NULL REFERENCES calendar, name TEXT NOT NULL);
CREATE INDEX bellSchedule_calendar ON bellSchedule (calendarId);
CREATE TABLE bellBlock (id TEXT PRIMARY KEY, bellScheduleId TEXT NOT NULL REFERENCES bellSchedule, name TEXT NOT NULL,
  position INTEGER NOT NULL, startTime TEXT, endTime TEXT, minutes INTEGER NOT NULL, instructional INTEGER NOT NULL);
CREATE INDEX bellBlock_schedule ON bellBlock (bellScheduleId, position);
CREATE TABLE calendarDay (id TEXT PRIMARY KEY, calendarId TEXT NOT NULL REFERENCES calendar, date TEXT NOT NULL,
  kind TEXT NOT NULL, bellScheduleId TEXT REFERENCES bellSchedule, reason TEXT);
CREATE INDEX calendarDay_calendar ON calendarDay (calendarId, date);
CREATE INDEX calendarDay_date ON calendarDay (date);
CREATE TABLE hoursLedgerLine (id TEXT PRIMARY KEY, calendarId TEXT NOT NULL REFERENCES calendar, date TEXT NOT NULL,
  minutes INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE INDEX hoursLedgerLine_calendar ON hoursLedgerLine (calendarId, date);
CREATE TABLE term (id TEXT PRIMARY KEY, calendarId TEXT NOT NULL REFERENCES calendar, name TEXT NOT NULL,
  position INTEGER NOT NULL, startDate TEXT NOT NULL, endDate TEXT NOT NULL);
CREATE INDEX term_calendar ON term (calendarId, position);
CREATE TABLE course (id TEXT PRIMARY KEY, schoolId TEXT NOT NULL REFERENCES school, number TEXT NOT NULL, name TEXT NOT NULL);
CREATE INDEX course_school ON course (schoolId, number);

CREATE TABLE person (id TEXT PRIMARY KEY, lastName TEXT NOT NULL, firstName TEXT NOT NULL, middleName TEXT, suffix TEXT,
  usualName TEXT, birthDate TEXT, gender TEXT, isStudent INTEGER NOT NULL, isStaff INTEGER NOT NULL);
CREATE INDEX person_name ON person (lastName, firstName);
CREATE INDEX person_birth ON person (birthDate);
CREATE TABLE identifier (id TEXT PRIMARY KEY, personId TEXT NOT NULL REFERENCES person, system TEXT NOT NULL, value TEXT);
CREATE INDEX identifier_value ON identifier (value, system);
CREATE INDEX identifier_person ON identifier (personId, system);
CREATE TABLE demographics (id TEXT PRIMARY KEY, personId TEXT NOT NULL REFERENCES person, hispanic TEXT, races TEXT,
  homeLanguage TEXT, enteredGrade9 TEXT);
CREATE INDEX demographics_person ON demographics (personId);
CREATE TABLE directory (id TEXT PRIMARY KEY, personId TEXT NOT NULL REFERENCES person, street TEXT, city TEXT, state TEXT,
  zip TEXT, mailingStreet TEXT, mailingCity TEXT, mailingState TEXT, mailingZip TEXT, email TEXT);
CREATE INDEX directory_person ON directory (personId);
CREATE TABLE phone (id TEXT PRIMARY KEY, personId TEXT NOT NULL REFERENCES person, kind TEXT, number TEXT NOT NULL,
  position INTEGER NOT NULL);
CREATE INDEX phone_person ON phone (personId, position);
CREATE INDEX phone_number ON phone (number);
CREATE TABLE relationship (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person,
  adultId TEXT NOT NULL REFERENCES person, kind TEXT, priority INTEGER NOT NULL, livesWith INTEGER NOT NULL,
  mayPickUp INTEGER NOT NULL, getsMail INTEGER NOT NULL, custodyNote TEXT);
CREATE INDEX relationship_student ON relationship (studentId, priority);
CREATE INDEX relationship_adult ON relationship (adultId);

CREATE TABLE enrollment (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person,
  schoolId TEXT NOT NULL REFERENCES school, calendarId TEXT NOT NULL REFERENCES calendar, grade TEXT NOT NULL,
  serviceType TEXT NOT NULL, startDate TEXT NOT NULL, startStatus TEXT, endDate TEXT, endStatus TEXT, endReason TEXT,
  dropoutReason TEXT, noShow INTEGER NOT NULL, stateExclude INTEGER NOT NULL, extracurricularOnly INTEGER NOT NULL,
  diplomaDate TEXT, diplomaType TEXT, diplomaPeriod TEXT, note TEXT);
CREATE INDEX enrollment_student ON enrollment (studentId, startDate);
CREATE INDEX enrollment_calendar ON enrollment (calendarId, startDate);
CREATE INDEX enrollment_school ON enrollment (schoolId, startDate);
CREATE TABLE section (id TEXT PRIMARY KEY, schoolId TEXT NOT NULL REFERENCES school,
  schoolYearId TEXT NOT NULL REFERENCES schoolYear, courseId TEXT REFERENCES course, number TEXT NOT NULL,
  name TEXT NOT NULL, kind TEXT NOT NULL, block TEXT, teacherId TEXT REFERENCES person, place TEXT);
CREATE INDEX section_school ON section (schoolId, schoolYearId);
CREATE TABLE sectionRoster (id TEXT PRIMARY KEY, sectionId TEXT NOT NULL REFERENCES section,
  enrollmentId TEXT NOT NULL REFERENCES enrollment, startDate TEXT NOT NULL, endDate TEXT);
CREATE INDEX sectionRoster_section ON sectionRoster (sectionId);
CREATE INDEX sectionRoster_enrollment ON sectionRoster (enrollmentId);

CREATE TABLE attendanceCode (id TEXT PRIMARY KEY, code TEXT NOT NULL, label TEXT NOT NULL, keyLetter TEXT,
  absent INTEGER NOT NULL, excuse TEXT, byMinutes INTEGER NOT NULL, fromYear INTEGER, toYear INTEGER);
CREATE TABLE attendanceMark (id TEXT PRIMARY KEY, enrollmentId TEXT NOT NULL REFERENCES enrollment, date TEXT NOT NULL,
  block TEXT NOT NULL, source TEXT NOT NULL, code TEXT, minutes INTEGER, clockTime TEXT, note TEXT);
CREATE INDEX attendanceMark_day ON attendanceMark (date, enrollmentId);
CREATE INDEX attendanceMark_enrollment ON attendanceMark (enrollmentId, date);
CREATE TABLE attendanceTaken (id TEXT PRIMARY KEY, sectionId TEXT NOT NULL REFERENCES section, date TEXT NOT NULL,
  block TEXT NOT NULL, takenAt TEXT, takenBy TEXT);
CREATE INDEX attendanceTaken_day ON attendanceTaken (date, sectionId);
CREATE TABLE dayClosing (id TEXT PRIMARY KEY, schoolId TEXT NOT NULL REFERENCES school, date TEXT NOT NULL,
  closed INTEGER NOT NULL, reason TEXT);
CREATE TABLE absenceCall (id TEXT PRIMARY KEY, enrollmentId TEXT NOT NULL REFERENCES enrollment, date TEXT NOT NULL,
  adultId TEXT REFERENCES person, calledAt TEXT NOT NULL, outcome TEXT NOT NULL, note TEXT);
CREATE INDEX absenceCall_day ON absenceCall (date, enrollmentId);
CREATE TABLE attendanceGroup (id TEXT PRIMARY KEY, schoolId TEXT NOT NULL REFERENCES school, name TEXT NOT NULL);
CREATE TABLE attendanceGroupMember (id TEXT PRIMARY KEY, groupId TEXT NOT NULL REFERENCES attendanceGroup,
  enrollmentId TEXT NOT NULL REFERENCES enrollment, active INTEGER NOT NULL);
CREATE INDEX attendanceGroupMember_group ON attendanceGroupMember (groupId);

CREATE TABLE markScale (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE markScaleValue (id TEXT PRIMARY KEY, scaleId TEXT NOT NULL REFERENCES markScale, mark TEXT NOT NULL,
  label TEXT, position INTEGER NOT NULL, points TEXT, lowPercent TEXT, passing INTEGER NOT NULL);
CREATE INDEX markScaleValue_scale ON markScaleValue (scaleId, position);
CREATE TABLE sectionScale (id TEXT PRIMARY KEY, sectionId TEXT NOT NULL REFERENCES section,
  scaleId TEXT NOT NULL REFERENCES markScale);
CREATE TABLE markComment (id TEXT PRIMARY KEY, number INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE postedMark (id TEXT PRIMARY KEY, enrollmentId TEXT NOT NULL REFERENCES enrollment,
  sectionId TEXT NOT NULL REFERENCES section, termId TEXT NOT NULL REFERENCES term, mark TEXT, comment TEXT);
CREATE INDEX postedMark_section ON postedMark (sectionId, termId);
CREATE INDEX postedMark_enrollment ON postedMark (enrollmentId, termId);

CREATE TABLE programRecord (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, program TEXT NOT NULL,
  startDate TEXT NOT NULL, endDate TEXT, detail TEXT, certification TEXT, unaccompanied INTEGER, language TEXT, note TEXT);
CREATE INDEX programRecord_student ON programRecord (studentId, program, startDate);
CREATE INDEX programRecord_program ON programRecord (program, startDate);

CREATE TABLE iep (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, amendsId TEXT REFERENCES iep,
  status TEXT NOT NULL, lockedAt TEXT, meetingDate TEXT NOT NULL, startDate TEXT NOT NULL, endDate TEXT NOT NULL,
  lastEvaluation TEXT, nextEvaluation TEXT, disability TEXT, setting TEXT, caseManagerId TEXT REFERENCES person,
  presentLevels TEXT, goals TEXT, progress TEXT, participation TEXT, assessment TEXT, schoolMinutes INTEGER);
CREATE INDEX iep_student ON iep (studentId, startDate);
CREATE TABLE iepService (id TEXT PRIMARY KEY, iepId TEXT NOT NULL REFERENCES iep, service TEXT NOT NULL,
  minutes INTEGER NOT NULL, per TEXT NOT NULL, place TEXT, startDate TEXT, endDate TEXT);
CREATE INDEX iepService_iep ON iepService (iepId);
`,
};
