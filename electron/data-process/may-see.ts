import type { SignedInUser } from '#db/accounts/users.ts';
import { rolesOfRecord } from '#domain/accounts/record-roles.ts';
import { Failure } from '#domain/system/failure.ts';

/** Refuses work on a kind of record that this person may not even see. An entry's roles say nothing of kinds. */
export function refuseUnseen(user: SignedInUser, type: string): void {
  if (user.roles.some((role) => rolesOfRecord(type).includes(role))) return;
  throw new Failure(
    'not-allowed',
    'Your role does not allow this. An administrator of your district can change roles.',
  );
}
