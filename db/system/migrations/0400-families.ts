import type { Migration } from '#db/system/migrate.ts';

/** Households, dated names and addresses, papers about pupils; and what stays on this computer: drafts, photos, true addresses. */
export const families: Migration = {
  number: 400,
  name: 'families and student records',
  sql: `
CREATE TABLE household (id TEXT PRIMARY KEY, name TEXT NOT NULL, street TEXT, city TEXT, state TEXT, zip TEXT,
mailingStreet TEXT, mailingCity TEXT, mailingState TEXT, mailingZip TEXT, phone TEXT, language TEXT);
CREATE TABLE householdMember (id TEXT PRIMARY KEY, householdId TEXT NOT NULL REFERENCES household, personId TEXT NOT
NULL REFERENCES person, main INTEGER NOT NULL, getsMail INTEGER NOT NULL, active INTEGER NOT NULL);
CREATE INDEX householdMember_household ON householdMember (householdId);
CREATE INDEX householdMember_person ON householdMember (personId);
CREATE TABLE formerName (id TEXT PRIMARY KEY, personId TEXT NOT NULL REFERENCES person, lastName TEXT NOT NULL,
firstName TEXT NOT NULL, middleName TEXT, suffix TEXT, usualName TEXT, throughDate TEXT NOT NULL, reason TEXT);
CREATE INDEX formerName_person ON formerName (personId);
CREATE TABLE formerAddress (id TEXT PRIMARY KEY, personId TEXT NOT NULL REFERENCES person, street TEXT, city TEXT,
state TEXT, zip TEXT, throughDate TEXT NOT NULL);
CREATE INDEX formerAddress_person ON formerAddress (personId);
CREATE TABLE fosterPlacement (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, startDate TEXT NOT
NULL, endDate TEXT, agency TEXT, caseworker TEXT, caseworkerPhone TEXT, note TEXT);
CREATE INDEX fosterPlacement_student ON fosterPlacement (studentId);
CREATE TABLE courtPaper (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, kind TEXT NOT NULL, court
TEXT, says TEXT NOT NULL, issuedOn TEXT, expiresOn TEXT);
CREATE INDEX courtPaper_student ON courtPaper (studentId);
CREATE TABLE photoChoice (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, endYear INTEGER NOT NULL,
choice TEXT, chosenOn TEXT);
CREATE INDEX photoChoice_student ON photoChoice (studentId);
CREATE TABLE addressProtection (id TEXT PRIMARY KEY, personId TEXT NOT NULL REFERENCES person, active INTEGER NOT
NULL, since TEXT, through TEXT);
CREATE INDEX addressProtection_person ON addressProtection (personId);
CREATE TABLE recordsRequest (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, direction TEXT NOT NULL,
school TEXT NOT NULL, contact TEXT, receivedOn TEXT NOT NULL, dueOn TEXT NOT NULL, parts TEXT, completedOn TEXT,
delayedTo TEXT, delayReason TEXT, note TEXT);
CREATE INDEX recordsRequest_student ON recordsRequest (studentId);
CREATE TABLE disclosure (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, "on" TEXT NOT NULL, "to"
TEXT NOT NULL, basis TEXT NOT NULL, interest TEXT, what TEXT NOT NULL, requestId TEXT REFERENCES recordsRequest);
CREATE INDEX disclosure_student ON disclosure (studentId);
CREATE INDEX disclosure_request ON disclosure (requestId);
CREATE TABLE admissionDuty (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, firstDay TEXT NOT NULL,
proof TEXT, proofSeenOn TEXT, recordsAskedOn TEXT, recordsCameOn TEXT, notifiedOn TEXT, note TEXT);
CREATE INDEX admissionDuty_student ON admissionDuty (studentId);
CREATE TABLE outsideRecord (id TEXT PRIMARY KEY, studentId TEXT NOT NULL REFERENCES person, endYear INTEGER NOT NULL,
school TEXT NOT NULL, grade TEXT, course TEXT, mark TEXT, credits TEXT, note TEXT);
CREATE INDEX outsideRecord_student ON outsideRecord (studentId);

CREATE TABLE familyDraft (id TEXT PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL, byName TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE undoableAction (groupId TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, at TEXT NOT NULL,
  undoneAt TEXT) WITHOUT ROWID;
CREATE TABLE trueAddress (personId TEXT PRIMARY KEY, address TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE photo (personId TEXT PRIMARY KEY, image BLOB NOT NULL, takenOn TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE notSamePerson (personA TEXT NOT NULL, personB TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (personA, personB)) WITHOUT ROWID;
CREATE INDEX auditLine_group ON auditLine (groupId) WHERE groupId IS NOT NULL;
`,
};
