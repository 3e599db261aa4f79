import type { Migration } from '#db/system/migrate.ts';

/** Counts, validation and certification of the state's collections; state files. */
export const collections: Migration = {
  number: 300,
  name: 'collections and state files',
  sql: `
CREATE TABLE enrollmentFacts (id TEXT PRIMARY KEY, enrollmentId TEXT NOT NULL REFERENCES enrollment, homeDistrict TEXT,
  homeCounty TEXT, dayTreatment INTEGER, ageEligible INTEGER, boardApprovedOn TEXT, repeatsGrade INTEGER,
  previousSchool TEXT, offeredMode TEXT);
CREATE INDEX enrollmentFacts_enrollment ON enrollmentFacts (enrollmentId);
CREATE TABLE countDecision (id TEXT PRIMARY KEY, enrollmentId TEXT NOT NULL REFERENCES enrollment, count TEXT NOT NULL,
  hours TEXT, absent INTEGER, tenDay INTEGER, exclusion TEXT, proficient INTEGER, note TEXT);
CREATE INDEX countDecision_enrollment ON countDecision (enrollmentId, count);
CREATE TABLE enteredTotals (id TEXT PRIMARY KEY, enrollmentId TEXT NOT NULL REFERENCES enrollment, daysEnrolled TEXT,
  daysPresent TEXT, essaDaysAbsent INTEGER);
CREATE INDEX enteredTotals_enrollment ON enteredTotals (enrollmentId);
CREATE TABLE unitYear (id TEXT PRIMARY KEY, districtId TEXT NOT NULL REFERENCES district, unit TEXT NOT NULL,
  endYear INTEGER NOT NULL, anb TEXT, fallCount TEXT, springCount TEXT, pirDays INTEGER);
CREATE TABLE attendanceAgreement (id TEXT PRIMARY KEY, enrollmentId TEXT NOT NULL REFERENCES enrollment, law TEXT NOT NULL,
  homeDistrict TEXT NOT NULL, homeCounty TEXT, parentSigned TEXT, attendingSigned TEXT, homeSigned TEXT, countySigned TEXT,
  tuition TEXT, transportation INTEGER, sentOn TEXT, note TEXT);
CREATE INDEX attendanceAgreement_enrollment ON attendanceAgreement (enrollmentId);
CREATE TABLE acceptedWarning (id TEXT PRIMARY KEY, rule TEXT NOT NULL, subjectType TEXT NOT NULL, subjectId TEXT NOT NULL,
  ruleVersion TEXT NOT NULL, reason TEXT, acceptedBy TEXT, acceptedAt TEXT);
CREATE INDEX acceptedWarning_subject ON acceptedWarning (subjectType, subjectId);
CREATE TABLE certifier (id TEXT PRIMARY KEY, districtId TEXT NOT NULL REFERENCES district, dataType TEXT NOT NULL,
  name TEXT NOT NULL, title TEXT, "primary" INTEGER NOT NULL, active INTEGER NOT NULL);
CREATE TABLE certification (id TEXT PRIMARY KEY, districtId TEXT NOT NULL REFERENCES district, collection TEXT NOT NULL,
  endYear INTEGER NOT NULL, certifierId TEXT REFERENCES certifier, certifiedBy TEXT NOT NULL, certifiedTitle TEXT,
  certifiedAt TEXT NOT NULL, statement TEXT NOT NULL, rows INTEGER NOT NULL, totals TEXT NOT NULL, hash TEXT NOT NULL,
  rulesVersion TEXT, withdrawnAt TEXT, withdrawnBy TEXT, withdrawnReason TEXT, recertifyAsked TEXT);
CREATE INDEX certification_collection ON certification (collection, endYear);
CREATE TABLE districtContact (id TEXT PRIMARY KEY, districtId TEXT NOT NULL REFERENCES district,
  schoolId TEXT REFERENCES school, name TEXT NOT NULL, phone TEXT, email TEXT, area TEXT NOT NULL, backup INTEGER NOT NULL,
  active INTEGER NOT NULL);
CREATE TABLE codeMapping (id TEXT PRIMARY KEY, "set" TEXT NOT NULL, code TEXT NOT NULL, stateCode TEXT, confirmedBy TEXT,
  confirmedAt TEXT);
CREATE TABLE writtenFile (id TEXT PRIMARY KEY, template TEXT NOT NULL, endYear INTEGER NOT NULL, asOf TEXT NOT NULL,
  lines INTEGER NOT NULL, leftOut INTEGER NOT NULL, hash TEXT NOT NULL, writtenAt TEXT NOT NULL, writtenBy TEXT NOT NULL);

CREATE TABLE frozenRows (certificationId TEXT PRIMARY KEY, rows TEXT NOT NULL) WITHOUT ROWID;
`,
};
