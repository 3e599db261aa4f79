import { grantedRecords } from '#db/enrollment/granted-records.ts';
import { type RecordTable, receivedRecords } from '#db/enrollment/received-records.ts';
import type { Reader } from '#db/system/connection.ts';
import { type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { Failure } from '#domain/system/failure.ts';
import type { ReportPage } from '#domain/system/report-page.ts';

/** Another district's records on paper: one table for each kind, as it was there. */
export function receivedReport(reader: Reader, request: ReportRequest): ReportPage {
  const { moveId = '', grantId, part = 'permanent' } = request.options;
  const { title, range, definition, tables } =
    grantId === undefined ? handedOver(reader, moveId, part) : open(reader, grantId, part);
  return reportFrame(reader, request, {
    title: `${title}: ${part === 'special-education' ? 'special education' : 'permanent record'}`,
    range,
    landscape: true,
    definitions: [definition],
    blocks: tables.map((table) => ({
      kind: 'table',
      title: table.title,
      columns: table.columns.map((label) => ({ label })),
      rows: table.rows,
      totals: [],
      empty: 'Nothing was handed over.',
    })),
  });
}

interface Told {
  readonly title: string;
  readonly range: string;
  readonly definition: string;
  readonly tables: readonly RecordTable[];
}

function handedOver(reader: Reader, moveId: string, part: string): Told {
  const { fromDistrict, releasedAt, releasedBy, tables } = receivedRecords(reader, moveId, part);
  return {
    title: 'Records received from another district',
    range: `From district ${fromDistrict}, released ${releasedAt.slice(0, 10)}`,
    definition: `Released by ${releasedBy}. As it was in the other district; nothing of it counts in the numbers here.`,
    tables,
  };
}

/** Throws a Failure for another part than the grant's: who may print it was decided by the part. */
function open(reader: Reader, grantId: string, part: string): Told {
  const { grant, readAt, tables } = grantedRecords(reader, grantId);
  if (grant.part !== part) throw new Failure('not-found', 'Nothing of this part is open to be read.');
  const place = `${grant.other.name} (${grant.other.number})`;
  const ours = grant.side === 'given';
  return {
    title: ours ? 'Records another district can read' : 'Records read from another district',
    range: `${ours ? 'Read by' : 'From'} ${place}, as of ${readAt.slice(0, 10)}`,
    definition: `Opened by ${grant.begunBy}. The records stay with the district that has them, which can change them at any time; nothing of them counts in the numbers elsewhere.`,
    tables,
  };
}
