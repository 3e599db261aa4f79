import { compactName, foldName } from '#domain/people/names.ts';

/** Groups of given names that may be the same person's: Robert, Rob, Bob. Lives in `resources/people`. */
export type Nicknames = ReadonlyMap<string, ReadonlySet<number>>;

/** Indexes the groups, folded, so that two names can be asked whether they share one. */
export function nicknames(groups: readonly (readonly string[])[]): Nicknames {
  const index = new Map<string, Set<number>>();
  groups.forEach((group, number) => {
    for (const name of group) {
      const folded = foldName(name);
      const numbers = index.get(folded);
      if (numbers) numbers.add(number);
      else index.set(folded, new Set([number]));
    }
  });
  return index;
}

/** How alike two names are: the same as written or folded, probably the same, or not. */
export type Likeness = 'same' | 'alike' | 'different';

/** Last names: accents, hyphens, spaces and apostrophes do not count; one part of a double name, a slip or the same sound is alike. */
export function lastNameLikeness(a: string, b: string): Likeness {
  const [one, other] = [compactName(a), compactName(b)];
  if (one === '' || other === '') return 'different';
  if (one === other) return 'same';
  const parts = new Set(foldName(a).split(' '));
  if (
    foldName(b)
      .split(' ')
      .some((part) => part.length > 2 && parts.has(part))
  )
    return 'alike';
  if (oneSlipApart(one, other) || soundKey(one) === soundKey(other)) return 'alike';
  return 'different';
}

/** First names: a nickname, a shortening of three letters or more, or one slip is alike. */
export function firstNameLikeness(a: string, b: string, names: Nicknames): Likeness {
  const [one, other] = [compactName(a), compactName(b)];
  if (one === '' || other === '') return 'different';
  if (one === other) return 'same';
  const groups = names.get(foldName(a));
  const shared = groups && [...(names.get(foldName(b)) ?? [])].some((group) => groups.has(group));
  if (shared || oneSlipApart(one, other)) return 'alike';
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 3 && long.startsWith(short) ? 'alike' : 'different';
}

/** One letter more, less, other, or two neighbours swapped; only in names of four letters or more. */
export function oneSlipApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length < 4 || long.length - short.length > 1 || a === b) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return (
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  );
}

const SOUNDS: Readonly<Record<string, string>> = {
  b: '1',
  f: '1',
  p: '1',
  v: '1',
  c: '2',
  g: '2',
  j: '2',
  k: '2',
  q: '2',
  s: '2',
  x: '2',
  z: '2',
  d: '3',
  t: '3',
  l: '4',
  m: '5',
  n: '5',
  r: '6',
};

/** Soundex: the first letter and three digits. Larsen and Larson are both L625. */
export function soundKey(folded: string): string {
  let key = folded.slice(0, 1);
  let last = SOUNDS[key] ?? '';
  for (const letter of folded.slice(1)) {
    const sound = SOUNDS[letter] ?? '';
    if (sound !== '' && sound !== last) key += sound;
    // h and w do not part two letters of one sound; vowels do.
    if (letter !== 'h' && letter !== 'w') last = sound;
    if (key.length === 4) break;
  }
  return key.padEnd(4, '0');
}
