import type { Subject } from '#db/sync/titles.ts';
import { codeWords } from '#db/sync/value-words.ts';
import type { Reader } from '#db/system/connection.ts';
import type { TypeName } from '#domain/sync/registry.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import { schoolYearInWords, shortDateInWords } from '#domain/system/date-words.ts';

type Row = Record<string, string | null>;
type Describe = (reader: Reader, row: Row, id: string) => Subject;
type Words = (reader: Reader, row: Row) => string;

const found = (reader: Reader, table: TypeName, id: string | null | undefined): Row =>
  reader.rows<Row>(`SELECT * FROM "${table}" WHERE id = ?`, id ?? '')[0] ?? {};

const day = (date: string | null | undefined): string => (date ? shortDateInWords(date) : 'no date');
const year = (endYear: string | null | undefined): string => schoolYearInWords(Number(endYear));

const nameOf = (reader: Reader, personId: string | null | undefined): string => {
  const { lastName, firstName } = found(reader, 'person', personId);
  return lastName ? `${lastName}, ${firstName}` : 'Somebody';
};

const named = (reader: Reader, table: TypeName, id: string | null | undefined, otherwise: string): string =>
  found(reader, table, id).name ?? otherwise;

const sectionOf = (reader: Reader, id: string | null | undefined): string =>
  named(reader, 'section', id, 'A room');

/** "Washburn School, Regular": a calendar's own name says little where there are several schools. */
const calendarOf = (reader: Reader, id: string | null | undefined): string => {
  const { name, schoolId } = found(reader, 'calendar', id);
  return `${named(reader, 'school', schoolId, 'A school')}, ${name ?? 'a calendar'}`;
};

/** A record of one person, on that person's page. */
const personal =
  (field: string, what: string | Words): Describe =>
  (reader, row) => ({
    title: `${nameOf(reader, row[field])}: ${said(what, reader, row)}`,
    to: `/people/${row[field]}`,
  });

/** A record of one stay in school, on the pupil's page. */
const ofPupil =
  (what: string | Words, to?: (row: Row) => string): Describe =>
  (reader, row) => {
    const { studentId } = found(reader, 'enrollment', row.enrollmentId);
    return {
      title: `${nameOf(reader, studentId)}: ${said(what, reader, row)}`,
      to: to?.(row) ?? (studentId ? `/people/${studentId}` : '/people'),
    };
  };

const ofCalendar =
  (what: string | Words, calendarId: (reader: Reader, row: Row, id: string) => string | null | undefined) =>
  (reader: Reader, row: Row, id: string): Subject => {
    const calendar = calendarId(reader, row, id);
    const at = row.date ? `&date=${row.date}` : '';
    return {
      title: `${calendarOf(reader, calendar)}: ${said(what, reader, row)}`,
      to: `/calendar?calendar=${calendar}${at}`,
    };
  };

const ofClass =
  (what: string | Words): Describe =>
  (reader, row) => ({
    title: `${sectionOf(reader, row.sectionId)}: ${said(what, reader, row)}`,
    to: `/classes?section=${row.sectionId}`,
  });

/** A list or a setting of the district, on its own screen. */
const setting =
  (what: Words, to: string): Describe =>
  (reader, row) => ({ title: what(reader, row), to });

const said = (what: string | Words, reader: Reader, row: Row): string =>
  typeof what === 'string' ? what : what(reader, row);

const byCalendarId = (_reader: Reader, row: Row): string | null | undefined => row.calendarId;
const schoolPlace = (reader: Reader, schoolId: string): string => {
  const calendarId = reader.rows<{ id: string }>(
    `SELECT c.id FROM calendar c JOIN schoolYear y ON y.id = c.schoolYearId WHERE c.schoolId = ? ORDER BY y.endYear DESC LIMIT 1`,
    schoolId,
  )[0]?.id;
  return calendarId ? `/calendar?calendar=${calendarId}` : '/calendar';
};

/** Every kind of record: whose or which one it is, and the screen that shows it. */
export const describe: Readonly<Record<TypeName, Describe>> = {
  person: (_reader, row, id) => ({
    title: `${row.lastName}, ${row.firstName}: name and birth date`,
    to: `/people/${id}`,
  }),
  identifier: personal('personId', (reader, { system }) =>
    codeWords(reader, 'identifier_system', system ?? ''),
  ),
  demographics: personal('personId', 'demographics'),
  directory: personal('personId', 'address'),
  phone: personal('personId', 'phone'),
  formerName: personal('personId', (_reader, { throughDate }) => `name until ${day(throughDate)}`),
  formerAddress: personal('personId', (_reader, { throughDate }) => `address until ${day(throughDate)}`),
  addressProtection: personal('personId', 'protected address'),
  householdMember: personal(
    'personId',
    (reader, row) => `in the household ${named(reader, 'household', row.householdId, 'that is gone')}`,
  ),
  household: (reader, { name }, id) => {
    const member = reader.rows<{ personId: string }>(
      'SELECT personId FROM householdMember WHERE householdId = ? ORDER BY active DESC, personId LIMIT 1',
      id,
    )[0];
    return { title: `Household: ${name}`, to: member ? `/people/${member.personId}` : '/people' };
  },
  relationship: personal('studentId', (reader, { adultId }) => `family, ${nameOf(reader, adultId)}`),
  courtPaper: personal('studentId', (_reader, { court }) => `court paper${court ? `, ${court}` : ''}`),
  pupilPhoto: personal('studentId', (_reader, { takenOn }) =>
    typeof takenOn === 'string' ? `photo, ${day(takenOn)}` : 'photo',
  ),
  photoChoice: personal('studentId', (_reader, { endYear }) => `photo choice, ${year(endYear)}`),
  employmentTerm: setting(
    (reader, row) => `${nameOf(reader, row.personId)}: employed from ${day(row.startDate)}`,
    '/staff',
  ),
  districtAssignment: setting(
    (reader, row) => `${nameOf(reader, row.personId)}: assignment from ${day(row.startDate)}`,
    '/staff',
  ),

  enrollment: personal('studentId', (_reader, { startDate }) => `enrollment from ${day(startDate)}`),
  enrollmentFacts: ofPupil('state facts of the enrollment'),
  attendanceAgreement: ofPupil('attendance agreement'),
  countDecision: ofPupil((_reader, { count }) => `${count} count`),
  enteredTotals: ofPupil('entered attendance totals'),
  admissionDuty: personal('studentId', (_reader, { firstDay }) => `first enrolled ${day(firstDay)}`),
  immunizationPaper: personal('studentId', 'immunization record'),
  recordsRequest: personal('studentId', (_reader, row) => `records request, ${day(row.receivedOn)}`),
  disclosure: personal('studentId', (_reader, { on }) => `disclosure ${day(on)}`),
  readingGrant: setting(
    (_reader, { fromName, toName }) => `Records of ${fromName}, read by ${toName}`,
    '/moves',
  ),
  outsideRecord: personal('studentId', (_reader, { endYear }) => `record from outside, ${year(endYear)}`),
  testDecision: personal(
    'studentId',
    (reader, row) =>
      `part in the state test ${codeWords(reader, 'assessment', row.test ?? '')}, ${year(row.endYear)}`,
  ),
  testScore: personal(
    'studentId',
    (reader, row) => `score of ${codeWords(reader, 'assessment', row.test ?? '')}, ${day(row.takenOn)}`,
  ),
  ctePathway: personal('studentId', (_reader, { endYear }) => `CTE pathway, ${year(endYear)}`),
  cteFollowUp: personal('studentId', (_reader, { endYear }) => `CTE follow-up, ${year(endYear)}`),
  behaviorEvent: setting(
    (reader, row) => `Behavior event, ${day(row.date)}, ${named(reader, 'school', row.schoolId, 'a school')}`,
    '/behavior',
  ),
  behaviorPart: personal(
    'studentId',
    (reader, row) => `part in the event of ${day(found(reader, 'behaviorEvent', row.eventId).date)}`,
  ),

  programRecord: personal('studentId', 'program record'),
  programStep: (reader, row) =>
    personal('studentId', 'program step')(reader, found(reader, 'programRecord', row.programRecordId), ''),
  // Their names are confidential themselves: the place says whose it is, to those who may see it.
  fosterPlacement: (_reader, row) => ({ title: 'A foster placement', to: `/people/${row.studentId}` }),
  nonPublicPupil: () => ({ title: 'A non-public pupil who is served', to: '/non-public' }),
  iep: (_reader, _row, id) => ({ title: 'A special education plan', to: `/iep?plan=${id}` }),
  iepService: (_reader, row) => ({
    title: 'A service of a special education plan',
    to: `/iep?plan=${row.iepId}`,
  }),
  iepTransition: (_reader, row) => ({
    title: 'The transition part of a special education plan',
    to: `/iep?plan=${row.iepId}`,
  }),
  rightsNotice: (_reader, row) => ({
    title: 'A notice about rights in special education',
    to: `/iep?pupil=${row.studentId}`,
  }),
  specialEducationExit: (_reader, row) => ({
    title: 'A special education exit',
    to: `/iep?pupil=${row.studentId}`,
  }),

  attendanceMark: ofPupil((_reader, row) => `attendance ${day(row.date)}, ${row.block}`),
  attendanceTaken: (reader, row) => ({
    title: `${sectionOf(reader, row.sectionId)} is in, ${day(row.date)}`,
    to: `/attendance?room=${row.sectionId}&date=${row.date}`,
  }),
  absenceCall: ofPupil(
    (_reader, row) => `call home about ${day(row.date)}`,
    (row) => `/call-list?date=${row.date}`,
  ),
  dayClosing: (reader, row) => ({
    title: `${named(reader, 'school', row.schoolId, 'A school')}: closing of ${day(row.date)}`,
    to: `/attendance?date=${row.date}`,
  }),
  attendanceCode: setting((_reader, row) => `Attendance code ${row.code}: ${row.label}`, '/attendance'),
  attendanceGroup: setting((_reader, { name }) => `Group: ${name}`, '/attendance'),
  attendanceGroupMember: ofPupil(
    (reader, row) => `in the group ${named(reader, 'attendanceGroup', row.groupId, 'that is gone')}`,
  ),
  postedMark: ofPupil(
    (reader, row) =>
      `mark in ${sectionOf(reader, row.sectionId)}, ${named(reader, 'term', row.termId, 'a term')}`,
    (row) => `/marks?section=${row.sectionId}&term=${row.termId}`,
  ),
  markScale: setting((_reader, { name }) => `Grading scale: ${name}`, '/marks'),
  markScaleValue: setting(
    (reader, row) => `Grading scale ${named(reader, 'markScale', row.scaleId, 'that is gone')}: ${row.mark}`,
    '/marks',
  ),
  markComment: setting((_reader, row) => `Comment ${row.number}: ${row.text}`, '/marks'),

  district: setting((_reader, { name }) => `District: ${name}`, '/settings'),
  school: (reader, { name }, id) => ({ title: `School: ${name}`, to: schoolPlace(reader, id) }),
  schoolYear: setting((_reader, { endYear }) => `School year ${year(endYear)}`, '/calendar'),
  calendar: (reader, _row, id) => ({
    title: `Calendar: ${calendarOf(reader, id)}`,
    to: `/calendar?calendar=${id}`,
  }),
  calendarModes: ofCalendar('modes of instruction of the calendar', byCalendarId),
  calendarReporting: ofCalendar('state facts of the calendar', byCalendarId),
  calendarDay: ofCalendar((_reader, row) => `calendar, ${day(row.date)}`, byCalendarId),
  hoursLedgerLine: ofCalendar((_reader, row) => `hours lost or made up, ${day(row.date)}`, byCalendarId),
  term: ofCalendar((_reader, { name }) => `term ${name}`, byCalendarId),
  bellSchedule: ofCalendar((_reader, { name }) => `bell schedule ${name}`, byCalendarId),
  bellBlock: ofCalendar(
    (reader, row) => `${row.name} of ${named(reader, 'bellSchedule', row.bellScheduleId, 'a bell schedule')}`,
    (reader, row) => found(reader, 'bellSchedule', row.bellScheduleId).calendarId,
  ),
  course: (_reader, row, id) => ({
    title: `Course: ${row.number} ${row.name}`,
    to: `/classes?course=${id}`,
  }),
  courseFacts: (reader, { courseId }) => ({
    title: `${named(reader, 'course', courseId, 'A course')}: state facts of the course`,
    to: `/classes?course=${courseId}`,
  }),
  section: (_reader, { name }, id) => ({ title: `Room or class: ${name}`, to: `/classes?section=${id}` }),
  sectionFacts: ofClass('state facts of the class'),
  sectionScale: ofClass('grading scale'),
  sectionStaff: ofClass((reader, { staffId }) => `taught by ${nameOf(reader, staffId)}`),
  sectionRoster: ofPupil(
    (reader, row) => `in ${sectionOf(reader, row.sectionId)} from ${day(row.startDate)}`,
  ),

  unitYear: setting((_reader, row) => `Budget unit ${row.unit}, ${year(row.endYear)}`, '/collections/counts'),
  certifier: setting((_reader, row) => `Certifier: ${row.name}, ${row.dataType}`, '/collections'),
  certification: setting(
    (_reader, row) => `Certification: ${row.collection}, ${year(row.endYear)}, by ${row.certifiedBy}`,
    '/collections',
  ),
  districtContact: setting(
    (reader, row) => `District contact: ${row.name}, ${codeWords(reader, 'contact_area', row.area ?? '')}`,
    '/collections/contacts',
  ),
  acceptedWarning: (reader, row) => {
    const type = recordTypeNamed(row.subjectType ?? '')?.name;
    const about = type ? found(reader, type, row.subjectId) : {};
    const whose =
      type && about.id ? describe[type](reader, about, about.id).title : 'a record that is not here';
    return { title: `Accepted warning about ${whose}`, to: '/collections/validate' };
  },
  codeMapping: setting((_reader, row) => `State code of ${row.set} ${row.code}`, '/collections/files'),
  writtenFile: setting(
    (_reader, row) => `State file ${row.template}, as of ${day(row.asOf)}`,
    '/collections/files',
  ),
};
