// The operating system's keychain, where it is a real one. On a machine without, the answer says so and the caller
// keeps asking for the password: a "keychain" with a fixed key would be plain text with extra steps.
import { safeStorage } from 'electron';
import { ServiceFailure } from '#electron/main/failure.ts';

export type Wrapped =
  | { readonly available: false }
  | { readonly available: true; readonly wrapped: Uint8Array };
export type Unwrapped =
  | { readonly available: false }
  | { readonly available: true; readonly plain: Uint8Array };

export function keychainIsReal(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return (
    process.platform !== 'linux' ||
    !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  );
}

/** Wraps a secret and wipes main's copy of it. */
export function wrapSecret(plain: Uint8Array): Wrapped {
  try {
    if (!keychainIsReal()) return { available: false };
    return { available: true, wrapped: safeStorage.encryptString(Buffer.from(plain).toString('base64')) };
  } finally {
    plain.fill(0);
  }
}

export function unwrapSecret(wrapped: Uint8Array): Unwrapped {
  if (!keychainIsReal()) return { available: false };
  try {
    return { available: true, plain: Buffer.from(safeStorage.decryptString(Buffer.from(wrapped)), 'base64') };
  } catch {
    throw new ServiceFailure(
      'storage',
      "This computer's keychain could not open what Hi-Line kept there. Use the password.",
    );
  }
}
