import type { Row } from '#domain/sync/registry.ts';

type Name = Pick<Row<'person'>, 'lastName' | 'firstName' | 'middleName' | 'suffix' | 'usualName'>;

/** Signs a name may have: no state template says less than this but the meal file, whose own limit stands in its layout. */
export const LONGEST_NAME = 255;

/** Counts signs and not UTF-16 units, so that rare characters, which take two units, count as one. */
export const isTooLongForName = (text: string): boolean =>
  text.length > LONGEST_NAME && [...text].length > LONGEST_NAME;

/** "Mia Larsen": the name used at school, for screens. */
export function displayName(person: Name): string {
  return `${person.usualName ?? person.firstName} ${person.lastName}`;
}

/** "Larsen, Mia": for lists; the name used at school. */
export function listName(person: Name): string {
  return `${person.lastName}, ${person.usualName ?? person.firstName}`;
}

/** "Larsen, Maria Jo, Jr": the legal name in full, for documents and the state. */
export function legalName(person: Name): string {
  const given = person.middleName === null ? person.firstName : `${person.firstName} ${person.middleName}`;
  const suffix = person.suffix === null ? '' : `, ${person.suffix}`;
  return `${person.lastName}, ${given}${suffix}`;
}

/** Letters that Unicode does not take apart into a base letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'ng',
};

/**
 * A name as it is searched and sorted: small letters without accents, no apostrophes or periods, hyphens as spaces,
 * single spaces. "O’Brien-Señá" is "obrien sena".
 */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłħıŋ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/['’‘ʻʼ`´.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Folded and without spaces: "De La Cruz", "Delacruz" and "de-la-cruz" are one. */
export function compactName(name: string): string {
  return foldName(name).replaceAll(' ', '');
}

/**
 * Text that sorts people as a paper roster does: Çedarlı stands with C, ʻŌhiʻa with O, "de Groot" with D. Takes names in
 * the order in which they count, or one "Last, First".
 */
export function nameOrder(...names: readonly (string | null)[]): string {
  return names
    .flatMap((name) => (name ?? '').split(', '))
    .map(foldName)
    .join('\u0001');
}

/** Everything a person may be found by: folded words of all names, and last names written together. */
export function nameSearchText(person: Name): string {
  const words = [person.lastName, person.firstName, person.middleName, person.usualName]
    .filter((name) => name !== null)
    .map(foldName);
  const together = [person.lastName, person.firstName].map(compactName);
  return [...new Set([...words.flatMap((name) => name.split(' ')), ...together])].filter(Boolean).join(' ');
}
