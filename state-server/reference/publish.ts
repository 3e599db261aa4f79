import {
  guessesLeft,
  referenceKind,
  referenceProblems,
  referenceValue,
} from '#domain/system/check-reference.ts';
import type { Problem } from '#domain/system/failure.ts';
import type { StaffMember } from '#state-server/accounts/staff-accounts.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { allEditions, newestOf } from '#state-server/reference/editions.ts';
import { now, type Services } from '#state-server/services.ts';
import { sha256Hex } from '#state-server/sync/sha256.ts';

/** Largest file anybody could mean, in bytes; the same as at a district. */
const LARGEST = 2_000_000;

/**
 * Publishes a list, layout or rule file for every district, from a school year (ending year) on. Answers what is wrong with
 * it, each at its place; then nothing was changed. Throws a problem for a request that no page makes.
 */
export async function publishReference(
  services: Services,
  staff: StaffMember,
  { name, fromYear, file }: { name: string; fromYear: number; file: Buffer },
): Promise<readonly Problem[]> {
  const kind = referenceKind(name);
  if (!kind) throw new HttpProblem(400, 'invalid-request', 'Choose what it is from the list.');
  if (file.length > LARGEST) return [{ message: 'The file is too large to be such a list.' }];
  const text = file.toString('utf8');
  const value = referenceValue(text);
  if (value === undefined)
    return [{ message: 'The file is not JSON. Save the one that is in force first, and change that one.' }];
  const problems = [...referenceProblems(kind, value), ...guessesLeft(value)];
  if (problems.length > 0) return problems;
  await add(services, staff, { name, fromYear, value: JSON.stringify(value) });
  return [];
}

/** Takes back what is published under a name and year. Throws a problem 404 where nothing is. */
export async function withdrawReference(
  services: Services,
  staff: StaffMember,
  { name, fromYear }: { name: string; fromYear: number },
): Promise<void> {
  const edition = newestOf(await allEditions(services.database)).find(
    (one) => one.name === name && one.fromYear === fromYear && !one.withdrawn,
  );
  if (!edition)
    throw new HttpProblem(404, 'not-found', 'This is not published any more. Open the page again.');
  await add(services, staff, { name, fromYear, value: null });
}

async function add(
  services: Services,
  staff: StaffMember,
  { name, fromYear, value }: { name: string; fromYear: number; value: string | null },
): Promise<void> {
  const { kysely } = services.database;
  const last = await kysely
    .selectFrom('reference_edition')
    .select((row) => row.fn.max('number').as('number'))
    .where('name', '=', name)
    .where('from_year', '=', fromYear)
    .executeTakeFirst();
  const [number, at] = [Number(last?.number ?? 0) + 1, now(services)];
  const version = sha256Hex(JSON.stringify([name, fromYear, number, at, value]));
  const added = await kysely
    .insertInto('reference_edition')
    .values({ name, from_year: fromYear, number, value, version, at, by_name: staff.name })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows !== 1n)
    throw new HttpProblem(
      409,
      'invalid-request',
      'Somebody else has published this at the same moment. Look at the page again first.',
    );
}
