import { type Role, specialEducationRoles } from '#domain/accounts/roles.ts';
import { Failure } from '#domain/system/failure.ts';
import type { SignedInCall } from '#electron/data-process/call.ts';
import type { RecordsPart } from '#sync/moves.ts';

export const maySeeSpecial = (roles: readonly Role[]): boolean =>
  roles.some((role) => specialEducationRoles.includes(role));

/** Throws a Failure for a part that the person signed in may not see. */
export function needPart({ user }: SignedInCall, part: RecordsPart): void {
  if (part === 'special-education' && !maySeeSpecial(user.roles))
    throw new Failure('not-allowed', 'Your role may not see special education documents.');
}

/** The role in which somebody asks: for special education the one that may see it. */
export function roleFor({ user }: SignedInCall, part: RecordsPart): Role {
  const wanted = part === 'special-education' ? specialEducationRoles : user.roles;
  return user.roles.find((role) => wanted.includes(role)) ?? 'viewer';
}
