import type { Insertable } from 'kysely';
import { insertRows } from '#state-server/database/insert-rows.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import type { StoredColumns, Tables } from '#state-server/database/tables.ts';
import type { Effect } from '#state-server/sync/decide-batch.ts';
import { referencesOf } from '#state-server/sync/record-world.ts';
import { changedByText } from '#state-server/sync/stored-record.ts';
import type { Receipt } from '#sync/wire/protocol.ts';

/** Who made a commit: a computer of the district, or the state's staff. */
export interface CommitAuthor {
  readonly party: 'district' | 'state';
  readonly device: string | null;
  /** Name of the computer or of the staff member. */
  readonly name: string;
}

/** Rows of one INSERT; 18 columns each stay under both engines' limits of bound values. */
const ROWS_AT_ONCE = 1000;

/**
 * Writes what a batch changed, all in a few statements: history, newest records, links, the stream's new end and the
 * commit's nonce. Call under the district's lock, in the transaction that writes the answers.
 */
export async function writeCommit(
  trx: StateTransaction,
  district: string,
  effects: readonly Effect[],
  commit: {
    author: CommitAuthor;
    receipt: Receipt;
    nonce: string;
    /** Of each operation's body, by operation id: what a repeat must equal (M3). */
    hashes: ReadonlyMap<string, string>;
  },
): Promise<void> {
  const last = effects.at(-1);
  if (!last) return;
  const { author, receipt, nonce, hashes } = commit;
  const at = receipt.time;
  const history: Insertable<Tables['history']>[] = [];
  const newest = new Map<string, Insertable<Tables['record']>>();
  const links = new Map<string, Insertable<Tables['reference_link']>>();
  for (const { operation, record } of effects) {
    const stored: StoredColumns = {
      district,
      id: record.id,
      type: record.type,
      rev: record.rev,
      seq: record.seq,
      deleted: record.deleted ? 1 : 0,
      moved_to: record.movedTo,
      fields: JSON.stringify(record.fields),
      changed_by: changedByText(record.changedBy),
    };
    history.push({
      ...stored,
      kind: operation.kind,
      changed: JSON.stringify(Object.keys(operation.fields)),
      operation_id: operation.operationId,
      party: author.party,
      device: author.device,
      by_name: author.name,
      at,
      receipt: receipt.number,
      body_hash: hashes.get(operation.operationId) ?? null,
    });
    newest.set(record.id, { ...stored, updated_at: at });
    for (const { id: target } of referencesOf(operation))
      links.set(`${target}${record.id}`, { district, target, child: record.id });
  }
  for (const rows of chunks(history))
    await insertRows(trx, 'history', rows, (some) => trx.insertInto('history').values(some));
  for (const rows of chunks([...newest.values()])) await upsertRecords(trx, rows);
  // In the order of their key, so that neighbours are written together.
  const inOrder = [...links].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link);
  for (const rows of chunks(inOrder))
    await insertRows(trx, 'reference_link', rows, (some) =>
      trx
        .insertInto('reference_link')
        .values(some)
        .onConflict((conflict) => conflict.doNothing()),
    );
  const seq = last.record.seq;
  await trx.insertInto('commit_nonce').values({ district, seq, nonce, at }).execute();
  await trx
    .updateTable('district')
    .set(author.party === 'district' ? { seq, last_received_at: at } : { seq })
    .where('number', '=', district)
    .execute();
}

async function upsertRecords(trx: StateTransaction, rows: Insertable<Tables['record']>[]): Promise<void> {
  await insertRows(trx, 'record', rows, (some) =>
    trx
      .insertInto('record')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['district', 'id']).doUpdateSet((row) => ({
          rev: row.ref('excluded.rev'),
          seq: row.ref('excluded.seq'),
          deleted: row.ref('excluded.deleted'),
          moved_to: row.ref('excluded.moved_to'),
          fields: row.ref('excluded.fields'),
          changed_by: row.ref('excluded.changed_by'),
          updated_at: row.ref('excluded.updated_at'),
        })),
      ),
  );
}

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += ROWS_AT_ONCE) yield all.slice(at, at + ROWS_AT_ONCE);
}
