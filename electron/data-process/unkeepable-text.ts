import { Failure } from '#domain/system/failure.ts';

/** U+0000: no text has it, the state's database cannot keep it, and no path of a disk may have it. */
const NUL = '\u0000';

/**
 * Refuses a text that can be typed nowhere and kept nowhere, wherever it stands: kept here, its record would be refused
 * by the state for ever.
 */
export function refuseUnkeepable(input: unknown): void {
  const path = pathToNul(input, []);
  if (!path) return;
  const field = path.join('.');
  const message = 'There is a sign in this text that cannot be kept (U+0000). Type the text again.';
  throw new Failure('invalid-input', field === '' ? message : `${field}: ${message}`, [
    { message, ...(field === '' ? {} : { field }) },
  ]);
}

function pathToNul(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (typeof value === 'string') return value.includes(NUL) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    // The key itself may be somebody's words, so it is not said.
    if (key.includes(NUL)) return path;
    const found = pathToNul(part, [...path, key]);
    if (found) return found;
  }
  return undefined;
}
