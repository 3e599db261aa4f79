import type { StateDatabase } from '#state-server/database/state-database.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import type { FieldValues } from '#sync/wire/protocol.ts';
import type { HistoryEntry, HistoryReply } from '#sync/wire/record-history.ts';

/**
 * Every revision of one record, oldest first: who, when, from what to what, under which receipt. Throws a problem
 * 404 when the district has no such record.
 */
export function recordHistory(
  database: StateDatabase,
  district: string,
  type: string,
  id: string,
): Promise<HistoryReply> {
  return database.inDistrict(district, async (trx) => {
    const rows = await trx
      .selectFrom('history')
      .selectAll()
      .where('district', '=', district)
      .where('id', '=', id)
      .where('type', '=', type)
      .orderBy('seq')
      .execute();
    if (rows.length === 0) throw new HttpProblem(404, 'not-found', 'The state does not have this record.');
    let before: FieldValues = {};
    const entries: HistoryEntry[] = [];
    for (const row of rows) {
      const after: FieldValues = JSON.parse(row.fields);
      entries.push({
        rev: row.rev,
        seq: row.seq,
        kind: row.kind as HistoryEntry['kind'],
        time: row.at,
        party: row.party as HistoryEntry['party'],
        device: row.device,
        by: row.by_name,
        operationId: row.operation_id,
        receipt: { number: row.receipt, time: row.at },
        changes: changesBetween(before, after),
      });
      before = after;
    }
    return { type, id, entries };
  });
}

function changesBetween(before: FieldValues, after: FieldValues): HistoryEntry['changes'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}
