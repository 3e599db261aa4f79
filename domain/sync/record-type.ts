/**
 * The field registry's grammar: how one synced kind of record is described, once, for every floor.
 *
 * From a record type derive: the columns a table must have, the change-capture triggers, the values allowed on the
 * wire, who wins a conflict, the words on a conflict card and the digest. Adding a synced kind of record is one
 * entry here and one migration.
 */

/** Who decides when two parties changed one field. `ask` always goes to a person. */
export type Authority = 'state' | 'district' | 'union' | 'ask';

/** `confidential` fields are shown to their own roles only and never appear in search, lists or titles. */
export type Sensitivity = 'ordinary' | 'personal' | 'confidential';

export type FieldKind =
  | 'text' // NFC text, never empty: an empty entry is null
  | 'code' // short text out of a code set; an unknown code is kept and shown raw
  | 'date' // civil date YYYY-MM-DD
  | 'time' // wall-clock HH:MM
  | 'instant' // UTC with three decimals, 2026-10-06T14:05:00.000Z
  | 'integer' // safe integer
  | 'decimal' // decimal text at the field's scale, "2.50"
  | 'flag' // 0 or 1
  | 'set' // distinct codes, sorted by code unit; JSON text in SQLite, an array on the wire
  | 'reference'; // id of another record

export interface Field {
  readonly kind: FieldKind;
  /** What the school office calls it. */
  readonly label: string;
  readonly authority: Authority;
  readonly sensitivity: Sensitivity;
  /** Null is refused. */
  readonly required: boolean;
  /** Part of the record's natural key: never changes once made. */
  readonly key: boolean;
  /** Fields of one merge group compare and travel as one tuple. */
  readonly group?: string;
  /** Record type a reference points to. */
  readonly refersTo?: string;
  /** Code set in `resources/code-sets`. */
  readonly codeSet?: string;
  /** The schema version that brought this field, when it was not the first (M15). */
  readonly since?: number;
  /** Digits after the point of a decimal. */
  readonly scale?: number;
}

type FieldOptions = Partial<Omit<Field, 'kind' | 'label'>>;
type Made<K extends FieldKind, O extends FieldOptions> = Field & { readonly kind: K } & {
  readonly required: O['required'] extends true ? true : O['key'] extends true ? true : false;
};

function field<K extends FieldKind>(kind: K) {
  return <const O extends FieldOptions>(label: string, options?: O): Made<K, O> =>
    ({
      authority: 'district',
      sensitivity: 'ordinary',
      key: false,
      ...options,
      required: options?.required ?? options?.key ?? false,
      kind,
      label,
    }) as Made<K, O>;
}

export const text = field('text');
export const code = field('code');
export const date = field('date');
export const time = field('time');
export const instant = field('instant');
export const integer = field('integer');
export const decimal = field('decimal');
export const flag = field('flag');
export const set = field('set');
export const reference = <const T extends string, const O extends FieldOptions>(
  label: string,
  refersTo: T,
  options?: O,
): Made<'reference', O> =>
  field('reference')(label, { ...options, refersTo }) as unknown as Made<'reference', O>;

export type Fields = Readonly<Record<string, Field>>;

export interface RecordType<N extends string = string, F extends Fields = Fields> {
  /** Wire name and table name. */
  readonly name: N;
  /** What the office calls one of these. */
  readonly label: string;
  /** Sending order: parents before children; deletes go in reverse. */
  readonly order: number;
  readonly fields: F;
  /** Fields that make the natural key, in order; their record's id is derived from them. Empty: random id. */
  readonly naturalKey: readonly string[];
  /** Only the state makes, changes and removes one; a district reads it. Left out: districts do. */
  readonly writtenBy?: 'state';
}

export function recordType<const N extends string, const F extends Fields>(
  name: N,
  label: string,
  order: number,
  fields: F,
  more: Pick<RecordType, 'writtenBy'> = {},
): RecordType<N, F> {
  const naturalKey = Object.keys(fields).filter((name) => fields[name]?.key);
  return { name, label, order, fields, naturalKey, ...more };
}

type ValueOf<K extends FieldKind> = K extends 'integer' ? number : K extends 'flag' ? 0 | 1 : string;

/** A row of the record's SQLite table: `id` and one column for each field. */
export type RowOf<T extends RecordType> = { id: string } & {
  -readonly [F in keyof T['fields']]: T['fields'][F] extends {
    kind: infer K extends FieldKind;
    required: infer R;
  }
    ? R extends true
      ? ValueOf<K>
      : ValueOf<K> | null
    : never;
};
