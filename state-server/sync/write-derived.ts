import { oneOf } from '#state-server/database/one-of.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';
import { type StayRow, stayOf } from '#state-server/movement/stay.ts';
import type { Effect } from '#state-server/sync/decide-batch.ts';
import type { Operation, OperationAnswer } from '#sync/wire/operations.ts';

const ROWS_AT_ONCE = 1000;

/** Keeps the state's list of stays in step with the enrollments of a commit, in its transaction. */
export async function writeStays(
  trx: StateTransaction,
  district: string,
  effects: readonly Effect[],
  at: string,
): Promise<void> {
  const newest = new Map(
    effects
      .filter(({ record }) => record.type === 'enrollment')
      .map(({ record }) => [record.id, stayOf(district, record, at)] as const),
  );
  const gone = [...newest].filter(([, stay]) => stay === null).map(([id]) => id);
  const stays = [...newest.values()].filter((stay): stay is StayRow => stay !== null);
  if (gone.length > 0)
    await trx
      .deleteFrom('stay')
      .where('district', '=', district)
      .where('enrollment_id', 'in', gone)
      .execute();
  for (const rows of chunks(stays))
    await trx
      .insertInto('stay')
      .values(rows)
      .onConflict((conflict) =>
        // The first time it was received stays: it tells which of two districts came first.
        conflict.columns(['district', 'enrollment_id']).doUpdateSet((row) => ({
          person_id: row.ref('excluded.person_id'),
          school_id: row.ref('excluded.school_id'),
          grade: row.ref('excluded.grade'),
          service_type: row.ref('excluded.service_type'),
          start_date: row.ref('excluded.start_date'),
          end_date: row.ref('excluded.end_date'),
          end_status: row.ref('excluded.end_status'),
          counts: row.ref('excluded.counts'),
        })),
      )
      .execute();
}

/** Notes what was refused, for the state's staff, and settles what has gone through since. */
export async function writeRejected(
  trx: StateTransaction,
  district: string,
  decided: readonly { operation: Operation; answer: OperationAnswer }[],
  by: { device: string | null; at: string },
): Promise<void> {
  const applied = decided
    .filter(({ answer }) => answer.outcome === 'applied')
    .map(({ operation }) => operation.id);
  const rejected: Tables['rejected_item'][] = [];
  for (const { operation, answer } of decided)
    if (answer.outcome === 'rejected')
      rejected.push({
        district,
        operation_id: operation.operationId,
        type: operation.type,
        record_id: operation.id,
        rule: answer.rule,
        fields: JSON.stringify(answer.problems.map(({ field }) => field)),
        sentence: answer.sentence,
        device: by.device,
        at: by.at,
        settled_at: null,
      });
  if (applied.length > 0)
    await trx
      .updateTable('rejected_item')
      .set({ settled_at: by.at })
      .where('district', '=', district)
      .where(oneOf(trx, 'record_id', applied))
      .where('settled_at', 'is', null)
      .execute();
  for (const rows of chunks(rejected)) await trx.insertInto('rejected_item').values(rows).execute();
}

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += ROWS_AT_ONCE) yield all.slice(at, at + ROWS_AT_ONCE);
}
