import { decisions } from '#db/sync/decisions.ts';
import type { Reader } from '#db/system/connection.ts';
import { type ReportRequest, rangeInWords, reportFrame } from '#db/system/report-frame.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { ReportPage } from '#domain/system/report-page.ts';

const AT_MOST = 1_000;

/** The decisions of these days on paper. Those about plans stay with whoever may see plans. */
export function decisionsReport(reader: Reader, request: ReportRequest): ReportPage {
  const { from, to } = request.range;
  const inRange = decisions(reader, AT_MOST).filter(
    ({ at, to: place }) => at.slice(0, 10) >= from && at.slice(0, 10) <= to && !place.startsWith('/iep'),
  );
  return reportFrame(reader, request, {
    title: 'Decisions about changes made in two places',
    range: rangeInWords(from, to),
    landscape: true,
    definitions: [
      'Yours: what this office had. State: what the state had, its own or another computer’s. Kept: what stands since. Both values stay in the history whatever was kept.',
    ],
    blocks: [
      {
        kind: 'table',
        title: `Decisions (${inRange.length})`,
        columns: [
          { label: 'Day' },
          { label: 'Record', kind: 'wide' },
          { label: 'Field' },
          { label: 'Yours' },
          { label: 'State' },
          { label: 'Kept' },
          { label: 'By' },
        ],
        rows: inRange.flatMap((one) =>
          one.fields.map((field) => [
            dateInWords(one.at.slice(0, 10)),
            one.title,
            field.label,
            field.mine,
            field.state,
            field.kept,
            one.by ?? 'both sides agreed again',
          ]),
        ),
        totals: [],
        empty: 'Nothing was decided in these days.',
      },
    ],
  });
}
