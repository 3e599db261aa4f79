import {
  keepTrueAddress,
  protectAddress,
  protectionOf,
  trueAddressOf,
} from '#db/people/protected-address.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { remove } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';

/** A protected address of one of two persons who are made one. */
export interface MergedProtection {
  readonly side: 'keep' | 'gone';
  readonly substitute: Pick<Row<'directory'>, 'street' | 'city' | 'state' | 'zip'>;
  readonly since: string | null;
  readonly through: string | null;
  /** Where the other one, not protected, is on record: that is the true address. */
  readonly open: Pick<Row<'directory'>, 'street' | 'city' | 'state' | 'zip'> | null;
}

/** Records in which nobody may pick the other side: the true address would slip into what travels. */
export const PROTECTED_RECORDS: ReadonlySet<string> = new Set(['directory', 'addressProtection']);

/** Null where neither is protected. Where both are, the one that stays keeps its substitute address. */
export function mergedProtection(reader: Reader, keepId: string, goneId: string): MergedProtection | null {
  const active = (id: string) => protectionOf(reader, id)?.active === true;
  const side = active(keepId) ? 'keep' : active(goneId) ? 'gone' : null;
  if (side === null) return null;
  const [own, other] = side === 'keep' ? [keepId, goneId] : [goneId, keepId];
  const { since = null, through = null } = protectionOf(reader, own) ?? {};
  const substitute = addressOf(reader, own) ?? { street: null, city: null, state: null, zip: null };
  return { side, substitute, since, through, open: active(other) ? null : addressOf(reader, other) };
}

/**
 * After the merge: the substitute address for the one person left and for the household, as if it had been protected so;
 * the other's address stays on this computer as the true one where none is noted yet.
 */
export function protectMerged(
  writer: Writer,
  personId: string,
  { substitute, since, through, open }: MergedProtection,
  at: string,
): void {
  const words = open && [open.street, open.city, open.state, open.zip].filter(Boolean).join(', ');
  if (words && trueAddressOf(writer, personId) === null) keepTrueAddress(writer, personId, words, at);
  if (open?.street)
    for (const { id } of writer.rows<{ id: string }>(
      'SELECT id FROM formerAddress WHERE personId = ? AND street = ?',
      personId,
      open.street,
    ))
      remove(writer, 'formerAddress', id);
  protectAddress(writer, { personId, substitute, trueAddress: null, since, through }, at);
}

const addressOf = (reader: Reader, personId: string): MergedProtection['substitute'] | null =>
  reader.rows<MergedProtection['substitute']>(
    'SELECT street, city, state, zip FROM directory WHERE personId = ?',
    personId,
  )[0] ?? null;
