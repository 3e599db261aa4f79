import { type ImportTools, RowProblem } from '#db/imports/import-run.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, putKeyed } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';

/** The person with this State ID, else with this local number. Two different people are a problem, not a guess. */
export function personByNumbers(
  writer: Writer,
  stateId: string | null,
  localId: string | null,
): string | undefined {
  const by = (system: string, value: string | null): string | undefined =>
    value === null
      ? undefined
      : writer.rows<{ personId: string }>(
          'SELECT personId FROM identifier WHERE value = ? AND system = ?',
          value,
          system,
        )[0]?.personId;
  const [one, other] = [by('state', stateId), by('local', localId)];
  if (one && other && one !== other)
    throw new RowProblem(
      'The State ID and the local number belong to two different people here. Check which is right.',
      'State ID',
      stateId ?? undefined,
    );
  return one ?? other;
}

type Identity = Pick<Row<'person'>, 'lastName' | 'firstName' | 'birthDate'>;

/**
 * Refuses a line whose number leads to somebody of another last name, another first name and another birth date: a
 * mistyped number would turn one child into another. One of the three may change, and two.
 */
export function refuseStranger(known: Identity, said: Identity, number: string | null): void {
  const same = (a: string | null, b: string | null): boolean =>
    a === null || b === null || a === b || a.localeCompare(b, 'en', { sensitivity: 'base' }) === 0;
  if (
    same(known.birthDate, said.birthDate) ||
    same(known.lastName, said.lastName) ||
    same(known.firstName, said.firstName)
  )
    return;
  throw new RowProblem(
    `Number ${number} belongs here to somebody with another last name, first name and birth date. Check the number; if it is the same child, correct the birth date on the pupil’s page first.`,
    'State ID',
    number ?? undefined,
  );
}

export function setNumber(
  writer: Writer,
  personId: string,
  system: 'state' | 'local' | 'oneroster',
  value: string | null,
): boolean {
  if (value === null) return false;
  const now =
    writer.rows<{ value: string | null }>(
      'SELECT value FROM identifier WHERE personId = ? AND system = ?',
      personId,
      system,
    )[0]?.value ?? null;
  if (now === value) return false;
  if (system === 'state' && now !== null)
    throw new RowProblem(
      `This pupil has State ID ${now} here. One person never has two; ask the state which is right.`,
      'State ID',
      value,
    );
  putKeyed(writer, 'identifier', { personId, system, value });
  return true;
}

/** The school with that number, made when it may be. Numbers compare with their leading zeros. */
export function schoolByNumber(tools: ImportTools, number: string, name?: string): Row<'school'> {
  const { writer } = tools;
  const padded = number.padStart(4, '0');
  const found = writer.rows<Row<'school'>>('SELECT * FROM school WHERE number IN (?, ?)', number, padded)[0];
  if (found) return found;
  if (!tools.makeMissing)
    throw new RowProblem(
      `There is no school ${padded} here. Make it first, or let the import make it.`,
      'School',
      number,
    );
  const district = writer.rows<{ id: string }>('SELECT id FROM district ORDER BY number LIMIT 1')[0];
  if (!district) throw new RowProblem('There is no district here yet.', 'School', number);
  const school: Row<'school'> = {
    id: tools.newId(),
    districtId: district.id,
    number: padded,
    name: name ?? `School ${padded}`,
    phone: null,
    street: null,
    city: null,
    state: 'MT',
    zip: null,
  };
  put(writer, 'school', school);
  tools.made({ kind: 'school', number: padded, name: school.name });
  return school;
}

/** A school year outside of these is a slip of the keyboard. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;

/** The school year that ends then, July 1 to June 30 unless it is here with dates of its own. */
export function yearEnding(tools: ImportTools, endYear: number): string {
  const { writer } = tools;
  const found = writer.rows<{ id: string }>('SELECT id FROM schoolYear WHERE endYear = ?', endYear)[0];
  if (found) return found.id;
  if (endYear < FIRST_YEAR || endYear > LAST_YEAR)
    throw new RowProblem(
      `The school year ${endYear - 1}-${String(endYear).slice(2)} is not here and cannot be right. Check the year.`,
      'Year',
      String(endYear),
    );
  const id = putKeyed(writer, 'schoolYear', {
    endYear,
    startDate: `${endYear - 1}-07-01`,
    endDate: `${endYear}-06-30`,
  });
  tools.made({
    kind: 'school year',
    number: String(endYear),
    name: `${endYear - 1}-${String(endYear).slice(2)}`,
  });
  return id;
}

/** The calendar of that number in the school and year, made when it may be. */
export function calendarByNumber(
  tools: ImportTools,
  school: Row<'school'>,
  schoolYearId: string,
  number: string,
): string {
  const { writer } = tools;
  const padded = /^\d{1,2}$/.test(number) ? number.padStart(3, '0') : number;
  const found = writer.rows<{ id: string }>(
    'SELECT id FROM calendar WHERE schoolId = ? AND schoolYearId = ? AND number IN (?, ?)',
    school.id,
    schoolYearId,
    number,
    padded,
  )[0];
  if (found) return found.id;
  if (!tools.makeMissing)
    throw new RowProblem(
      `School ${school.number} has no calendar ${padded} in that year. Make it first, or let the import make it.`,
      'Calendar',
      number,
    );
  const id = tools.newId();
  put(writer, 'calendar', {
    id,
    schoolId: school.id,
    schoolYearId,
    number: padded,
    name: `Calendar ${padded}`,
  });
  tools.made({
    kind: 'calendar',
    number: `${school.number}/${padded}`,
    name: `Calendar ${padded} of ${school.name}`,
  });
  return id;
}
