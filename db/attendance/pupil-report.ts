import { rulesOfYear } from '#db/attendance/attendance-codes.ts';
import { definitions } from '#db/attendance/explain.ts';
import { type RegisterPupil, registerPupils } from '#db/attendance/register-pupils.ts';
import { enrollmentsInScope, type ScopedEnrollment } from '#db/attendance/summary.ts';
import { inNameOrder } from '#db/people/name-order.ts';
import type { Reader } from '#db/system/connection.ts';
import {
  codeLegend,
  gradeInWords,
  type ReportRequest,
  rangeInWords,
  reportFrame,
  throughToday,
} from '#db/system/report-frame.ts';
import { requiredRow } from '#db/system/rows.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { ReportBlock, ReportCell, ReportPage, ReportTable } from '#domain/system/report-page.ts';

/** The days with a mark of one pupil, or of everybody who has one. */
export function pupilReport(reader: Reader, request: ReportRequest): ReportPage {
  const { options, range, today } = request;
  const scope = { ...range, through: throughToday(range.to, today), block: null };
  const one = options.studentId ? requiredRow(reader, 'person', options.studentId) : undefined;
  const enrollments = inNameOrder(
    enrollmentsInScope(reader, { from: range.from, to: range.to, school: options.school }).filter(
      (enrollment) =>
        (!one || enrollment.studentId === one.id) && (!options.grade || enrollment.grade === options.grade),
    ),
  );
  const schools = new Map(
    reader.rows<{ id: string; name: string }>('SELECT id, name FROM school').map((s) => [s.id, s.name]),
  );
  const pupils = enrollments.flatMap((enrollment) => {
    const rules = rulesOfYear(reader, enrollment.endYear);
    const [pupil] = registerPupils(reader, [enrollment], scope, rules);
    // In a list of everybody, those without a mark would be pages of nothing.
    return pupil && (one || marked(pupil).length > 0) ? [{ enrollment, pupil }] : [];
  });
  const tables = pupils.map(({ enrollment, pupil }) =>
    table(enrollment, pupil, schools.get(enrollment.schoolId) ?? ''),
  );
  const nobody: ReportBlock[] =
    tables.length > 0
      ? []
      : [
          {
            kind: 'notice',
            text: one ? 'This pupil was not enrolled in these days.' : 'Nobody has a mark in these days.',
            items: [],
          },
        ];
  return reportFrame(reader, request, {
    title: 'Attendance by pupil',
    range: rangeInWords(range.from, range.to),
    childName: one
      ? `${one.lastName}, ${one.firstName}${enrollments[0] ? `, grade ${gradeInWords(enrollments[0].grade)}` : ''}`
      : null,
    legend: codeLegend(reader, schoolYearOf(range.to)),
    definitions: [
      definitions.daysEnrolled,
      definitions.adaDaysPresent,
      definitions.essaDaysAbsent,
      'A day without a line was attended in full.',
    ],
    blocks: [
      ...tables,
      ...nobody,
      ...(one
        ? [{ kind: 'signatures' as const, statement: null, lines: ['Parent or guardian', 'School office'] }]
        : []),
    ],
  });
}

const marked = (pupil: RegisterPupil) =>
  [...pupil.days].filter(([, day]) => day.codes.some((code) => code !== null));

function table(enrollment: ScopedEnrollment, pupil: RegisterPupil, schoolName: string): ReportTable {
  const child = `${enrollment.name}, grade ${gradeInWords(enrollment.grade)}, ${schoolName}`;
  return {
    kind: 'table',
    title: child,
    child,
    columns: [
      { label: 'Day', kind: 'name' },
      { label: 'Codes' },
      { label: 'Minutes missed', kind: 'number' },
      { label: 'Minutes of the day', kind: 'number' },
      { label: 'ESSA day absent' },
      { label: 'Note', kind: 'wide' },
    ],
    rows: marked(pupil).map(([date, { share, codes, notes }]): ReportCell[] => [
      dateInWords(date),
      codes.map((code) => code ?? '·').join(' '),
      share.minutesUnknown ? `${share.missed} (to be entered)` : String(share.missed),
      String(share.minutes),
      share.essaAbsent ? { text: 'yes', look: 'strong' } : '',
      notes,
    ]),
    totals: [
      [
        `${pupil.daysEnrolled} days enrolled, ${pupil.present.toDecimal(2)} ADA days present`,
        '',
        '',
        '',
        { text: String(pupil.essaDaysAbsent), look: 'strong' },
        '',
      ],
    ],
    empty: 'Present every day.',
  };
}
