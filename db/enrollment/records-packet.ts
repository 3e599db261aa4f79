import { adultsOf } from '#db/attendance/call-list.ts';
import { attendanceSummary } from '#db/attendance/summary.ts';
import { immunizationInPacket } from '#db/enrollment/immunization-papers.ts';
import { disclosuresOf, outsideRecordsOf } from '#db/enrollment/records-requests.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { gradeInWords, type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { requiredRow, rowOf } from '#db/system/rows.ts';
import { legalName } from '#domain/people/names.ts';
import { showPhone } from '#domain/people/phone-number.ts';
import type { Row } from '#domain/sync/registry.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { dateInWords, schoolYearInWords, slashDate } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import type { ReportBlock, ReportPage } from '#domain/system/report-page.ts';

/**
 * The permanent record as one document: cover with the date it was due, the eight items of ARM 10.55.909, marks, records
 * from outside and the disclosure log. For a request, or for the file of one pupil.
 */
export function recordsPacket(reader: Reader, request: ReportRequest): ReportPage {
  const asked = request.options.requestId
    ? rowOf(reader, 'recordsRequest', request.options.requestId)
    : undefined;
  const studentId = asked?.studentId ?? request.options.studentId;
  if (!studentId) throw new Failure('not-found', 'That records request is not here any more.');
  const person = requiredRow(reader, 'person', studentId);
  const stays = reader.rows<Row<'enrollment'> & { school: string; endYear: number; schoolNumber: string }>(
    `SELECT e.*, s.name AS school, s.number AS schoolNumber, y.endYear FROM enrollment e JOIN school s ON s.id = e.schoolId
      JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE e.studentId = ? AND e.noShow = 0 ORDER BY e.startDate`,
    studentId,
  );
  return reportFrame(
    reader,
    { ...request, options: { ...request.options, school: stays.at(-1)?.schoolNumber } },
    {
      title: 'Permanent record',
      range: dateInWords(request.today),
      childName: legalName(person),
      definitions: [
        'Days enrolled and present: instruction days of the pupil’s calendar; a day may be present in part.',
        'The receiver may not pass these records on without consent of the parent or eligible student (34 CFR 99.33).',
      ],
      blocks: [
        ...(asked ? cover(reader, asked) : []),
        identity(reader, person, asked),
        enrollments(reader, stays),
        attendance(reader, studentId, stays, request.today),
        marks(reader, studentId),
        outside(reader, studentId),
        log(reader, studentId),
        {
          kind: 'signatures',
          statement: 'This is a true copy of the permanent record kept by the district.',
          lines: ['Keeper of records, date'],
        },
      ],
    },
  );
}

const label = (reader: Reader, set: string, code: string | null): string =>
  code === null ? '' : labelOf(codeSetFile(reader, set), code);
const day = (date: string | null): string => (date === null ? '' : dateInWords(date));

function cover(reader: Reader, asked: Row<'recordsRequest'>): ReportBlock[] {
  const parts = (JSON.parse(asked.parts ?? '[]') as string[]).map((part) =>
    label(reader, 'records_part', part),
  );
  return [
    {
      kind: 'facts',
      items: [
        { label: 'Asked by', value: asked.school },
        { label: 'Send to', value: asked.contact ?? 'not entered' },
        { label: 'Asked on', value: day(asked.receivedOn) },
        { label: 'Due, five working days later', value: day(asked.dueOn) },
        { label: 'Sent on', value: day(asked.completedOn) || 'not sent yet' },
        { label: 'In this packet or with it', value: parts.join(', ') || 'nothing ticked yet' },
        ...(asked.delayedTo
          ? [{ label: 'Later, on', value: `${day(asked.delayedTo)}: ${asked.delayReason ?? ''}` }]
          : []),
      ],
    },
  ];
}

function identity(
  reader: Reader,
  person: Row<'person'>,
  asked: Row<'recordsRequest'> | undefined,
): ReportBlock {
  const goes = asked?.parts ? (JSON.parse(asked.parts) as string[]) : [];
  const number = reader.rows<{ value: string | null }>(
    "SELECT value FROM identifier WHERE personId = ? AND system = 'state'",
    person.id,
  )[0]?.value;
  const home = reader.rows<Row<'directory'>>('SELECT * FROM directory WHERE personId = ?', person.id)[0];
  const before = reader
    .rows<Row<'formerName'>>('SELECT * FROM formerName WHERE personId = ? ORDER BY throughDate', person.id)
    .map((name) => `${legalName(name)} until ${day(name.throughDate)}`);
  return {
    kind: 'facts',
    items: [
      { label: 'Name', value: legalName(person) },
      ...(before.length > 0 ? [{ label: 'Earlier names', value: before.join('; ') }] : []),
      { label: 'State ID', value: number ?? 'pending' },
      { label: 'Birth date', value: day(person.birthDate) || 'not entered' },
      {
        label: 'Address',
        value: [home?.street, home?.city, home?.state, home?.zip].filter(Boolean).join(', ') || 'not entered',
      },
      {
        label: 'Parents or guardians',
        value:
          adultsOf(reader, person.id)
            .map(({ name, phones }) => [name, ...phones.slice(0, 1).map(showPhone)].join(' '))
            .join('; ') || 'not entered',
      },
      {
        label: 'Immunization record',
        value: immunizationInPacket(reader, person.id, goes.includes('IMM')),
      },
    ],
  };
}

function enrollments(
  reader: Reader,
  stays: readonly (Row<'enrollment'> & { school: string; endYear: number })[],
): ReportBlock {
  return {
    kind: 'table',
    title: 'Enrollments',
    columns: [
      { label: 'Year', kind: 'name' },
      { label: 'School' },
      { label: 'Grade' },
      { label: 'First day' },
      { label: 'Last day' },
      { label: 'Left' },
      { label: 'Diploma' },
    ],
    rows: stays.map((stay) => [
      schoolYearInWords(stay.endYear),
      stay.school,
      gradeInWords(stay.grade),
      slashDate(stay.startDate),
      stay.endDate === null ? '' : slashDate(stay.endDate),
      label(reader, 'end_status_category', stay.endReason),
      stay.diplomaDate ? `${label(reader, 'diploma_type', stay.diplomaType)}, ${day(stay.diplomaDate)}` : '',
    ]),
    totals: [],
    empty: 'No enrollment is on record.',
  };
}

function attendance(
  reader: Reader,
  studentId: string,
  stays: readonly { endYear: number }[],
  today: string,
): ReportBlock {
  const years = [...new Set(stays.map(({ endYear }) => endYear))];
  return {
    kind: 'table',
    title: 'Attendance',
    columns: [
      { label: 'Year', kind: 'name' },
      { label: 'Days enrolled', kind: 'number' },
      { label: 'Days present', kind: 'number' },
    ],
    rows: years.flatMap((endYear) => {
      const to = `${endYear}-06-30`;
      return attendanceSummary(reader, { from: `${endYear - 1}-07-01`, to: to < today ? to : today })
        .filter((row) => row.studentId === studentId)
        .map((row) => [schoolYearInWords(endYear), String(row.daysEnrolled), row.adaDaysPresent]);
    }),
    totals: [],
    empty: 'No attendance is on record.',
  };
}

function marks(reader: Reader, studentId: string): ReportBlock {
  return {
    kind: 'table',
    title: 'Academic work and level of achievement',
    columns: [
      { label: 'Year', kind: 'name' },
      { label: 'Class', kind: 'wide' },
      { label: 'Term' },
      { label: 'Mark' },
    ],
    rows: reader
      .rows<{ endYear: number; section: string; term: string; mark: string }>(
        `SELECT y.endYear, coalesce(co.name, s.name) AS section, t.name AS term, m.mark
          FROM postedMark m JOIN enrollment e ON e.id = m.enrollmentId JOIN section s ON s.id = m.sectionId
          JOIN schoolYear y ON y.id = s.schoolYearId LEFT JOIN course co ON co.id = s.courseId
          JOIN term t ON t.id = m.termId
          WHERE e.studentId = ? AND m.mark IS NOT NULL ORDER BY y.endYear, section, t.position`,
        studentId,
      )
      .map((row) => [schoolYearInWords(row.endYear), row.section, row.term, row.mark]),
    totals: [],
    empty: 'No marks are on record here.',
  };
}

function outside(reader: Reader, studentId: string): ReportBlock {
  return {
    kind: 'table',
    title: 'Records from other schools',
    columns: [
      { label: 'Year', kind: 'name' },
      { label: 'School', kind: 'wide' },
      { label: 'Grade' },
      { label: 'Course', kind: 'wide' },
      { label: 'Mark' },
      { label: 'Credits', kind: 'number' },
    ],
    rows: outsideRecordsOf(reader, studentId).map((row) => [
      schoolYearInWords(row.endYear),
      row.school,
      row.grade ? gradeInWords(row.grade) : '',
      row.course ?? '',
      row.mark ?? '',
      row.credits ?? '',
    ]),
    totals: [],
    empty: 'None.',
  };
}

function log(reader: Reader, studentId: string): ReportBlock {
  return {
    kind: 'table',
    title: 'Requests and disclosures (34 CFR 99.32)',
    columns: [
      { label: 'On', kind: 'name' },
      { label: 'To whom', kind: 'wide' },
      { label: 'Ground', kind: 'wide' },
      { label: 'Interest', kind: 'wide' },
      { label: 'What', kind: 'wide' },
    ],
    rows: disclosuresOf(reader, studentId).map((row) => [
      day(row.on),
      row.to,
      label(reader, 'ferpa_basis', row.basis),
      row.interest ?? '',
      row.what,
    ]),
    totals: [],
    empty: 'None.',
  };
}
