import { SELECTOR_LENGTH } from '#state-server/accounts/device-code.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { now, type Services } from '#state-server/services.ts';
import { sha256Hex } from '#state-server/sync/sha256.ts';

/**
 * A file that was set up as a new district, although the state has records of this office already, would add a second
 * district to it for good. `own`: the districts of a file without pupils; one that the state has or once had makes it one
 * of the office's files, which is the answer. Throws a problem 409 before the code is spent, so that it is still good for
 * the right way.
 */
export async function refuseOtherDistrict(
  services: Services,
  code: string,
  own: readonly string[],
): Promise<boolean> {
  if (own.length === 0) return false;
  const { database } = services;
  // A code that is no good is refused where it is spent, and counted there.
  const good = await database.kysely
    .selectFrom('enrollment_code')
    .select(['district', 'hash'])
    .where('selector', '=', code.slice(0, SELECTOR_LENGTH))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now(services))
    .executeTakeFirst();
  if (!good || good.hash !== sha256Hex(code)) return false;
  const there = await database.inDistrict(good.district, (trx) =>
    trx
      .selectFrom('record')
      .select(['id', 'deleted'])
      .where('district', '=', good.district)
      .where('type', '=', 'district')
      .execute(),
  );
  if (there.some(({ id }) => own.includes(id))) return true;
  if (there.every(({ deleted }) => deleted)) return false;
  throw new HttpProblem(
    409,
    'code-refused',
    'The state has records of this office already. Choose “This office has Hi-Line on another computer” when you set up this computer.',
  );
}

/**
 * The same before the first records have come: another computer that was enrolled has told of districts, and not of one of
 * these. Under the district's lock, so that of two at once one is heard first. A computer that is ended counts no more.
 */
export async function refuseBeforeFirstRecords(
  trx: StateTransaction,
  district: string,
  own: readonly string[],
): Promise<void> {
  if (own.length === 0) return;
  const others = await trx
    .selectFrom('device')
    .select(['name', 'districts'])
    .where('district', '=', district)
    .where('revoked_at', 'is', null)
    .where('districts', 'is not', null)
    .orderBy('created_at')
    .execute();
  const told = others.flatMap(({ districts }) => JSON.parse(districts ?? '[]') as string[]);
  const [first] = others;
  if (!first || told.some((id) => own.includes(id))) return;
  throw new HttpProblem(
    409,
    'code-refused',
    `Another computer of this office, “${first.name}”, was connected first and has not sent its records yet. Sync it, then choose “This office has Hi-Line on another computer” when you set up this one. If that computer is gone, ask the state to end it.`,
  );
}
