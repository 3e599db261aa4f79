import { Failure } from '#domain/system/failure.ts';
import {
  practiceAdministrator,
  practicePassword,
} from '#electron/data-process/handlers/district.handlers.ts';
import type { OpenDistrict } from '#electron/data-process/open-district.ts';

/**
 * Opens the file for a script: the name given, or the only person who signs in here. The practice district guards
 * invented people only, so it opens without a password.
 */
export async function signInHeadless(
  district: OpenDistrict,
  user: string | undefined,
  password: string | undefined,
): Promise<void> {
  if (!district.isThere) throw new Failure('not-found', 'There is no district file at that place.');
  const { userNames, practice } = district.facts();
  const name =
    user ??
    (userNames.length === 1 ? userNames[0] : undefined) ??
    (practice ? practiceAdministrator : undefined);
  if (!name) throw new Failure('signed-out', 'More than one person signs in here: say who in HILINE_USER.');
  const secret = password ?? (practice ? practicePassword : undefined);
  if (secret === undefined) throw new Failure('signed-out', 'Put the password in HILINE_PASSWORD.');
  await district.signIn(name, secret);
}
