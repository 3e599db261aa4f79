import type { Writer } from '#db/system/connection.ts';
import { sql } from '#db/system/connection.ts';
import { change, put, putKeyed, remove } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';

export type PersonDetails = Pick<
  Row<'person'>,
  'lastName' | 'firstName' | 'middleName' | 'suffix' | 'usualName' | 'birthDate' | 'gender'
>;

/** Spaces and letters without width: inside a word some scripts need them, around it they only hide that nothing is there. */
const UNSEEN_AT_ENDS = /^[\s\u200B-\u200D\u2060\uFEFF]+|[\s\u200B-\u200D\u2060\uFEFF]+$/g;

/** Names as the state's normal form wants them: composed letters, no empty text. */
export function tidyDetails(details: PersonDetails): PersonDetails {
  const tidy = (text: string | null): string | null =>
    (text ?? '').normalize('NFC').replace(/\s+/g, ' ').replace(UNSEEN_AT_ENDS, '') || null;
  return {
    lastName: tidy(details.lastName) ?? '',
    firstName: tidy(details.firstName) ?? '',
    middleName: tidy(details.middleName),
    suffix: tidy(details.suffix),
    usualName: tidy(details.usualName),
    birthDate: details.birthDate,
    gender: tidy(details.gender),
  };
}

/** Tidied, and refused where a name is missing. */
export function namedDetails(details: PersonDetails): PersonDetails {
  const tidied = tidyDetails(details);
  const field = tidied.lastName === '' ? 'lastName' : tidied.firstName === '' ? 'firstName' : null;
  if (field !== null)
    throw new Failure('invalid-input', 'A last name and a first name are needed.', [
      { field: `details.${field}`, message: 'Please fill this in.' },
    ]);
  return tidied;
}

/** Somebody who works here, by name alone; the rest is filled in on the person's page. */
export function addStaff(writer: Writer, staff: { id: string; lastName: string; firstName: string }): void {
  const names = tidyDetails({
    ...staff,
    middleName: null,
    suffix: null,
    usualName: null,
    birthDate: null,
    gender: null,
  });
  put(writer, 'person', { id: staff.id, ...names, isStudent: 0, isStaff: 1 });
}

/** An adult of a pupil, by name and one phone. */
export function addAdult(
  writer: Writer,
  adult: { lastName: string; firstName: string; phone: string | null },
  newId: () => string,
): string {
  if (adult.lastName.trim() === '' || adult.firstName.trim() === '')
    throw new Failure('invalid-input', 'The adult needs a first and a last name.', [
      { field: adult.lastName.trim() === '' ? 'lastName' : 'firstName', message: 'Please fill this in.' },
    ]);
  const id = newId();
  put(writer, 'person', {
    id,
    ...tidyDetails({
      lastName: adult.lastName,
      firstName: adult.firstName,
      middleName: null,
      suffix: null,
      usualName: null,
      birthDate: null,
      gender: null,
    }),
    isStudent: 0,
    isStaff: 0,
  });
  if (adult.phone) changePhones(writer, id, [{ kind: null, number: adult.phone }], newId);
  return id;
}

/** Corrects a name, birth date or gender. `today` as the school's clock has it. */
export function changeDetails(
  writer: Writer,
  personId: string,
  details: PersonDetails,
  today: CivilDate,
): void {
  const tidied = namedDetails(details);
  if (tidied.birthDate !== null && tidied.birthDate > today)
    throw new Failure('invalid-input', 'The birth date lies in the future. Check it.', [
      { field: 'details.birthDate', message: 'Not after today.' },
    ]);
  change(writer, 'person', personId, tidied);
}

type Address = Pick<Row<'directory'>, 'street' | 'city' | 'state' | 'zip'>;

/** The same new address for everybody named; mailing address and e-mail stay unless given. */
export function changeAddress(
  writer: Writer,
  personIds: readonly string[],
  address: Address,
  email?: string | null,
): void {
  for (const personId of personIds) {
    const known = writer.one(sql.selectFrom('directory').selectAll().where('personId', '=', personId));
    putKeyed(writer, 'directory', {
      personId,
      ...address,
      mailingStreet: known?.mailingStreet ?? null,
      mailingCity: known?.mailingCity ?? null,
      mailingState: known?.mailingState ?? null,
      mailingZip: known?.mailingZip ?? null,
      email: email === undefined ? (known?.email ?? null) : email,
    });
  }
}

/**
 * Sets the numbers in calling order; those left out are removed. Digits only are kept, so that any way of typing finds them.
 * A number that stays keeps its record, named by id or not: two computers that set the numbers of one person change the
 * same records, and nobody's list grows a number twice.
 */
export function changePhones(
  writer: Writer,
  personId: string,
  phones: readonly { id?: string | undefined; kind: string | null; number: string }[],
  newId: () => string,
): void {
  const known = writer.all(
    sql.selectFrom('phone').select(['id', 'number']).where('personId', '=', personId).orderBy('position'),
  );
  const named = new Set(phones.map(({ id }) => id));
  const kept = new Set<string>();
  phones.forEach((phone, position) => {
    const digits = phone.number.replace(/\D/g, '').replace(/^1(\d{10})$/, '$1');
    if (digits.length < 7)
      throw new Failure('invalid-input', 'A phone number has at least seven digits, like 406-555-0123.', [
        { field: `phones.${position}.number`, message: 'Too few digits.' },
      ]);
    // An id that is not one of this person's was removed meanwhile, or is somebody else's number, which stays where it is.
    const own = known.find(({ id }) => id === phone.id && !kept.has(id));
    const same = known.find(({ id, number }) => number === digits && !kept.has(id) && !named.has(id));
    const phoneId = (own ?? same)?.id ?? newId();
    kept.add(phoneId);
    put(writer, 'phone', { id: phoneId, personId, kind: phone.kind, number: digits, position });
  });
  for (const { id } of known) if (!kept.has(id)) remove(writer, 'phone', id);
}
