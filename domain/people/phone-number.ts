import { type Reading, readAs, unreadable } from '#domain/system/reading.ts';

const EXTENSION = /\s*(?:x|ext\.?|extension|#)\s*(\d{1,6})\s*$/i;

/**
 * A phone number as it is stored: ten digits, with ` x123` where there is an extension. Seven digits get the area code
 * of the place (406 in Montana). Numbers of other countries keep their plus sign and digits.
 */
export function readPhone(typed: string, areaCode: string): Reading<string> {
  const extension = EXTENSION.exec(typed)?.[1];
  const number = typed.replace(EXTENSION, '').trim();
  const digits = number.replace(/\D/g, '');
  const tail = extension === undefined ? '' : ` x${extension}`;
  if (/[a-z]/i.test(number)) return unreadable(`"${typed.trim()}" has letters in it. Enter the digits.`);
  if (number.startsWith('+') && !number.startsWith('+1')) {
    if (digits.length >= 8 && digits.length <= 15) return readAs(`+${digits}${tail}`);
    return unreadable('A number of another country has 8 to 15 digits after the plus sign.');
  }
  const local = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  if (local.length === 10) return readAs(`${local}${tail}`);
  if (local.length === 7) return readAs(`${areaCode}${local}${tail}`);
  return unreadable(
    `A phone number has ten digits, like (${areaCode}) 555-0123; this one has ${digits.length}.`,
  );
}

/** "(406) 555-0123 x12" for stored ten digits; anything else as it is. */
export function showPhone(stored: string): string {
  const match = /^(\d{3})(\d{3})(\d{4})( x\d+)?$/.exec(stored);
  return match ? `(${match[1]}) ${match[2]}-${match[3]}${match[4] ?? ''}` : stored;
}

/** The digits alone, without extension or the country's 1: what two numbers are compared by. */
export function phoneDigits(phone: string): string {
  const digits = phone.replace(EXTENSION, '').replace(/\D/g, '');
  return digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
}
