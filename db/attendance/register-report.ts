import { rulesOfYear } from '#db/attendance/attendance-codes.ts';
import { definitions } from '#db/attendance/explain.ts';
import {
  type RegisterPupil,
  type RegisterScope,
  type RegisterStay,
  registerPupils,
  staysOfSchool,
  staysOfSection,
} from '#db/attendance/register-pupils.ts';
import { roomsOn } from '#db/attendance/rooms.ts';
import { type SchoolFacts, schoolNumbered } from '#db/school/schools.ts';
import type { Reader } from '#db/system/connection.ts';
import {
  codeLegend,
  gradeInWords,
  type ReportRequest,
  reportFrame,
  throughToday,
} from '#db/system/report-frame.ts';
import { requiredRow, rowOf } from '#db/system/rows.ts';
import type { AttendanceRules } from '#domain/attendance/day-share.ts';
import { addDays, addMonths, dayOf, schoolYearOf, weekdayOf } from '#domain/system/civil-date.ts';
import { dateInWords, shortDateInWords } from '#domain/system/date-words.ts';
import { FractionSum } from '#domain/system/fraction.ts';
import type { ReportBlock, ReportCell, ReportPage, ReportTable } from '#domain/system/report-page.ts';

const LETTERS = ['M', 'T', 'W', 'Th', 'F', 'Sa', 'Su'] as const;

/** The month as the office's paper register has it: a row a pupil, a column a day. By room, or of a grade. */
export function registerReport(reader: Reader, request: ReportRequest): ReportPage {
  const { options, range, today } = request;
  const from = `${range.month}-01`;
  const to = addDays(addMonths(from, 1), -1);
  const endYear = schoolYearOf(from);
  const scope: RegisterScope = { from, to, through: throughToday(to, today), block: null };
  const rules = rulesOfYear(reader, endYear);
  const section = options.sectionId ? requiredRow(reader, 'section', options.sectionId) : undefined;
  const school = section ? rowOf(reader, 'school', section.schoolId)?.number : options.school;
  const blocks: ReportBlock[] = section
    ? [sectionTable(reader, section, scope, rules)]
    : schoolTables(reader, scope, rules, school, options.grade);
  const closed = closedDays(reader, from, to, school);
  return reportFrame(
    reader,
    { ...request, options: { ...options, school } },
    {
      title: 'Monthly register',
      range: `${dateInWords(from).slice(4, 7)} ${from.slice(0, 4)}${scope.through < to && scope.through >= from ? `, through ${shortDateInWords(scope.through)}` : ''}`,
      landscape: true,
      legend: [
        { code: '·', label: 'Present' },
        { code: '–', label: 'Not enrolled' },
        ...codeLegend(reader, endYear).filter(({ code }) => code !== 'P'),
      ],
      definitions: [
        definitions.daysEnrolled,
        definitions.adaDaysPresent,
        definitions.essaDaysAbsent,
        'One code: the whole day. Two codes, one over the other: morning over afternoon. A number after a code: periods. Bold in a box: the day counts as one ESSA day absent. Grey: no school for that pupil. A pupil without a mark counts as present.',
        ...(closed === '' ? [] : [`No school: ${closed}.`]),
      ],
      blocks: [
        ...blocks,
        {
          kind: 'signatures',
          statement: 'This register is a true record of attendance.',
          lines: ['Teacher or clerk', 'Principal or supervising teacher'],
        },
      ],
    },
  );
}

type Section = { id: string; name: string; kind: string; block: string | null; teacherId: string | null };

function sectionTable(
  reader: Reader,
  section: Section,
  scope: RegisterScope,
  rules: AttendanceRules,
): ReportTable {
  const block = section.kind === 'class' ? section.block : null;
  const teacher = section.teacherId ? rowOf(reader, 'person', section.teacherId) : undefined;
  const stays = staysOfSection(reader, section.id, scope.from, scope.to);
  const title = `${section.name}${block ? `, ${block}` : ''}${teacher ? `, ${teacher.firstName} ${teacher.lastName}` : ''}`;
  return grid(title, reader, stays, { ...scope, block }, rules);
}

/** Without a room asked for: one table a room, and one for the pupils of a school who sit in none. */
function schoolTables(
  reader: Reader,
  scope: RegisterScope,
  rules: AttendanceRules,
  number: string | undefined,
  grade: string | undefined,
): ReportTable[] {
  const schools: SchoolFacts[] = number
    ? [schoolNumbered(reader, number)]
    : reader.rows<SchoolFacts>('SELECT id, number, name, districtId FROM school ORDER BY number');
  const tables = schools.flatMap((school) => {
    const all = staysOfSchool(reader, school.id, scope.from, scope.to, grade ?? null);
    if (grade !== undefined)
      return all.length === 0
        ? []
        : [grid(`${school.name}, grade ${gradeInWords(grade)}`, reader, all, scope, rules)];
    const rooms = roomsOn(reader, scope.from, school.id).filter((room) => room.kind === 'room');
    const seated = new Set<string>();
    const ofRooms = rooms.map((room) => {
      const stays = staysOfSection(reader, room.id, scope.from, scope.to);
      for (const stay of stays) seated.add(stay.enrollmentId);
      return grid(
        [room.name, room.teacher, school.name].filter(Boolean).join(', '),
        reader,
        stays,
        scope,
        rules,
      );
    });
    const rest = all.filter((stay) => !seated.has(stay.enrollmentId));
    const title = rooms.length > 0 ? `${school.name}, without a room` : school.name;
    return [...ofRooms, ...(rest.length > 0 ? [grid(title, reader, rest, scope, rules)] : [])];
  });
  return tables.length > 0 ? tables : [grid('Register', reader, [], scope, rules)];
}

function grid(
  title: string,
  reader: Reader,
  stays: readonly RegisterStay[],
  scope: RegisterScope,
  rules: AttendanceRules,
): ReportTable {
  const pupils = registerPupils(reader, stays, scope, rules);
  const dates = [...new Set(pupils.flatMap((pupil) => [...pupil.schoolDays]))].sort();
  const total = new FractionSum();
  for (const pupil of pupils) total.addAll(pupil.present);
  const sum = (of: (pupil: RegisterPupil) => number): string =>
    String(pupils.reduce((n, pupil) => n + of(pupil), 0));
  return {
    kind: 'table',
    title,
    columns: [
      { label: 'Pupil', kind: 'name' },
      { label: 'Gr' },
      ...dates.map((date) => ({
        label: String(dayOf(date)),
        under: LETTERS[weekdayOf(date) - 1] ?? '',
        kind: 'day' as const,
      })),
      { label: 'Days enrolled', kind: 'number' },
      { label: 'ADA days present', kind: 'number' },
      { label: 'ESSA days absent', kind: 'number' },
    ],
    rows: pupils.map((pupil) => [
      pupil.stay.name,
      gradeInWords(pupil.stay.grade),
      ...dates.map((date) => dayCell(pupil, date, scope)),
      String(pupil.daysEnrolled),
      pupil.present.toDecimal(2),
      String(pupil.essaDaysAbsent),
    ]),
    totals:
      pupils.length === 0
        ? []
        : [
            [
              'Pupils present',
              '',
              ...dates.map((date) => presentOn(pupils, date, scope)),
              sum((pupil) => pupil.daysEnrolled),
              total.toDecimal(2),
              sum((pupil) => pupil.essaDaysAbsent),
            ],
          ],
    empty: 'No pupil was on this roster in the month.',
  };
}

function dayCell(pupil: RegisterPupil, date: string, scope: RegisterScope): ReportCell {
  if (!pupil.schoolDays.has(date)) return { text: '', look: 'off' };
  if (date > scope.through) return '';
  const day = pupil.days.get(date);
  if (!day) return '–';
  const text = codesInCell(day.codes);
  return day.share.essaAbsent ? { text, look: 'strong' } : text;
}

/** One code for the day, two over each other for half days, code and count for periods. */
function codesInCell(codes: readonly (string | null)[]): string {
  const shown = codes.map((code) => (code === null || code === 'P' ? '·' : code));
  const distinct = [...new Set(shown)];
  if (distinct.length === 1) return distinct[0] ?? '';
  if (shown.length === 2) return shown.join('\n');
  return distinct
    .filter((code) => code !== '·')
    .map((code) => `${code}${shown.filter((other) => other === code).length}`)
    .join('\n');
}

function presentOn(pupils: readonly RegisterPupil[], date: string, scope: RegisterScope): string {
  if (date > scope.through) return '';
  const there = new FractionSum();
  for (const pupil of pupils) {
    const share = pupil.days.get(date)?.share;
    if (share) there.add(share.minutes - share.missed, share.minutes);
  }
  return there.toDecimal(1).replace(/\.0$/, '');
}

/** Weekdays without school, with their reasons, each once. */
function closedDays(reader: Reader, from: string, to: string, school: string | undefined): string {
  const rows = reader.rows<{ date: string; reason: string | null }>(
    `SELECT DISTINCT d.date, d.reason FROM calendarDay d JOIN calendar c ON c.id = d.calendarId JOIN school s ON s.id = c.schoolId
      WHERE d.date BETWEEN ? AND ? AND d.kind <> 'instruction' AND (? IS NULL OR s.number = ?) ORDER BY d.date`,
    from,
    to,
    school ?? null,
    school ?? null,
  );
  return rows
    .filter((row) => weekdayOf(row.date) < 6)
    .map((row) => `${shortDateInWords(row.date)}${row.reason ? ` (${row.reason})` : ''}`)
    .join(', ');
}
