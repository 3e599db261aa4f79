import { SELECTOR_LENGTH } from '#state-server/accounts/device-code.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { now, type Services } from '#state-server/services.ts';
import { sha256Hex } from '#state-server/sync/sha256.ts';

/**
 * A file that was set up as a new district, although the state has records of this office already, would add a second
 * district to it for good. `own`: the district records of the file; one that the state has or once had makes it one of
 * the office's files. Throws a problem 409 before the code is spent, so that it is still good for the right way.
 */
export async function refuseOtherDistrict(
  services: Services,
  code: string,
  own: readonly string[],
): Promise<void> {
  if (own.length === 0) return;
  const { database } = services;
  // A code that is no good is refused where it is spent, and counted there.
  const good = await database.kysely
    .selectFrom('enrollment_code')
    .select(['district', 'hash'])
    .where('selector', '=', code.slice(0, SELECTOR_LENGTH))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now(services))
    .executeTakeFirst();
  if (!good || good.hash !== sha256Hex(code)) return;
  const there = await database.inDistrict(good.district, (trx) =>
    trx
      .selectFrom('record')
      .select(['id', 'deleted'])
      .where('district', '=', good.district)
      .where('type', '=', 'district')
      .execute(),
  );
  if (there.every(({ deleted }) => deleted) || there.some(({ id }) => own.includes(id))) return;
  throw new HttpProblem(
    409,
    'code-refused',
    'The state has records of this office already. Choose “This office has Hi-Line on another computer” when you set up this computer.',
  );
}
