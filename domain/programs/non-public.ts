import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { type CodeSet, type CodeValue, codeOf, codeProblem } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Problem } from '#domain/system/failure.ts';

type Pupil = Row<'nonPublicPupil'>;
/** One record, its services as a list. */
export type Served = Omit<Pupil, 'services'> & { readonly services: readonly string[] };

/** A service of the set `non_public_service`. */
interface ServiceValue extends CodeValue {
  /** Says nothing by itself: the note must. */
  readonly explain?: boolean;
}

export interface NonPublicSets {
  readonly kinds: CodeSet;
  readonly services: CodeSet<ServiceValue>;
  readonly grades: CodeSet;
}

/** What is wrong with one record, by itself and beside the same child's others; empty when it may be saved. */
export function nonPublicProblems(
  row: Served,
  others: readonly Served[],
  { kinds, services, grades }: NonPublicSets,
  today: CivilDate,
): readonly Problem[] {
  const problems: Problem[] = [];
  const say = (field: keyof Served, message: string | null): void => {
    if (message !== null) problems.push({ field, message });
  };
  if (row.birthDate !== null && row.birthDate >= today)
    say('birthDate', 'The birth date lies in the future.');
  if (row.grade !== null) say('grade', codeProblem(grades, row.grade, row.startDate));
  say('kind', codeProblem(kinds, row.kind, row.startDate));
  if (row.kind === 'PRIVATE' && row.fromSchool === null)
    say('fromSchool', 'Name the private school: the count goes by school.');
  if (row.services.length === 0) say('services', 'Tick at least one service.');
  for (const code of row.services) say('services', codeProblem(services, code, row.startDate));
  if (row.note === null && row.services.some((code) => codeOf(services, code)?.explain))
    say('note', 'Say what the other service is.');
  if (row.endDate !== null && row.endDate < row.startDate)
    say('endDate', `The last day is before the first, ${dateInWords(row.startDate)}.`);
  const clash = others.find(
    (other) =>
      other.id !== row.id &&
      sameChild(other, row) &&
      other.startDate <= (row.endDate ?? '9999-12-31') &&
      (other.endDate ?? '9999-12-31') >= row.startDate,
  );
  if (clash)
    say(
      'startDate',
      `This child is on record from ${dateInWords(clash.startDate)} on. Change that record, or end it first.`,
    );
  return problems;
}

/** The same name and birth date: one child in the count. */
export function sameChild(
  a: Pick<Served, 'lastName' | 'firstName' | 'birthDate'>,
  b: Pick<Served, 'lastName' | 'firstName' | 'birthDate'>,
): boolean {
  return childKey(a) === childKey(b);
}

const childKey = ({
  lastName,
  firstName,
  birthDate,
}: Pick<Served, 'lastName' | 'firstName' | 'birthDate'>): string =>
  [lastName, firstName].map((name) => name.toLocaleLowerCase('en')).join('\t') + (birthDate ?? '');

export interface ServedCount {
  readonly label: string;
  readonly children: number;
}

/** Children, each once, by kind, by school they come from, and by service. */
export function servedCounts(
  rows: readonly Served[],
  { kinds, services }: Pick<NonPublicSets, 'kinds' | 'services'>,
): { total: number; byKind: ServedCount[]; bySchool: ServedCount[]; byService: ServedCount[] } {
  const count = (key: (row: Served) => readonly string[]): ServedCount[] => {
    const found = new Map<string, Set<string>>();
    for (const row of rows)
      for (const label of key(row)) found.set(label, (found.get(label) ?? new Set()).add(childKey(row)));
    return [...found]
      .map(([label, children]) => ({ label, children: children.size }))
      .sort((a, b) => (a.label < b.label ? -1 : 1));
  };
  const label = (set: CodeSet, code: string): string => codeOf(set, code)?.label ?? code;
  return {
    total: new Set(rows.map(childKey)).size,
    byKind: count(({ kind }) => [label(kinds, kind)]),
    bySchool: count(({ fromSchool, kind }) => [fromSchool ?? label(kinds, kind)]),
    byService: count((row) => row.services.map((code) => label(services, code))),
  };
}
