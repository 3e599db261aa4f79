import { type Reading, readAs, unreadable } from '#domain/system/reading.ts';

/** Length of a state ID. It is text: leading zeros belong to it. No check digit is known. */
const LENGTH = 9;

/** True for nine digits, as only the state assigns them. */
export function isStateId(text: string): boolean {
  return /^\d{9}$/.test(text);
}

/**
 * A state ID as somebody typed it or a file holds it. Spaces and hyphens are left out; a number that lost its leading
 * zeros is not silently repaired, but the problem names what it was probably meant to be.
 */
export function readStateId(typed: string): Reading<string> {
  const text = typed.trim().replace(/[\s-]/g, '');
  if (isStateId(text)) return readAs(text);
  if (text === '')
    return unreadable(
      'There is no state ID. Leave it pending: the state assigns it, and daily work goes on.',
    );
  if (!/^\d+$/.test(text))
    return unreadable('A state ID has nine digits and nothing else. Check it against the state system.');
  const probable = stateIdWithZeros(text);
  if (probable !== null)
    return unreadable(
      `A state ID has nine digits; this one has ${text.length}. A spreadsheet may have dropped leading zeros: it would then be ${probable}.`,
    );
  return unreadable(`A state ID has nine digits; this one has ${text.length}.`);
}

/** What a number of fewer digits would be with its leading zeros, or null where it is not one that lost some. */
export function stateIdWithZeros(text: string): string | null {
  return /^\d{5,8}$/.test(text) ? text.padStart(LENGTH, '0') : null;
}
