import { frozenContentOf } from '#db/collections/certify.ts';
import { collectionNamed } from '#db/collections/collection-calendar.ts';
import type { Reader } from '#db/system/connection.ts';
import { type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { requiredRow } from '#db/system/rows.ts';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import type { ReportBlock, ReportPage } from '#domain/system/report-page.ts';

/** What was certified, for the district's paper file: statement, totals, frozen rows, hash and signature lines. */
export function certificationPacket(reader: Reader, request: ReportRequest): ReportPage {
  const id = request.options.certificationId;
  if (!id) throw new Failure('invalid-input', 'Choose a certification first.');
  const row = requiredRow(reader, 'certification', id);
  const collection = collectionNamed(reader, row.collection);
  const district = requiredRow(reader, 'district', row.districtId);
  const frozen = frozenContentOf(reader, id);
  const receipt = reader.rows<{ receipt: string | null }>(
    "SELECT receipt FROM syncBase WHERE type = 'certification' AND id = ?",
    id,
  )[0]?.receipt;
  const columns = frozen?.rows[0] ? Object.keys(frozen.rows[0].values).slice(0, 8) : [];
  const blocks: ReportBlock[] = [
    {
      kind: 'facts',
      items: [
        { label: 'District', value: district.name },
        { label: 'Certified by', value: [row.certifiedBy, row.certifiedTitle].filter(Boolean).join(', ') },
        { label: 'Certified on', value: dateInWords(row.certifiedAt.slice(0, 10)) },
        { label: 'Snapshot', value: row.id },
        { label: 'Hash of the frozen rows (SHA-256)', value: row.hash },
        { label: 'Received by the state', value: receipt ? `receipt ${receipt}` : 'not yet' },
        ...(row.withdrawnAt === null
          ? []
          : [
              {
                label: 'Withdrawn',
                value: `${dateInWords(row.withdrawnAt.slice(0, 10))}: ${row.withdrawnReason ?? ''}`,
              },
            ]),
      ],
    },
    {
      kind: 'table',
      title: 'Totals',
      columns: [
        { label: 'What', kind: 'name' },
        { label: 'How many', kind: 'number' },
      ],
      rows: [
        ['Rows', String(row.rows)],
        ...(frozen?.totals.map(({ label, value }) => [label, value]) ?? [['Totals', row.totals]]),
      ],
      totals: [],
      empty: '',
    },
    {
      kind: 'signatures',
      statement: row.statement,
      lines: [`${row.certifiedBy}${row.certifiedTitle ? `, ${row.certifiedTitle}` : ''}`, 'Second certifier'],
    },
  ];
  if (frozen && frozen.rows.length > 0)
    blocks.push({
      kind: 'table',
      title: 'Frozen rows',
      columns: [{ label: 'Who', kind: 'name' }, ...columns.map((label) => ({ label }))],
      rows: frozen.rows.map((one) => [one.title, ...columns.map((name) => one.values[name] ?? '')]),
      totals: [],
      empty: '',
    });
  return reportFrame(reader, request, {
    title: `Certification packet: ${collection.title}`,
    range: schoolYearInWords(row.endYear),
    landscape: true,
    definitions: [
      frozen === null
        ? 'The frozen rows are on the computer that certified.'
        : 'The rows are those of the moment of certifying, not of today.',
    ],
    blocks,
  });
}
