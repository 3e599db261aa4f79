import { now, type Services } from '#state-server/services.ts';

/** Adds a district. Throws an Error with a sentence for a number that is taken or not a number. */
export async function addDistrict(services: Services, number: string, name: string): Promise<void> {
  if (!/^[0-9A-Z]{1,8}$/.test(number))
    throw new Error('A district number has up to eight digits or capitals.');
  if (name.trim() === '') throw new Error('The district needs a name.');
  const made = await services.database.kysely
    .insertInto('district')
    .values({ number, name: name.trim(), seq: 0, last_received_at: null, created_at: now(services) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('number')
    .executeTakeFirst();
  if (!made) throw new Error(`District ${number} is there already.`);
}

/** Ends a computer's access at once. Throws an Error with a sentence when the state has no such computer. */
export async function revokeDevice(services: Services, clientId: string): Promise<void> {
  const done = await services.database.kysely
    .updateTable('device')
    .set({ revoked_at: now(services) })
    .where('client_id', '=', clientId)
    .returning('client_id')
    .executeTakeFirst();
  if (!done) throw new Error('The state does not know this computer.');
}
