import { duePlans } from '#db/special-education/due-plans.ts';
import { listExits } from '#db/special-education/exits.ts';
import type { Reader } from '#db/system/connection.ts';
import { dueSources, dueTable } from '#db/system/due-table.ts';
import { type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords, schoolYearInWords, slashDate } from '#domain/system/date-words.ts';
import type { ReportPage } from '#domain/system/report-page.ts';

/** Reviews, evaluations, plans to lock and exits to enter, with room for the day each was done. */
export function planDueReport(reader: Reader, request: ReportRequest): ReportPage {
  const lines = duePlans(reader, request.range.date);
  return reportFrame(reader, request, {
    title: 'Special education work that is due',
    range: dateInWords(request.range.date),
    landscape: true,
    definitions: dueSources(lines),
    blocks: [dueTable('', lines, 'Nothing is due.')],
  });
}

/** Who left special education in a school year, for the exiting collection in June. */
export function exitReport(reader: Reader, request: ReportRequest): ReportPage {
  const endYear = request.options.endYear ?? schoolYearOf(request.range.date);
  const lines = listExits(reader, { endYear });
  const date = (day: string | null): string => (day === null ? '' : slashDate(day));
  const reported = lines.filter((line) => line.reported !== false);
  return reportFrame(reader, request, {
    title: 'Special education exits',
    range: schoolYearInWords(endYear),
    landscape: true,
    definitions: [
      'Exits from July 1 through June 30. The state reports those aged 14 to 21 on the last day in special education; without a birth date a pupil is counted.',
    ],
    blocks: [
      {
        kind: 'table',
        title: '',
        columns: [
          { label: 'Pupil', kind: 'name' },
          { label: 'Age', kind: 'number' },
          { label: 'Last day' },
          { label: 'Reason', kind: 'wide' },
          { label: 'Evaluation' },
          { label: 'Notice' },
          { label: 'Summary' },
          { label: 'Still missing', kind: 'wide' },
        ],
        rows: lines.map((line) => [
          line.name,
          line.age === null ? '' : String(line.age),
          slashDate(line.exitedOn),
          `${line.reason} ${line.reasonLabel}`,
          date(line.evaluatedOn),
          date(line.noticeOn),
          date(line.summaryOn),
          line.missing.map(({ message }) => message).join(' '),
        ]),
        totals:
          lines.length > 0
            ? [[`${reported.length} of ages reported`], [`${lines.length - reported.length} of other ages`]]
            : [],
        empty: 'Nobody has left special education in this school year.',
      },
    ],
  });
}
