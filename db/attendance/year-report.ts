import { thresholdsOfYear } from '#db/attendance/attendance-codes.ts';
import { chronicPercent, definitions } from '#db/attendance/explain.ts';
import { type AttendanceTotals, gradeTotals } from '#db/attendance/grade-totals.ts';
import { attendanceSummary, type SummaryRow } from '#db/attendance/summary.ts';
import type { Reader } from '#db/system/connection.ts';
import { gradeInWords, type ReportRequest, rangeInWords, reportFrame } from '#db/system/report-frame.ts';
import { chronicAbsence } from '#domain/attendance/chronic.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import type { ReportBlock, ReportPage, ReportTable } from '#domain/system/report-page.ts';

const COLUMNS: ReportTable['columns'] = [
  { label: 'Grade', kind: 'name' },
  { label: 'Pupils', kind: 'number' },
  { label: 'Days enrolled', kind: 'number' },
  { label: 'ADA days present', kind: 'number' },
  { label: 'ADA', kind: 'number' },
  { label: 'ESSA days absent', kind: 'number' },
  { label: 'Chronically absent', kind: 'number' },
];

/** The year's totals by school and grade. */
export function yearReport(reader: Reader, request: ReportRequest): ReportPage {
  const { from, to } = request.range;
  const scope = { from, to, school: request.options.school };
  const { rows, total } = gradeTotals(reader, scope);
  const schools = [...new Set(rows.map((row) => row.school))];
  const tables = schools.map((school): ReportTable => {
    const own = rows.filter((row) => row.school === school);
    return {
      kind: 'table',
      title: own[0]?.schoolName ?? school,
      columns: COLUMNS,
      rows: own.map((row) => [gradeInWords(row.grade), ...numbers(row)]),
      totals: [['School', ...numbers(gradeTotals(reader, { ...scope, school }).total)]],
      empty: '',
    };
  });
  const together: ReportBlock[] =
    schools.length === 1
      ? []
      : [
          {
            kind: 'table',
            title: 'All schools',
            columns: COLUMNS,
            rows: [],
            totals: schools.length === 0 ? [] : [['All', ...numbers(total)]],
            empty: schools.length === 0 ? 'Nobody was enrolled in these days.' : '',
          },
        ];
  return reportFrame(reader, request, {
    title: 'Attendance, year to date',
    range: rangeInWords(from, to),
    definitions: [
      definitions.daysEnrolled,
      definitions.adaDaysPresent,
      'ADA (average daily attendance): of each calendar the ADA days present divided by its instruction days in these dates, added over the calendars.',
      definitions.essaDaysAbsent,
      chronicDefinition(to),
      'A pupil who changed grade or school stands in each row and is counted once in the totals. Totals are added exactly and rounded once, so they may differ from added rounded rows in the last digit.',
    ],
    blocks: [...tables, ...together],
  });
}

const numbers = (row: AttendanceTotals): string[] => [
  String(row.pupils),
  String(row.daysEnrolled),
  row.adaDaysPresent,
  row.ada,
  String(row.essaDaysAbsent),
  String(row.chronic),
];

const chronicDefinition = (to: string): string =>
  `Chronically absent: ESSA days absent are ${chronicPercent(schoolYearOf(to))} or more of the days enrolled at one school, all enrollments there added. Decided exactly, never from the rounded percent.`;

/** Pupils who are chronically absent, at each school by name. */
export function chronicReport(reader: Reader, request: ReportRequest): ReportPage {
  const { from, to } = request.range;
  const rows = attendanceSummary(reader, { from, to, school: request.options.school }).filter(
    (row) => row.chronic,
  );
  const byPupil = new Map<string, SummaryRow[]>();
  for (const row of rows) {
    const key = `${row.schoolNumber} ${row.studentId}`;
    byPupil.set(key, [...(byPupil.get(key) ?? []), row]);
  }
  const thresholds = thresholdsOfYear(schoolYearOf(to));
  const names = new Map(
    reader
      .rows<{ number: string; name: string }>('SELECT number, name FROM school')
      .map((s) => [s.number, s.name]),
  );
  const pupils = [...byPupil.values()];
  return reportFrame(reader, request, {
    title: 'Chronic absence',
    range: rangeInWords(from, to),
    definitions: [
      chronicDefinition(to),
      definitions.essaDaysAbsent,
      definitions.daysEnrolled,
      `Federal reporting leaves out pupils enrolled fewer than ${thresholds.fewestDaysEnrolled} days.`,
    ],
    blocks: [
      {
        kind: 'table',
        title: `Chronically absent (${pupils.length})`,
        columns: [
          { label: 'Pupil', kind: 'name' },
          { label: 'Grade' },
          { label: 'School', kind: 'wide' },
          { label: 'Days enrolled', kind: 'number' },
          { label: 'ESSA days absent', kind: 'number' },
          { label: 'Percent', kind: 'number' },
          { label: 'Note' },
        ],
        rows: pupils.map((own) => {
          const { daysEnrolled, essaDaysAbsent, percentAbsent, tooFewDays } = chronicAbsence(own, thresholds);
          return [
            own[0]?.name ?? '',
            [...new Set(own.map((row) => gradeInWords(row.grade)))].join(', '),
            names.get(own[0]?.schoolNumber ?? '') ?? '',
            String(daysEnrolled),
            String(essaDaysAbsent),
            percentAbsent ?? '',
            tooFewDays ? 'few days' : '',
          ];
        }),
        totals: [],
        empty: 'Nobody is chronically absent in these days.',
      },
    ],
  });
}
