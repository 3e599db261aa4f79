import type { Authority, RecordType } from '#domain/sync/record-type.ts';

/** A value as it travels: sets are arrays; null and absent are the same. */
export type Value = string | number | boolean | null | readonly string[];
export type Values = Readonly<Record<string, Value>>;

/** Who last changed a field at the state. */
export interface Author {
  readonly party: 'district' | 'state';
  readonly device: string | null;
}

export interface MergeInput {
  readonly type: RecordType;
  /** What the state last confirmed; null when this computer never had it from the state. */
  readonly base: Values | null;
  readonly local: Values;
  readonly remote: Values;
  readonly changedBy: Readonly<Record<string, Author>>;
  /** Fields already waiting for a person: they stay so until remote says what local or the old base says. */
  readonly held?: ReadonlySet<string>;
}

/** One field that was decided without asking, both values kept. */
export interface MergedField {
  readonly field: string;
  readonly rule: 'the state decides this field' | 'the district decides this field' | 'both lists joined';
  readonly base: Value;
  readonly local: Value;
  readonly remote: Value;
  readonly kept: Value;
}

/** One field that only a person can decide. */
export interface AskedField {
  readonly field: string;
  readonly base: Value;
  readonly local: Value;
  readonly remote: Value;
  readonly author: Author;
}

export interface MergeResult {
  /** What the local row becomes, field by field; only fields that change. */
  readonly write: Values;
  readonly merged: readonly MergedField[];
  readonly asked: readonly AskedField[];
}

const NOBODY: Author = { party: 'state', device: null };

/**
 * Three-way merge, group by group: a side that did not change yields to the one that did; the same change is no
 * conflict; two different ones follow the field's authority between the parties, and computers of one party always ask.
 * There is no "newest wins": clocks are no evidence.
 */
export function merge(input: MergeInput): MergeResult {
  const write: Record<string, Value> = {};
  const merged: MergedField[] = [];
  const asked: AskedField[] = [];
  for (const group of mergeGroups(input.type)) {
    const b = tuple(group, input.base ?? {});
    const l = tuple(group, input.local);
    const r = tuple(group, input.remote);
    if (same(l, r)) continue;
    const held = group.some((field) => input.held?.has(field));
    if (!held && input.base !== null && same(l, b)) {
      group.forEach((field, i) => {
        if (!sameValue(l[i] ?? null, r[i] ?? null)) write[field] = r[i] ?? null;
      });
      continue;
    }
    if (!held && input.base !== null && same(r, b)) continue;
    const author = authorOf(group, input);
    const authority = held ? 'ask' : authorityOf(group, input.type, author);
    group.forEach((field, i) => {
      const [base, local, remote] = [b[i] ?? null, l[i] ?? null, r[i] ?? null];
      if (sameValue(local, remote)) return;
      if (authority === 'ask') {
        asked.push({ field, base, local, remote, author });
        return;
      }
      const kept =
        authority === 'state' ? remote : authority === 'district' ? local : union(base, local, remote);
      if (!sameValue(kept, local)) write[field] = kept;
      merged.push({ field, rule: RULE_WORDS[authority], base, local, remote, kept });
    });
  }
  return { write, merged, asked };
}

const RULE_WORDS = {
  state: 'the state decides this field',
  district: 'the district decides this field',
  union: 'both lists joined',
} as const;

/** Fields that compare and travel together; a field without a group stands alone. Order is the registry's. */
export function mergeGroups(type: RecordType): readonly (readonly string[])[] {
  let groups = grouped.get(type);
  if (!groups) {
    const byName = new Map<string, string[]>();
    for (const [name, field] of Object.entries(type.fields)) {
      const key = field.group ? `group ${field.group}` : `field ${name}`;
      byName.set(key, [...(byName.get(key) ?? []), name]);
    }
    groups = [...byName.values()];
    grouped.set(type, groups);
  }
  return groups;
}
const grouped = new WeakMap<RecordType, readonly (readonly string[])[]>();

/** Fields of `local` that differ from `base`, whole groups at a time: what a push must say. */
export function differingFields(type: RecordType, base: Values, local: Values): string[] {
  return mergeGroups(type)
    .filter((group) => !same(tuple(group, base), tuple(group, local)))
    .flat();
}

export function sameValue(a: Value, b: Value): boolean {
  if (Array.isArray(a) || Array.isArray(b)) return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  return (a ?? null) === (b ?? null);
}

const tuple = (group: readonly string[], values: Values): Value[] =>
  group.map((field) => values[field] ?? null);
const same = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.every((value, i) => sameValue(value, b[i] ?? null));

/** Whoever changed a differing field of the group; an own party among them makes it a question. */
function authorOf(group: readonly string[], input: MergeInput): Author {
  const authors = group
    .filter((field) => !sameValue(input.remote[field] ?? null, input.base?.[field] ?? null))
    .map((field) => input.changedBy[field] ?? NOBODY);
  return authors.find((author) => author.party === 'district') ?? authors[0] ?? NOBODY;
}

/** Authority rules between parties only (M6). */
function authorityOf(group: readonly string[], type: RecordType, author: Author): Authority {
  if (author.party === 'district') return 'ask';
  const authorities = group.map((field) => type.fields[field]?.authority ?? 'ask');
  const first = authorities[0] ?? 'ask';
  return authorities.every((authority) => authority === first) ? first : 'ask';
}

/** (R ∪ (L∖B)) ∖ (B∖L), sorted by code unit. */
function union(base: Value, local: Value, remote: Value): Value {
  const list = (value: Value): readonly string[] => (Array.isArray(value) ? value : []);
  const [b, l, r] = [new Set(list(base)), new Set(list(local)), list(remote)];
  const kept = new Set([...r, ...[...l].filter((item) => !b.has(item))]);
  for (const item of b) if (!l.has(item)) kept.delete(item);
  return kept.size === 0 ? null : [...kept].sort();
}
