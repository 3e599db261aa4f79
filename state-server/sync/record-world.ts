import { recordTypeNamed } from '#domain/sync/registry.ts';
import type { StoredRecord } from '#state-server/sync/stored-record.ts';

/**
 * The records one request can touch or point to, with what its operations have changed so far. Operations are
 * decided against it in memory, under the district's lock, and written together.
 */
export class RecordWorld {
  readonly #stored: ReadonlyMap<string, StoredRecord>;
  readonly #changed = new Map<string, StoredRecord>();
  readonly #children = new Map<string, Set<string>>();

  constructor(stored: ReadonlyMap<string, StoredRecord>) {
    this.#stored = stored;
    for (const record of stored.values()) this.#link(record);
  }

  get(id: string): StoredRecord | undefined {
    return this.#changed.get(id) ?? this.#stored.get(id);
  }

  put(record: StoredRecord): void {
    this.#changed.set(record.id, record);
    this.#link(record);
  }

  /** Live records that point to this one. */
  childrenOf(id: string): StoredRecord[] {
    const children: StoredRecord[] = [];
    for (const child of this.#children.get(id) ?? []) {
      const record = this.get(child);
      if (record && !record.deleted && referencesOf(record).some((reference) => reference.id === id))
        children.push(record);
    }
    return children;
  }

  #link(record: StoredRecord): void {
    for (const { id } of referencesOf(record)) {
      const children = this.#children.get(id);
      if (children) children.add(record.id);
      else this.#children.set(id, new Set([record.id]));
    }
  }
}

/** One pointer of a record to another. */
export interface Reference {
  readonly field: string;
  readonly type: string;
  readonly id: string;
}

/** What a record, or a change of one, points to. */
export function referencesOf(record: {
  type: string;
  fields: Readonly<Record<string, unknown>>;
}): Reference[] {
  const references: Reference[] = [];
  for (const [field, type] of pointersOf(record.type)) {
    const id = record.fields[field];
    if (typeof id === 'string') references.push({ field, type, id });
  }
  return references;
}

const pointers = new Map<string, readonly (readonly [field: string, type: string])[]>();

/** Reference fields of a type, read from the registry once. */
function pointersOf(typeName: string): readonly (readonly [string, string])[] {
  let found = pointers.get(typeName);
  if (!found) {
    const type = recordTypeNamed(typeName);
    found = Object.entries(type?.fields ?? {}).flatMap(([name, field]) =>
      field.kind === 'reference' && field.refersTo ? [[name, field.refersTo] as const] : [],
    );
    if (type) pointers.set(typeName, found);
  }
  return found;
}
