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
  /**
   * Fields already waiting for a person, with the value that stood before both sides changed them: they wait until remote
   * says what local or that old value says (M7).
   */
  readonly held?: Readonly<Record<string, Value>>;
  /** Left out: nothing unusual happened. */
  readonly moment?: Moment;
  /** Fields of `base` that the state's own staff set; looked at only when the state was set back. */
  readonly stateMade?: readonly string[];
}

/**
 * `forked`: this file is a copy or was restored, and the record moved: its unsent edits are asked, even over an unchanged
 * value (M13). `set back`: the state came back from a backup and has not changed the record since, so remote is only
 * older: what the district had is offered again, what the state's staff had set is asked. `since set back`: it changed
 * the record since, so what remote lacks may be lost or may be replaced: a person looks (M12).
 */
export type Moment = 'ordinary' | 'forked' | 'set back' | 'since set back';

/** One field that was decided without asking, both values kept. */
export interface MergedField {
  readonly field: string;
  readonly rule:
    | 'the state decides this field'
    | 'the district decides this field'
    | 'both lists joined'
    | 'two records became one, and the one that stays keeps its own';
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
    const b = group.map((field) => oldValue(field, input));
    const l = tuple(group, input.local);
    const r = tuple(group, input.remote);
    const way = wayOf(group, b, l, r, input);
    if (way === 'keep') continue;
    const author = authorOf(group, input);
    const authority = way === 'decide' ? authorityOf(group, input.type, author) : way;
    group.forEach((field, i) => {
      const [base, local, remote] = [b[i] ?? null, l[i] ?? null, r[i] ?? null];
      if (sameValue(local, remote)) return;
      if (authority === 'ask') {
        asked.push({ field, base, local, remote, author });
        return;
      }
      if (authority === 'take') {
        write[field] = remote;
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

/** What becomes of one group: local stays, remote is taken, a person is asked, or the registry decides. */
function wayOf(
  group: readonly string[],
  b: readonly Value[],
  l: readonly Value[],
  r: readonly Value[],
  { base, held, moment = 'ordinary', stateMade = [] }: MergeInput,
): 'keep' | 'take' | 'ask' | 'decide' {
  if (same(l, r)) return 'keep';
  if (held && group.some((field) => Object.hasOwn(held, field))) return same(r, b) ? 'keep' : 'ask';
  if (base === null) return 'decide';
  if (moment === 'set back')
    return same(l, b) && group.some((field) => stateMade.includes(field)) ? 'ask' : 'keep';
  if (same(l, b)) return moment === 'since set back' ? 'ask' : 'take';
  if (moment === 'forked') return 'ask';
  return same(r, b) ? 'keep' : 'decide';
}

const oldValue = (field: string, { base, held }: MergeInput): Value =>
  (held && Object.hasOwn(held, field) ? held[field] : base?.[field]) ?? null;

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
