import type { Row, TypeName } from '#domain/sync/registry.ts';
import type { GeneratedRow } from '#scripts/district-generator/row-book.ts';

/** A district's rows by type, and the look-ups that files need. */
export class DistrictRows {
  readonly #byType = new Map<string, Row<TypeName>[]>();
  readonly #byId = new Map<string, Row<TypeName>>();
  readonly #numbers = new Map<string, string>();

  constructor(rows: readonly GeneratedRow[]) {
    for (const { type, row } of rows) {
      const list = this.#byType.get(type);
      if (list) list.push(row);
      else this.#byType.set(type, [row]);
      this.#byId.set(row.id, row);
      if (type === 'identifier') this.#numbers.set(`${row.personId} ${row.system}`, row.value ?? '');
    }
  }

  of<N extends TypeName>(type: N): readonly Row<N>[] {
    return (this.#byType.get(type) ?? []) as unknown as Row<N>[];
  }

  /** The row with that id; throws a RangeError where there is none, because a sample may not dangle. */
  get<N extends TypeName>(_type: N, id: string): Row<N> {
    const row = this.#byId.get(id);
    if (!row) throw new RangeError(`No row has the id ${id}.`);
    return row as unknown as Row<N>;
  }

  /** A person's number of one kind, empty where it is pending. */
  number(personId: string, system: 'state' | 'local' | 'staff'): string {
    return this.#numbers.get(`${personId} ${system}`) ?? '';
  }
}
