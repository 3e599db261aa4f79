import { epochChanged } from '#state-server/accounts/device-cycle.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { type Cursor, readCursor, START_NONCE, writeCursor } from '#sync/wire/cursor.ts';

/** The cursor of a place in the district's stream. A place inside a commit has that commit's nonce. */
export async function cursorAt(
  trx: StateTransaction,
  district: string,
  epoch: string,
  seq: number,
): Promise<string> {
  return writeCursor({ epoch, seq, nonce: (await nonceAt(trx, district, seq)) ?? START_NONCE });
}

/** The end of the district's stream now. */
export async function streamEnd(trx: StateTransaction, district: string): Promise<number> {
  const row = await trx
    .selectFrom('district')
    .select('seq')
    .where('number', '=', district)
    .executeTakeFirst();
  if (!row) throw new HttpProblem(404, 'not-found', 'The state does not have this district.');
  return row.seq;
}

/**
 * The seq a device's cursor stands at. Throws a problem 410 `epoch-changed` when this state never gave it out: it is
 * of another epoch, or of commits that a restored backup does not have (M12).
 */
export async function placeOf(
  trx: StateTransaction,
  district: string,
  epoch: string,
  text: string,
): Promise<number> {
  const cursor = readCursor(text);
  if (!cursor) throw new HttpProblem(400, 'invalid-request', 'This is not a place in the stream.');
  if (cursor.epoch === epoch && (await isOurs(trx, district, cursor))) return cursor.seq;
  throw epochChanged(epoch);
}

async function isOurs(trx: StateTransaction, district: string, { seq, nonce }: Cursor): Promise<boolean> {
  return nonce === (seq === 0 ? START_NONCE : await nonceAt(trx, district, seq));
}

async function nonceAt(trx: StateTransaction, district: string, seq: number): Promise<string | undefined> {
  if (seq === 0) return undefined;
  const row = await trx
    .selectFrom('commit_nonce')
    .select('nonce')
    .where('district', '=', district)
    .where('seq', '>=', seq)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.nonce;
}
