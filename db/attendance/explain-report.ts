import { explain, type Measure } from '#db/attendance/explain.ts';
import { attendanceSummary } from '#db/attendance/summary.ts';
import { inNameOrder } from '#db/people/name-order.ts';
import type { Reader } from '#db/system/connection.ts';
import {
  codeLegend,
  gradeInWords,
  type ReportRequest,
  rangeInWords,
  reportFrame,
} from '#db/system/report-frame.ts';
import { measureLabels } from '#domain/attendance/measures.ts';
import { roundingOf } from '#domain/attendance/rounding.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { shortDateInWords } from '#domain/system/date-words.ts';
import type { ReportPage } from '#domain/system/report-page.ts';

/** One number on paper: each pupil's part, the days that took something away, and their sum, which is the number. */
export function explainReport(reader: Reader, request: ReportRequest): ReportPage {
  const { options, range } = request;
  const measure: Measure = options.measure ?? 'essaDaysAbsent';
  const scope = { from: range.from, to: range.to, school: options.school };
  const explanation = explain(reader, {
    ...scope,
    measure,
    grade: options.grade,
    enrollmentId: options.enrollmentId,
  });
  const enrolled = new Map(
    attendanceSummary(reader, scope).map((row) => [row.enrollmentId, row.daysEnrolled]),
  );
  const rounding = roundingOf(explanation);
  const what = `${measureLabels[measure]}${options.grade ? `, grade ${gradeInWords(options.grade)}` : ''}`;
  const total = measure === 'chronic' ? `${explanation.total} pupils` : explanation.total;
  return reportFrame(reader, request, {
    title: 'Explain a number',
    range: `${what}, ${rangeInWords(range.from, range.to)}`,
    childName: options.enrollmentId ? (explanation.lines[0]?.name ?? null) : null,
    legend: codeLegend(reader, schoolYearOf(range.to)),
    definitions: [
      explanation.definition,
      'Days: date, codes, minutes missed of the day’s minutes. Days of a pupil that are not listed were attended in full.',
      ...(rounding
        ? [
            'Rounding: the parts are added exactly and rounded once, so the rounded parts shown differ from the total by this much.',
          ]
        : []),
    ],
    blocks: [
      { kind: 'facts', items: [{ label: what, value: total }] },
      {
        kind: 'table',
        title: 'Pupils behind the number',
        columns: [
          { label: 'Pupil', kind: 'name' },
          { label: 'Grade' },
          { label: 'Days enrolled', kind: 'number' },
          { label: 'Days with a mark', kind: 'wide' },
          {
            label: measure === 'chronic' ? measureLabels.essaDaysAbsent : measureLabels[measure],
            kind: 'number',
          },
        ],
        rows: inNameOrder(explanation.lines).map((line) => [
          line.name,
          gradeInWords(line.grade),
          String(enrolled.get(line.enrollmentId) ?? ''),
          line.days
            .map((day) => `${shortDateInWords(day.date)} ${day.codes} ${day.missed}/${day.minutes}`)
            .join(';  '),
          line.value,
        ]),
        totals: [
          ...(rounding ? [['Rounding', '', '', '', rounding]] : []),
          [measure === 'chronic' ? 'Pupils' : 'Sum', '', '', '', explanation.total],
        ],
        empty: 'No pupil is behind this number.',
      },
    ],
  });
}
