import type { StaffMember } from '#state-server/accounts/staff-accounts.ts';
import { now, type Services } from '#state-server/services.ts';
import { sha256Hex } from '#state-server/sync/sha256.ts';

const HOURS = 8;
const COOKIE = 'hi_line_staff';

/** A signed-in member of the staff. `csrf` goes into every form of theirs. */
export interface StaffSession {
  readonly staff: StaffMember;
  readonly csrf: string;
}

/** Opens a session and returns its Set-Cookie header. Only the cookie's hash is kept. */
export async function openSession(services: Services, staff: StaffMember, secure: boolean): Promise<string> {
  const { kysely } = services.database;
  const token = Buffer.from(services.random(32)).toString('base64url');
  await kysely.deleteFrom('staff_session').where('expires_at', '<', now(services)).execute();
  await kysely
    .insertInto('staff_session')
    .values({
      id: sha256Hex(token),
      staff_id: staff.id,
      csrf: Buffer.from(services.random(18)).toString('base64url'),
      expires_at: new Date(services.clock() + HOURS * 3_600_000).toISOString(),
    })
    .execute();
  return cookie(token, HOURS * 3600, secure);
}

/** The session of a Cookie header, or null. */
export async function sessionOf(
  services: Services,
  header: string | undefined,
): Promise<StaffSession | null> {
  const id = sessionId(header);
  if (id === null) return null;
  const row = await services.database.kysely
    .selectFrom('staff_session')
    .innerJoin('staff', 'staff.id', 'staff_session.staff_id')
    .select(['staff.id', 'staff.name', 'staff.role', 'staff_session.csrf'])
    .where('staff_session.id', '=', id)
    .where('staff_session.expires_at', '>', now(services))
    .executeTakeFirst();
  return row ? { staff: { id: row.id, name: row.name, role: row.role }, csrf: row.csrf } : null;
}

/** Ends the session and returns the Set-Cookie header that forgets it. */
export async function closeSession(
  services: Services,
  header: string | undefined,
  secure: boolean,
): Promise<string> {
  const id = sessionId(header);
  if (id !== null) await services.database.kysely.deleteFrom('staff_session').where('id', '=', id).execute();
  return cookie('', 0, secure);
}

function sessionId(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === COOKIE && value) return sha256Hex(value);
  }
  return null;
}

function cookie(value: string, seconds: number, secure: boolean): string {
  return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
}
