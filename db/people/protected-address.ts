import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, remove, requiredRow } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

export interface Protection {
  readonly active: boolean;
  readonly since: string | null;
  readonly through: string | null;
}

export type SubstituteAddress = Pick<Row<'directory'>, 'street' | 'city' | 'state' | 'zip'>;

export function protectionOf(reader: Reader, personId: string): Protection | null {
  const row = reader.rows<Row<'addressProtection'>>(
    'SELECT * FROM addressProtection WHERE personId = ?',
    personId,
  )[0];
  return row ? { active: row.active === 1, since: row.since, through: row.through } : null;
}

/** The true address, where it was entered on this computer. */
export const trueAddressOf = (reader: Reader, personId: string): string | null =>
  reader.rows<{ address: string }>('SELECT address FROM trueAddress WHERE personId = ?', personId)[0]
    ?.address ?? null;

/**
 * Puts the substitute address in the place of the true one for everybody of the household: in the directory, in the
 * household itself and among earlier addresses. From then on nothing synced, printed or searched holds the true one; it
 * stays on this computer alone. What went to the state before was sent before. Answers who is protected now.
 */
export function protectAddress(
  writer: Writer,
  input: {
    personId: string;
    substitute: SubstituteAddress;
    trueAddress: string | null;
    since: string | null;
    through: string | null;
  },
  at: string,
): string[] {
  requiredRow(writer, 'person', input.personId);
  if (!input.substitute.street)
    throw new Failure('invalid-input', 'Enter the substitute address: it stands everywhere from now on.', [
      { field: 'street', message: 'Please fill this in.' },
    ]);
  const households = writer
    .rows<{ householdId: string }>(
      'SELECT householdId FROM householdMember WHERE personId = ? AND main = 1 AND active = 1',
      input.personId,
    )
    .map(({ householdId }) => householdId);
  const people = new Set([
    input.personId,
    ...households.flatMap((id) =>
      writer
        .rows<{ personId: string }>(
          'SELECT personId FROM householdMember WHERE householdId = ? AND main = 1 AND active = 1',
          id,
        )
        .map(({ personId }) => personId),
    ),
  ]);
  const noMailing = { mailingStreet: null, mailingCity: null, mailingState: null, mailingZip: null };
  for (const id of households)
    put(writer, 'household', { ...requiredRow(writer, 'household', id), ...input.substitute, ...noMailing });
  for (const personId of people) {
    const known = writer.rows<Row<'directory'>>('SELECT * FROM directory WHERE personId = ?', personId)[0];
    const words = known && [known.street, known.city, known.state, known.zip].filter(Boolean).join(', ');
    const already = protectionOf(writer, personId)?.active === true;
    const isTrue = input.trueAddress ?? (already ? null : words || null);
    if (isTrue !== null) keepTrueAddress(writer, personId, isTrue, at);
    putKeyed(writer, 'directory', {
      personId,
      ...input.substitute,
      ...noMailing,
      email: known?.email ?? null,
    });
    if (known && !already)
      for (const { id } of writer.rows<{ id: string }>(
        'SELECT id FROM formerAddress WHERE personId = ? AND street IS ?',
        personId,
        known.street,
      ))
        remove(writer, 'formerAddress', id);
    putKeyed(writer, 'addressProtection', {
      personId,
      active: 1,
      since: input.since,
      through: input.through,
    });
  }
  return [...people];
}

/** The protection is over for this person. The substitute address stays until somebody enters another. */
export function endProtection(writer: Writer, personId: string): void {
  const known = protectionOf(writer, personId);
  if (!known?.active) throw new Failure('not-found', 'The address is not protected.');
  putKeyed(writer, 'addressProtection', { personId, active: 0, since: known.since, through: known.through });
  writer.exec('DELETE FROM trueAddress WHERE personId = ?', personId);
}

/** Refuses an ordinary change of a protected address: the true one could slip into a record that travels. */
export function refuseProtected(reader: Reader, personIds: readonly string[]): void {
  if (personIds.some((personId) => protectionOf(reader, personId)?.active))
    throw new Failure(
      'conflict',
      'This address is protected: the substitute stands in its place. Change it under Protected address, so that the true one goes nowhere.',
      [{ field: 'street', message: 'Protected.' }],
    );
}

/** Notes the true address on this computer alone. */
export function keepTrueAddress(writer: Writer, personId: string, address: string, at: string): void {
  writer.exec(
    `INSERT INTO trueAddress (personId, address, at) VALUES (?, ?, ?)
      ON CONFLICT (personId) DO UPDATE SET address = excluded.address, at = excluded.at`,
    personId,
    address,
    at,
  );
}
