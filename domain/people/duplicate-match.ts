import {
  firstNameLikeness,
  type Likeness,
  lastNameLikeness,
  type Nicknames,
} from '#domain/people/name-likeness.ts';
import { phoneDigits } from '#domain/people/phone-number.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';

/** What is known of somebody, on record or about to be entered. */
export interface Identity {
  readonly lastName: string;
  readonly firstName: string;
  readonly usualName: string | null;
  readonly birthDate: CivilDate | null;
  readonly gender: string | null;
  /** Phones of the person and of the household, in any notation. */
  readonly phones: readonly string[];
}

export interface DuplicateScore {
  /** 0 to 100. Nothing is decided by it: candidates are shown in its order and a person decides. */
  readonly score: number;
  /** How many of last name, first name, birth date and gender agree, at least nearly. */
  readonly agreeing: number;
  /** Worth showing before a new person is made: three of the four agree, or the names and a phone do. */
  readonly likely: boolean;
  /** In words, for the card: "same last name", "birth date one digit off". */
  readonly reasons: readonly string[];
}

/** How probable it is that two identities are one person. The order of the two does not matter. */
export function duplicateScore(a: Identity, b: Identity, names: Nicknames): DuplicateScore {
  const straight = nameScore(a, b, names);
  const swapped = swappedNames(a, b);
  const nameParts = swapped && straight.points < SWAPPED.points ? SWAPPED : straight;
  const birth = birthLikeness(a.birthDate, b.birthDate);
  const sameGender = a.gender !== null && a.gender === b.gender;
  const phones = new Set(a.phones.map(phoneDigits).filter((digits) => digits.length >= 7));
  const samePhone = b.phones.some((phone) => phones.has(phoneDigits(phone)));
  const otherGender = a.gender !== null && b.gender !== null && !sameGender;
  const reasons = [...nameParts.reasons];
  if (birth.reason !== null) reasons.push(birth.reason);
  if (samePhone) reasons.push('same phone');
  if (otherGender) reasons.push('different gender');
  const agreeing = nameParts.agreeing + (birth.points > 0 ? 1 : 0) + (sameGender ? 1 : 0);
  const points = nameParts.points + birth.points + (samePhone ? 10 : 0) + (sameGender ? 5 : 0);
  return {
    score: Math.max(0, Math.min(100, points - (otherGender ? 5 : 0))),
    agreeing,
    likely: nameParts.agreeing > 0 && (agreeing >= 3 || (nameParts.agreeing === 2 && samePhone)),
    reasons,
  };
}

interface NameScore {
  readonly points: number;
  readonly agreeing: number;
  readonly reasons: readonly string[];
}

const SWAPPED: NameScore = { points: 40, agreeing: 2, reasons: ['first and last name swapped'] };
const POINTS: Readonly<Record<Likeness, number>> = { same: 1, alike: 0.6, different: 0 };

function nameScore(a: Identity, b: Identity, names: Nicknames): NameScore {
  const last = lastNameLikeness(a.lastName, b.lastName);
  const first = bestFirstName(a, b, names);
  const reasons: string[] = [];
  if (last !== 'different') reasons.push(last === 'same' ? 'same last name' : 'similar last name');
  if (first !== 'different') reasons.push(first === 'same' ? 'same first name' : 'similar first name');
  return {
    points: Math.round(25 * POINTS[last] + 25 * POINTS[first]),
    agreeing: reasons.length,
    reasons,
  };
}

function bestFirstName(a: Identity, b: Identity, names: Nicknames): Likeness {
  let best: Likeness = 'different';
  for (const one of [a.firstName, a.usualName])
    for (const other of [b.firstName, b.usualName]) {
      if (one === null || other === null) continue;
      const likeness = firstNameLikeness(one, other, names);
      if (POINTS[likeness] > POINTS[best]) best = likeness;
    }
  return best;
}

function swappedNames(a: Identity, b: Identity): boolean {
  return (
    lastNameLikeness(a.lastName, b.firstName) === 'same' &&
    lastNameLikeness(a.firstName, b.lastName) === 'same'
  );
}

function birthLikeness(a: CivilDate | null, b: CivilDate | null): { points: number; reason: string | null } {
  if (a === null || b === null) return { points: 0, reason: null };
  if (a === b) return { points: 35, reason: 'same birth date' };
  const off = [...a].filter((digit, at) => digit !== b[at]).length;
  if (off === 1) return { points: 22, reason: 'birth date one digit off' };
  if (a.slice(0, 4) === b.slice(0, 4) && a.slice(5, 7) === b.slice(8) && a.slice(8) === b.slice(5, 7))
    return { points: 22, reason: 'month and day swapped' };
  if (neighboursSwapped(a, b)) return { points: 22, reason: 'two digits of the birth date swapped' };
  return { points: 0, reason: null };
}

function neighboursSwapped(a: string, b: string): boolean {
  const [one, other] = [a.replaceAll('-', ''), b.replaceAll('-', '')];
  let at = 0;
  while (at < 8 && one[at] === other[at]) at++;
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}
