import { changeDetails, type PersonDetails, tidyDetails } from '#db/people/change-person.ts';
import { type HouseholdAddress, moveTogether } from '#db/people/households.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, requiredRow } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addDays } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

export interface Past {
  readonly names: readonly Row<'formerName'>[];
  readonly addresses: readonly Row<'formerAddress'>[];
}

/** What somebody was called and where somebody lived before, newest first. */
export function pastOf(reader: Reader, personId: string): Past {
  return {
    names: reader.rows('SELECT * FROM formerName WHERE personId = ? ORDER BY throughDate DESC, id', personId),
    addresses: reader.rows(
      'SELECT * FROM formerAddress WHERE personId = ? ORDER BY throughDate DESC, id',
      personId,
    ),
  };
}

/** A new name from a day on: adoption, marriage, a court order. The old one stays, with its last day. */
export function changeNameFrom(
  writer: Writer,
  input: { personId: string; from: string; details: PersonDetails; reason: string | null },
  today: string,
  newId: () => string,
): void {
  const before = requiredRow(writer, 'person', input.personId);
  checkDay(input.from, today, newest(writer, 'formerName', input.personId));
  const { birthDate, gender } = before;
  const after = { ...tidyDetails(input.details), birthDate, gender };
  const names = ['lastName', 'firstName', 'middleName', 'suffix', 'usualName'] as const;
  if (names.every((name) => before[name] === after[name]))
    throw new Failure('invalid-input', 'The name is the same as before. Enter the new one.', [
      { field: 'lastName', message: 'Nothing changed.' },
    ]);
  const { lastName, firstName, middleName, suffix, usualName } = before;
  put(writer, 'formerName', {
    id: newId(),
    personId: input.personId,
    lastName,
    firstName,
    middleName,
    suffix,
    usualName,
    throughDate: addDays(input.from, -1),
    reason: input.reason,
  });
  changeDetails(writer, input.personId, after, today);
}

/** A move on a day, for one or several: each keeps where he or she lived until then. */
export function moveFrom(
  writer: Writer,
  input: { personIds: readonly string[]; from: string; address: HouseholdAddress },
  today: string,
  newId: () => string,
): void {
  for (const personId of input.personIds) {
    requiredRow(writer, 'person', personId);
    const old = writer.rows<Row<'directory'>>('SELECT * FROM directory WHERE personId = ?', personId)[0];
    if (!old || (old.street === null && old.city === null)) continue;
    checkDay(input.from, today, newest(writer, 'formerAddress', personId));
    put(writer, 'formerAddress', {
      id: newId(),
      personId,
      street: old.street,
      city: old.city,
      state: old.state,
      zip: old.zip,
      throughDate: addDays(input.from, -1),
    });
  }
  moveTogether(writer, input.personIds, input.address);
}

function newest(reader: Reader, table: 'formerName' | 'formerAddress', personId: string): string | null {
  return (
    reader.rows<{ through: string | null }>(
      `SELECT max(throughDate) AS through FROM ${table} WHERE personId = ?`,
      personId,
    )[0]?.through ?? null
  );
}

function checkDay(from: string, today: string, newestThrough: string | null): void {
  const say = (message: string): never => {
    throw new Failure('invalid-input', message, [{ field: 'from', message }]);
  };
  if (from > today)
    say(
      `${dateInWords(from)} has not come yet. Record the change on its day, so that papers printed before are right.`,
    );
  if (newestThrough !== null && from <= newestThrough)
    say(
      `The last change on record was on ${dateInWords(addDays(newestThrough, 1))}. A later change has a later date; to correct that one, fix the mistake.`,
    );
}
