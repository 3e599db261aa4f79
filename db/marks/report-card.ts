import { rulesOfYear } from '#db/attendance/attendance-codes.ts';
import { registerPupils } from '#db/attendance/register-pupils.ts';
import { rosterOn } from '#db/attendance/rooms.ts';
import type { Reader } from '#db/system/connection.ts';
import { gradeInWords, type ReportRequest, reportFrame, throughToday } from '#db/system/report-frame.ts';
import { requiredRow, rowOf } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import type { ReportBlock, ReportPage, ReportTable } from '#domain/system/report-page.ts';

interface Posted {
  readonly sectionId: string;
  readonly term: string;
  readonly mark: string | null;
  readonly comment: string | null;
}

interface Card {
  readonly name: string;
  readonly grade: string;
  readonly blocks: readonly ReportBlock[];
  readonly hasMarks: boolean;
  readonly hasAddress: boolean;
  readonly sectionIds: readonly string[];
  readonly schoolId: string;
}

/** One pupil's card, or a class's, with what is missing listed first so that nobody hands out an empty one. */
export function reportCard(reader: Reader, request: ReportRequest): ReportPage {
  const { options, range, today } = request;
  const endYear = schoolYearOf(range.date);
  const enrollments = options.studentId
    ? enrollmentsOfYear(reader, options.studentId, endYear)
    : rosterOn(reader, requiredRow(reader, 'section', options.sectionId ?? '').id, range.date).map((pupil) =>
        requiredRow(reader, 'enrollment', pupil.enrollmentId),
      );
  if (enrollments.length === 0)
    throw new Failure(
      'not-found',
      options.studentId
        ? 'This pupil was not enrolled in that school year.'
        : 'Nobody is on that roster on this date.',
    );
  const cards = enrollments.map((enrollment) =>
    card(reader, enrollment, endYear, throughToday(range.date, today)),
  );
  const first = cards[0];
  const one = options.studentId ? first : undefined;
  const school = first && rowOf(reader, 'school', first.schoolId)?.number;
  const blocks: ReportBlock[] = one
    ? cards.flatMap((each) => each.blocks)
    : [...exceptions(cards), ...cards.flatMap((each, at) => named(each, at))];
  return reportFrame(
    reader,
    { ...request, options: { ...options, school: school ?? undefined } },
    {
      title: 'Report card',
      range: schoolYearInWords(endYear),
      childName: one ? `${one.name}, grade ${gradeInWords(one.grade)}` : null,
      legend: scaleLegend(reader, cards),
      definitions: [
        'Days present: the share of each day’s instructional minutes that the pupil was there, added. Days are those of the term up to now.',
      ],
      blocks,
    },
  );
}

/** A card of its own page, whose tables repeat the child's name. */
function named(card: Card, at: number): ReportBlock[] {
  const child = `${card.name}, grade ${gradeInWords(card.grade)}`;
  return [
    { kind: 'heading', text: child, newPage: at >= 0 },
    ...card.blocks.map((block) => (block.kind === 'table' ? { ...block, child } : block)),
  ];
}

function exceptions(cards: readonly Card[]): ReportBlock[] {
  const names = (wanted: (card: Card) => boolean): string[] => cards.filter(wanted).map((card) => card.name);
  const noMarks = names((card) => !card.hasMarks);
  const noAddress = names((card) => !card.hasAddress);
  const notice = (text: string, items: string[]): ReportBlock => ({ kind: 'notice', text, items });
  return [
    { kind: 'heading', text: `Before these ${cards.length} cards go home`, newPage: false },
    ...(noMarks.length > 0 ? [notice(`No marks posted (${noMarks.length}):`, noMarks)] : []),
    ...(noAddress.length > 0 ? [notice(`No address on file (${noAddress.length}):`, noAddress)] : []),
    ...(noMarks.length + noAddress.length === 0 ? [notice('Every pupil has marks and an address.', [])] : []),
  ];
}

function enrollmentsOfYear(reader: Reader, studentId: string, endYear: number): Row<'enrollment'>[] {
  requiredRow(reader, 'person', studentId);
  return reader.rows<Row<'enrollment'>>(
    `SELECT e.* FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE e.studentId = ? AND y.endYear = ? AND e.noShow = 0 AND e.extracurricularOnly = 0 ORDER BY e.startDate`,
    studentId,
    endYear,
  );
}

interface Class {
  readonly id: string;
  readonly name: string;
  readonly teacher: string | null;
}

function card(reader: Reader, enrollment: Row<'enrollment'>, endYear: number, through: string): Card {
  const person = requiredRow(reader, 'person', enrollment.studentId);
  const terms = reader.rows<Row<'term'>>(
    'SELECT * FROM term WHERE calendarId = ? ORDER BY startDate, position',
    enrollment.calendarId,
  );
  // Terms of several calendars that share name and dates are one term to the office, so marks join by its name.
  const posted = reader.rows<Posted>(
    'SELECT m.sectionId, t.name AS term, m.mark, m.comment FROM postedMark m JOIN term t ON t.id = m.termId WHERE m.enrollmentId = ?',
    enrollment.id,
  );
  const classes = reader.rows<Class>(
    `SELECT DISTINCT s.id, s.name, t.firstName || ' ' || t.lastName AS teacher, s.kind, s.block, s.number
      FROM sectionRoster r JOIN section s ON s.id = r.sectionId LEFT JOIN person t ON t.id = s.teacherId
      WHERE r.enrollmentId = ? ORDER BY CASE s.kind WHEN 'room' THEN 0 ELSE 1 END, s.block, s.number`,
    enrollment.id,
  );
  const home = reader.rows<{ street: string | null }>(
    'SELECT street FROM directory WHERE personId = ?',
    person.id,
  )[0];
  const notes = comments(classes, terms, posted);
  return {
    name: `${person.lastName}, ${person.firstName}`,
    grade: enrollment.grade,
    schoolId: enrollment.schoolId,
    sectionIds: classes.map((one) => one.id),
    hasMarks: posted.some((one) => one.mark !== null),
    hasAddress: Boolean(home?.street),
    blocks: [
      marksTable(classes, terms, posted),
      ...(notes.rows.length > 0 ? [notes] : []),
      attendanceTable(reader, enrollment, terms, endYear, through),
      { kind: 'signatures', statement: null, lines: ['Parent or guardian', 'Teacher'] },
    ],
  };
}

function marksTable(
  classes: readonly Class[],
  terms: readonly Row<'term'>[],
  posted: readonly Posted[],
): ReportTable {
  return {
    kind: 'table',
    title: 'Marks',
    columns: [
      { label: 'Class', kind: 'name' },
      { label: 'Teacher', kind: 'wide' },
      ...terms.map((term) => ({ label: term.name })),
    ],
    rows: classes.map((one) => [
      one.name,
      one.teacher ?? '',
      ...terms.map(
        (term) => posted.find((mark) => mark.sectionId === one.id && mark.term === term.name)?.mark ?? '–',
      ),
    ]),
    totals: [],
    empty: 'This pupil is in no class yet.',
  };
}

function comments(
  classes: readonly Class[],
  terms: readonly Row<'term'>[],
  posted: readonly Posted[],
): ReportTable {
  const rows = terms.flatMap((term) =>
    classes.flatMap((one) => {
      const comment = posted.find((mark) => mark.sectionId === one.id && mark.term === term.name)?.comment;
      return comment ? [[term.name, one.name, comment]] : [];
    }),
  );
  return {
    kind: 'table',
    title: 'Comments',
    columns: [{ label: 'Term', kind: 'name' }, { label: 'Class' }, { label: 'Comment', kind: 'wide' }],
    rows,
    totals: [],
    empty: '',
  };
}

function attendanceTable(
  reader: Reader,
  enrollment: Row<'enrollment'>,
  terms: readonly Row<'term'>[],
  endYear: number,
  through: string,
): ReportTable {
  const rules = rulesOfYear(reader, endYear);
  const stay = { ...enrollment, enrollmentId: enrollment.id, name: '' };
  const begun = terms.filter((term) => term.startDate <= through);
  return {
    kind: 'table',
    title: 'Attendance',
    columns: [
      { label: 'Term', kind: 'name' },
      { label: 'Days enrolled', kind: 'number' },
      { label: 'Days present', kind: 'number' },
      { label: 'Days absent, half or more', kind: 'number' },
    ],
    rows: begun.map((term) => {
      const [pupil] = registerPupils(
        reader,
        [stay],
        { from: term.startDate, to: term.endDate, through, block: null },
        rules,
      );
      return [
        term.name,
        String(pupil?.daysEnrolled ?? 0),
        pupil?.present.toDecimal(2) ?? '',
        String(pupil?.essaDaysAbsent ?? 0),
      ];
    }),
    totals: [],
    empty: 'No term has begun.',
  };
}

/** The marks of the scales these classes use, each once. */
function scaleLegend(reader: Reader, cards: readonly Card[]): ReportPage['legend'] {
  const sections = new Set(cards.flatMap((card) => card.sectionIds));
  const values = reader
    .rows<{ sectionId: string; mark: string; label: string | null; position: number }>(
      'SELECT s.sectionId, v.mark, v.label, v.position FROM sectionScale s JOIN markScaleValue v ON v.scaleId = s.scaleId ORDER BY s.scaleId, v.position',
    )
    .filter((value) => sections.has(value.sectionId));
  return [...new Map(values.map(({ mark, label }) => [mark, label ?? ''])).entries()]
    .filter(([mark, label]) => label !== '' && label !== mark)
    .map(([code, label]) => ({ code, label }));
}
