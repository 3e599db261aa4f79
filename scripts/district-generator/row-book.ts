import { v5 } from 'uuid';
import { naturalId } from '#domain/sync/natural-id.ts';
import { type Row, recordTypeNamed, recordTypes, type TypeName } from '#domain/sync/registry.ts';

/** One record of the invented district. */
export type GeneratedRow = { [N in TypeName]: { readonly type: N; readonly row: Row<N> } }[TypeName];

type Optional<R> = { [K in keyof R]: null extends R[K] ? K : never }[keyof R];
/** A row without its id; fields that may be empty can be left out. */
export type NewRow<N extends TypeName> = Omit<Row<N>, 'id' | Optional<Row<N>>> &
  Partial<Pick<Row<N>, Optional<Row<N>>>>;

/** Not the name space of real records: a generated id never meets a real one. */
const INVENTED = '0c7f2f4e-7f0b-5a53-8f55-1d9b1f2f7c60';

/** Makes whole rows with stable ids and keeps them by type. */
export class RowBook {
  readonly #seed: number;
  readonly #rows = new Map<TypeName, unknown[]>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /**
   * A row with its id: derived from the natural key where the type has one, otherwise from seed and label. Fields left
   * out are null.
   */
  make<N extends TypeName>(type: N, label: string, fields: NewRow<N>, id?: string): Row<N> {
    const description = recordTypeNamed(type);
    if (!description) throw new RangeError(`There is no kind of record named ${type}.`);
    const given = fields as Readonly<Record<string, unknown>>;
    const row: Record<string, unknown> = {
      id:
        id ??
        (description.naturalKey.length > 0
          ? naturalId(description, given)
          : v5(`${this.#seed}|${type}|${label}`, INVENTED)),
    };
    for (const name of Object.keys(description.fields)) row[name] = given[name] ?? null;
    return row as Row<N>;
  }

  /** Makes the row and keeps it. */
  add<N extends TypeName>(type: N, label: string, fields: NewRow<N>, id?: string): Row<N> {
    const row = this.make(type, label, fields, id);
    const rows = this.#rows.get(type);
    if (rows) rows.push(row);
    else this.#rows.set(type, [row]);
    return row;
  }

  of<N extends TypeName>(type: N): readonly Row<N>[] {
    return (this.#rows.get(type) ?? []) as Row<N>[];
  }

  /** Rows kept, of the types whose sending order lies in the range: parents before children. */
  *inOrder(fromOrder: number, throughOrder: number): Generator<GeneratedRow> {
    for (const { name, order } of recordTypes) {
      if (order < fromOrder || order > throughOrder) continue;
      for (const row of this.of(name)) yield { type: name, row } as GeneratedRow;
    }
  }
}
