import { sameNames } from '#db/people/matches.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { requiredRow } from '#db/system/rows.ts';
import { duplicateScore, type Identity } from '#domain/people/duplicate-match.ts';
import { soundKey } from '#domain/people/name-likeness.ts';
import { compactName, foldName } from '#domain/people/names.ts';
import { phoneDigits } from '#domain/people/phone-number.ts';
import { Failure } from '#domain/system/failure.ts';

export interface DuplicatePair {
  readonly one: DuplicatePerson;
  readonly other: DuplicatePerson;
  readonly score: number;
  readonly why: string;
}

export interface DuplicatePerson {
  readonly personId: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly detail: string;
}

interface Known extends Identity {
  readonly id: string;
  readonly isStudent: number;
}

/** A key shared by more people than this says nothing about two of them: the phone of the school, "unknown". */
const CROWD = 60;
const SHOWN = 200;

/**
 * Pairs that may be one person, likeliest first: hyphens, nicknames, swapped names, slips in the birth date, a shared
 * phone. Only people who share a sound, a birth date or a phone are compared, so that it stays quick in a large district.
 */
export function duplicatePairs(reader: Reader): DuplicatePair[] {
  const people = everybody(reader);
  const apart = new Set(
    reader
      .rows<{ a: string; b: string }>('SELECT personA AS a, personB AS b FROM notSamePerson')
      .map(({ a, b }) => `${a} ${b}`),
  );
  const seen = new Set<string>();
  const found: { a: Known; b: Known; score: number; why: string }[] = [];
  for (const group of groups(people))
    for (const [at, a] of group.entries())
      for (const b of group.slice(at + 1)) {
        const pair = a.id < b.id ? `${a.id} ${b.id}` : `${b.id} ${a.id}`;
        if (seen.has(pair) || apart.has(pair)) continue;
        seen.add(pair);
        const like = duplicateScore(a, b, sameNames);
        if (like.likely) found.push({ a, b, score: like.score, why: like.reasons.join(', ') });
      }
  return found
    .sort((a, b) => b.score - a.score || (a.a.id < b.a.id ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ a, b, score, why }) => ({ one: shown(reader, a), other: shown(reader, b), score, why }));
}

/** Two people who were compared and are two. They are not shown as a pair again on this computer. */
export function keepApart(writer: Writer, one: string, other: string, reason: string, at: string): void {
  if (one === other)
    throw new Failure('invalid-input', 'That is one and the same person. Choose two.', [
      { field: 'other', message: 'The same person.' },
    ]);
  for (const id of [one, other]) requiredRow(writer, 'person', id);
  const [a, b] = one < other ? [one, other] : [other, one];
  writer.exec(
    'INSERT OR REPLACE INTO notSamePerson (personA, personB, reason, at) VALUES (?, ?, ?, ?)',
    a,
    b,
    reason,
    at,
  );
}

function everybody(reader: Reader): Known[] {
  const phones = new Map<string, string[]>();
  for (const { personId, number } of reader.rows<{ personId: string; number: string }>(
    `SELECT personId, number FROM phone
      UNION SELECT r.studentId, p.number FROM relationship r JOIN phone p ON p.personId = r.adultId`,
  ))
    phones.set(personId, [...(phones.get(personId) ?? []), number]);
  return reader
    .rows<Omit<Known, 'phones'>>(
      'SELECT id, lastName, firstName, usualName, birthDate, gender, isStudent FROM person ORDER BY id',
    )
    .map((person) => ({ ...person, phones: phones.get(person.id) ?? [] }));
}

/** People who share a key. A pupil and an adult are never compared: a mother may have her daughter's name. */
function groups(people: readonly Known[]): Known[][] {
  const byKey = new Map<string, Known[]>();
  for (const person of people)
    for (const key of new Set(keysOf(person))) {
      const own = `${person.isStudent} ${key}`;
      const group = byKey.get(own);
      if (group) group.push(person);
      else byKey.set(own, [person]);
    }
  return [...byKey.values()].filter((group) => group.length > 1 && group.length <= CROWD);
}

function keysOf(person: Known): string[] {
  const last = foldName(person.lastName).split(' ').filter(Boolean);
  const first = compactName(person.firstName);
  const birth = person.birthDate;
  return [
    ...[...last, compactName(person.lastName)].map((part) => `name ${soundKey(part)} ${first.slice(0, 1)}`),
    `name ${soundKey(first)} ${compactName(person.lastName).slice(0, 1)}`,
    ...(birth ? [`born ${birth}`, ...last.map((part) => `year ${birth.slice(0, 4)} ${soundKey(part)}`)] : []),
    ...person.phones.map((phone) => `phone ${phoneDigits(phone)}`),
  ];
}

function shown(reader: Reader, person: Known): DuplicatePerson {
  const row = reader.rows<{ grade: string | null; school: string | null; pupil: string | null }>(
    `SELECT (SELECT e.grade FROM enrollment e WHERE e.studentId = p.id ORDER BY e.startDate DESC LIMIT 1) AS grade,
        (SELECT s.name FROM enrollment e JOIN school s ON s.id = e.schoolId WHERE e.studentId = p.id ORDER BY e.startDate DESC LIMIT 1) AS school,
        (SELECT c.firstName || ' ' || c.lastName FROM relationship r JOIN person c ON c.id = r.studentId WHERE r.adultId = p.id LIMIT 1) AS pupil
      FROM person p WHERE p.id = ?`,
    person.id,
  )[0];
  return {
    personId: person.id,
    name: `${person.lastName}, ${person.firstName}`,
    birthDate: person.birthDate,
    detail: row?.grade
      ? `Grade ${row.grade}, ${row.school ?? ''}`
      : row?.pupil
        ? `Family of ${row.pupil}`
        : 'Not enrolled',
  };
}
