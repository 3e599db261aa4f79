import type { CivilDate } from '#domain/system/civil-date.ts';

/** One code of a set. Further facts of some sets (ages, mappings, what a code requires) stand beside these. */
export interface CodeValue {
  readonly code: string;
  readonly label: string;
  /** S read in a public state source, L law or national standard, D local default. */
  readonly authority: string;
  /** First and last day the code may be used; left out: no bound known. */
  readonly validFrom?: CivilDate;
  readonly validTo?: CivilDate;
}

/** A code set of `resources/code-sets`. List order is the order on screen. */
export interface CodeSet<V extends CodeValue = CodeValue> {
  readonly name: string;
  readonly title: string;
  readonly authority: string;
  /** Whose the code strings are: D means ours, never written to a state file unmapped. */
  readonly codeAuthority: string;
  /** yes, confirm (confirm the strings first) or no (map before export). */
  readonly exportReady: string;
  readonly values: readonly V[];
}

/** The value with that code, in use or not; undefined for one the set does not have. */
export function codeOf<V extends CodeValue>(set: CodeSet<V>, code: string): V | undefined {
  return set.values.find((value) => value.code === code);
}

/** The label, or the raw code where the set does not know it: an unknown code is kept and shown as it is. */
export function labelOf(set: CodeSet, code: string): string {
  return codeOf(set, code)?.label ?? code;
}

/** The codes that may be chosen on that day. */
export function codesOn<V extends CodeValue>(set: CodeSet<V>, date: CivilDate): readonly V[] {
  return set.values.filter((value) => inUse(value, date));
}

/** What is wrong with using the code on that day, as a sentence, or null. */
export function codeProblem(set: CodeSet, code: string, date: CivilDate): string | null {
  const value = codeOf(set, code);
  if (!value) return `"${code}" is not in the list "${set.title}".`;
  if (!inUse(value, date)) return `"${code} ${value.label}" was not in use on that date.`;
  return null;
}

function inUse(value: CodeValue, date: CivilDate): boolean {
  return (
    (value.validFrom === undefined || value.validFrom <= date) &&
    (value.validTo === undefined || date <= value.validTo)
  );
}
