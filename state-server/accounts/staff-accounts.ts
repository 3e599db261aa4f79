import { hashPassword, isPassword } from '#state-server/accounts/password-hash.ts';
import { type StaffRole, staffRoles } from '#state-server/database/tables.ts';
import { newId, now, type Services } from '#state-server/services.ts';

const MAX_FAILURES = 5;
const LOCK_MINUTES = 15;
export const MIN_PASSWORD = 12;

export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
}

/**
 * Adds a member of the state's staff, or gives them a new password and, when named, a new role. The very first one is
 * an administrator. Open sessions of theirs end. Throws an Error with a sentence.
 */
export async function setStaffMember(
  services: Services,
  name: string,
  password: string,
  role?: StaffRole,
): Promise<void> {
  if (name.trim() === '') throw new Error('The staff member needs a name.');
  if (password.length < MIN_PASSWORD)
    throw new Error(`The password needs ${MIN_PASSWORD} characters or more; put it in STATE_STAFF_PASSWORD.`);
  const { kysely } = services.database;
  const members = await kysely.selectFrom('staff').select(['id', 'name', 'role']).execute();
  const known = members.find((member) => member.name === name.trim());
  const wanted = role ?? known?.role ?? (members.length === 0 ? 'administrator' : undefined);
  if (wanted === undefined)
    throw new Error(`Say what ${name.trim()} may do: --role ${staffRoles.join(', ')}.`);
  if (known?.role === 'administrator' && wanted !== 'administrator')
    if (members.filter((member) => member.role === 'administrator').length === 1)
      throw new Error(`${known.name} is the only administrator. Make another one first.`);
  const password_hash = await hashPassword(password, services.random(16));
  const fresh = { password_hash, failures: 0, locked_until: null, role: wanted };
  await kysely
    .insertInto('staff')
    .values({ id: newId(services), name: name.trim(), ...fresh })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(fresh))
    .execute();
  if (known) await kysely.deleteFrom('staff_session').where('staff_id', '=', known.id).execute();
}

/**
 * The staff member with this name and password, or why not. After five failures in a row an account is locked for
 * fifteen minutes; while it is locked the right password does not open it either.
 */
export async function checkPassword(
  services: Services,
  name: string,
  password: string,
): Promise<StaffMember | 'wrong' | 'locked'> {
  const { kysely } = services.database;
  const row = await kysely.selectFrom('staff').selectAll().where('name', '=', name.trim()).executeTakeFirst();
  if (!row) {
    await hashPassword(password, new Uint8Array(16)); // the same time for names that do not exist
    return 'wrong';
  }
  if (row.locked_until !== null && row.locked_until > now(services)) return 'locked';
  // Counted before the slow check, so that many tries at once count as many.
  const tried = await kysely
    .updateTable('staff')
    .set((column) => ({ failures: column('failures', '+', 1) }))
    .where('id', '=', row.id)
    .returning('failures')
    .executeTakeFirstOrThrow();
  if (tried.failures > MAX_FAILURES) {
    await lock(services, row.id);
    return 'locked';
  }
  if (!(await isPassword(row.password_hash, password))) {
    if (tried.failures >= MAX_FAILURES) await lock(services, row.id);
    return 'wrong';
  }
  await kysely
    .updateTable('staff')
    .set({ failures: 0, locked_until: null })
    .where('id', '=', row.id)
    .execute();
  return { id: row.id, name: row.name, role: row.role };
}

async function lock(services: Services, id: string): Promise<void> {
  const until = new Date(services.clock() + LOCK_MINUTES * 60_000).toISOString();
  await services.database.kysely
    .updateTable('staff')
    .set({ failures: 0, locked_until: until })
    .where('id', '=', id)
    .execute();
}
