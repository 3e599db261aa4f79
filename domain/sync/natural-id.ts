import { parse, v5 } from 'uuid';
import type { RecordType } from '#domain/sync/record-type.ts';

/** Hi-Line's own name space for ids that are derived from a natural key. Never changes. */
const NAMESPACE = parse('6f1d7c7e-52b1-5c43-9d0a-7b1f6a0c2e11');

/**
 * The id of the record with this natural key: the same on every computer, so that two of them that mark the same
 * pupil, day and block make one record and not two.
 */
export function naturalId(type: RecordType, key: Readonly<Record<string, unknown>>): string {
  const parts = type.naturalKey.map((name) => {
    const value = key[name];
    if (value === undefined || value === null)
      throw new Error(`A ${type.label} needs "${name}" to be told apart from others.`);
    return String(value);
  });
  return v5(JSON.stringify([type.name, ...parts]), NAMESPACE);
}

/** The id of a record that ships with Hi-Line: the same in every district, so that it is never made twice. */
export function shippedId(type: string, name: string): string {
  return v5(JSON.stringify([type, 'shipped', name]), NAMESPACE);
}
