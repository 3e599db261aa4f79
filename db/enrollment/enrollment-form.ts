import { adultsOf } from '#db/attendance/call-list.ts';
import { enrollmentFactsOf } from '#db/collections/enrollment-facts.ts';
import { householdsOf } from '#db/people/households.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { gradeInWords, type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { requiredRow } from '#db/system/rows.ts';
import { legalName } from '#domain/people/names.ts';
import { showPhone } from '#domain/people/phone-number.ts';
import type { Row } from '#domain/sync/registry.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import type { ReportBlock, ReportPage } from '#domain/system/report-page.ts';

/** What was entered for one pupil, or for all pupils of a household, to be read through and signed by a parent. */
export function enrollmentForm(reader: Reader, request: ReportRequest): ReportPage {
  const { studentId, householdId } = request.options;
  const ids = studentId
    ? [studentId]
    : reader
        .rows<{ personId: string }>(
          `SELECT m.personId FROM householdMember m JOIN person p ON p.id = m.personId
            WHERE m.householdId = ? AND m.active = 1 AND m.main = 1 AND p.isStudent = 1 ORDER BY p.birthDate, p.id`,
          householdId ?? '',
        )
        .map(({ personId }) => personId);
  if (ids.length === 0) throw new Failure('not-found', 'There is no pupil in that household any more.');
  const only = ids.length === 1 ? ids[0] : undefined;
  return reportFrame(reader, request, {
    title: 'Enrollment form',
    range: dateInWords(request.today),
    childName: only ? legalName(requiredRow(reader, 'person', only)) : null,
    definitions: ['Dates of enrollment: the first and the last day both count as enrolled.'],
    blocks: ids.flatMap((id, at) => pupilBlocks(reader, id, at > 0)),
  });
}

/** An enrollment that ended: the last day, where the pupil goes, what is still here. For the file and the next school. */
export function withdrawalForm(reader: Reader, request: ReportRequest): ReportPage {
  const stay = requiredRow(reader, 'enrollment', request.options.enrollmentId ?? '');
  const person = requiredRow(reader, 'person', stay.studentId);
  const school = requiredRow(reader, 'school', stay.schoolId);
  const asked = reader.rows<Row<'recordsRequest'>>(
    'SELECT * FROM recordsRequest WHERE studentId = ? ORDER BY receivedOn DESC LIMIT 1',
    stay.studentId,
  )[0];
  return reportFrame(
    reader,
    { ...request, options: { ...request.options, school: school.number } },
    {
      title: 'Withdrawal form',
      range: dateInWords(request.today),
      childName: legalName(person),
      definitions: ['The last day still counts as enrolled.'],
      blocks: [
        facts([
          ['Pupil', legalName(person)],
          ['Birth date', day(person.birthDate)],
          ['State ID', numberOf(reader, person.id, 'state') ?? 'pending'],
          ['School', school.name],
          ['Grade', gradeInWords(stay.grade)],
          ['First day', day(stay.startDate)],
          ['Last day', stay.endDate ? day(stay.endDate) : 'not withdrawn'],
          ['Where to', label(reader, 'end_status_category', stay.endReason)],
          ['End status of the state', label(reader, 'end_status', stay.endStatus)],
          ['Dropout reason', label(reader, 'dropout_reason', stay.dropoutReason)],
          ['Records asked for by', asked ? `${asked.school}, ${day(asked.receivedOn)}` : 'nobody yet'],
        ]),
        {
          kind: 'table',
          title: 'To give back or to settle',
          columns: [
            { label: 'What', kind: 'name' },
            { label: 'Done', kind: 'tick' },
            { label: 'By', kind: 'wide' },
          ],
          rows: [
            'Books and library',
            'Computer or tablet',
            'Locker and keys',
            'Meal account',
            'Medicine',
          ].map((name) => [name, '', '']),
          totals: [],
          empty: '',
        },
        {
          kind: 'text',
          title: 'Records',
          text: 'Records are sent within five working days of the next school’s request. They are not held back for unpaid fees.',
        },
        {
          kind: 'signatures',
          statement: null,
          lines: ['Parent or guardian, date', 'School office, date'],
        },
      ],
    },
  );
}

function pupilBlocks(reader: Reader, studentId: string, newPage: boolean): ReportBlock[] {
  const person = requiredRow(reader, 'person', studentId);
  const stay = reader.rows<Row<'enrollment'>>(
    'SELECT * FROM enrollment WHERE studentId = ? ORDER BY startDate DESC LIMIT 1',
    studentId,
  )[0];
  const directory = reader.rows<Row<'directory'>>('SELECT * FROM directory WHERE personId = ?', studentId)[0];
  const known = reader.rows<Row<'demographics'>>(
    'SELECT * FROM demographics WHERE personId = ?',
    studentId,
  )[0];
  const races = (JSON.parse(known?.races ?? '[]') as string[])
    .map((race) => label(reader, 'race', race))
    .join(', ');
  const homes = householdsOf(reader, studentId);
  return [
    { kind: 'heading', text: legalName(person), newPage },
    facts([
      ['Name used at school', person.usualName ?? ''],
      ['Birth date', day(person.birthDate)],
      ['Gender', label(reader, 'gender', person.gender)],
      ['State ID', numberOf(reader, studentId, 'state') ?? 'pending'],
      ['School', stay ? requiredRow(reader, 'school', stay.schoolId).name : 'not enrolled'],
      ['Grade', stay ? gradeInWords(stay.grade) : ''],
      ['First day', day(stay?.startDate ?? null)],
      ['Where from', label(reader, 'start_status', stay?.startStatus ?? null)],
      ['School before', stay ? (enrollmentFactsOf(reader, stay.id).previousSchool ?? '') : ''],
      ['Address', address(directory)],
      ['Language at home', known?.homeLanguage ?? ''],
      ['Hispanic or Latino', label(reader, 'ethnicity', known?.hispanic ?? null)],
      ['Race', races],
    ]),
    {
      kind: 'table',
      title: 'Homes',
      columns: [
        { label: 'Household', kind: 'name' },
        { label: 'Address', kind: 'wide' },
        { label: 'Phone' },
        { label: 'Gets mail' },
      ],
      rows: homes.map((home) => [
        home.name,
        address(home),
        home.phone ? showPhone(home.phone) : '',
        home.getsMail ? 'yes' : 'no',
      ]),
      totals: [],
      empty: 'No household is on record.',
    },
    {
      kind: 'table',
      title: 'Adults, in calling order',
      columns: [
        { label: 'Name', kind: 'name' },
        { label: 'Is' },
        { label: 'Phones', kind: 'wide' },
        { label: 'Lives with' },
        { label: 'May pick up' },
        { label: 'Gets mail' },
        { label: 'Custody or legal note', kind: 'wide' },
      ],
      rows: adultsOf(reader, studentId).map((adult) => [
        adult.name,
        label(reader, 'relationship_kind', adult.kind),
        adult.phones.map(showPhone).join(', '),
        yes(adult.livesWith),
        adult.mayPickUp ? 'yes' : { text: 'NO', look: 'strong' },
        yes(adult.getsMail),
        adult.custodyNote ?? '',
      ]),
      totals: [],
      empty: 'No adult is on record.',
    },
    {
      kind: 'signatures',
      statement: 'What stands above is right. I will tell the school when it changes.',
      lines: ['Parent or guardian, date', 'School office, date'],
    },
  ];
}

const yes = (is: boolean): string => (is ? 'yes' : 'no');
const day = (date: string | null): string => (date === null ? '' : dateInWords(date));
const label = (reader: Reader, set: string, code: string | null): string =>
  code === null ? '' : labelOf(codeSetFile(reader, set), code);
const facts = (items: readonly (readonly [string, string])[]): ReportBlock => ({
  kind: 'facts',
  items: items.map(([name, value]) => ({ label: name, value: value || 'not entered' })),
});
const address = (one: Pick<Row<'directory'>, 'street' | 'city' | 'state' | 'zip'> | undefined): string =>
  [one?.street, [one?.city, one?.state, one?.zip].filter(Boolean).join(' ')].filter(Boolean).join(', ');
const numberOf = (reader: Reader, personId: string, system: string): string | null =>
  reader.rows<{ value: string | null }>(
    'SELECT value FROM identifier WHERE personId = ? AND system = ?',
    personId,
    system,
  )[0]?.value ?? null;
