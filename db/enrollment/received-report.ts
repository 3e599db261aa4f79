import { receivedRecords } from '#db/enrollment/received-records.ts';
import type { Reader } from '#db/system/connection.ts';
import { type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import type { ReportPage } from '#domain/system/report-page.ts';

/** What another district handed over, on paper: one table for each kind of record, as it was there. */
export function receivedReport(reader: Reader, request: ReportRequest): ReportPage {
  const { moveId = '', part = 'permanent' } = request.options;
  const records = receivedRecords(reader, moveId, part);
  return reportFrame(reader, request, {
    title: `Records received from another district: ${part === 'special-education' ? 'special education' : 'permanent record'}`,
    range: `From district ${records.fromDistrict}, released ${records.releasedAt.slice(0, 10)}`,
    landscape: true,
    definitions: [
      `Released by ${records.releasedBy}. As it was in the other district; nothing of it counts in the numbers here.`,
    ],
    blocks: records.tables.map(({ title, columns, rows }) => ({
      kind: 'table',
      title,
      columns: columns.map((label) => ({ label })),
      rows,
      totals: [],
      empty: 'Nothing was handed over.',
    })),
  });
}
