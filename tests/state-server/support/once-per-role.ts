import type { StaffRole } from '#state-server/database/tables.ts';

/** One sign-in for each role: its password takes most of a second to check. */
export function oncePerRole<T>(signIn: (role: StaffRole) => T): (role: StaffRole) => T {
  const sessions = new Map<StaffRole, T>();
  return (role) => {
    const session = sessions.get(role) ?? signIn(role);
    sessions.set(role, session);
    return session;
  };
}
