import type { Kysely } from 'kysely';
import type { DeviceLogin } from '#state-server/accounts/device-token.ts';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import type { Services } from '#state-server/services.ts';
import type { CycleRequest } from '#sync/wire/identity.ts';

/**
 * Begins a cycle of this computer (M13) and returns where the epoch began in its district's stream. Throws problems 410
 * `epoch-changed` for a computer that knew the state before it was restored, and 409 `device-forked` for a copy of a file
 * that has synced since.
 */
export async function beginCycle(
  services: Services,
  identity: ServerIdentity,
  { clientId, district }: DeviceLogin,
  { epoch, last, proposed }: CycleRequest,
): Promise<number> {
  const { kysely } = services.database;
  if (epoch !== identity.epoch)
    throw epochChanged(identity.epoch, await keptThrough(kysely, district, epoch));
  // One statement, so that of two copies that come at once only one is taken.
  const taken = await kysely
    .updateTable('device')
    .set({ cycle_nonce: proposed, cycle_before: last })
    .where('client_id', '=', clientId)
    .where(({ eb, or, and }) =>
      or([
        eb('cycle_nonce', 'is', null),
        ...(last === null ? [] : [eb('cycle_nonce', '=', last)]),
        and([
          eb('cycle_nonce', '=', proposed),
          last === null ? eb('cycle_before', 'is', null) : eb('cycle_before', '=', last),
        ]),
      ]),
    )
    .returning('client_id')
    .executeTakeFirst();
  if (!taken) throw deviceForked();
  const began = await kysely
    .selectFrom('epoch_start')
    .select('seq')
    .where('epoch', '=', identity.epoch)
    .where('district', '=', district)
    .executeTakeFirst();
  return began?.seq ?? 0;
}

/**
 * How far this state is still the one that a computer of an older epoch knew: to the earliest beginning of the epochs
 * since. 0 for an epoch that the restored database never heard of.
 */
async function keptThrough(kysely: Kysely<Tables>, district: string, epoch: string): Promise<number> {
  const starts = await kysely
    .selectFrom('epoch_start')
    .select(['epoch', 'seq', 'number'])
    .where('district', '=', district)
    .execute();
  const known = starts.find((start) => start.epoch === epoch);
  if (!known) return 0;
  return Math.min(...starts.filter(({ number }) => number > known.number).map(({ seq }) => seq));
}

/** Only the newest cycle of a computer writes. Call under the district's lock. */
export async function checkCycle(trx: StateTransaction, clientId: string, cycle: string): Promise<void> {
  const { cycle_nonce } = await trx
    .selectFrom('device')
    .select('cycle_nonce')
    .where('client_id', '=', clientId)
    .executeTakeFirstOrThrow();
  if (cycle_nonce !== cycle) throw deviceForked();
}

export function epochChanged(epoch: string, keptThrough?: number): HttpProblem {
  return new HttpProblem(410, 'epoch-changed', 'The state was restored since. Compare everything again.', {
    epoch,
    ...(keptThrough === undefined ? {} : { keptThrough }),
  });
}

function deviceForked(): HttpProblem {
  return new HttpProblem(
    409,
    'device-forked',
    'Another copy of this computer’s file has synced since. It goes on as a computer of its own.',
  );
}
