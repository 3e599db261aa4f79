import { recordTypeNamed } from '#domain/sync/registry.ts';
import type { FieldValue, FieldValues } from '#sync/wire/protocol.ts';

/** What the office calls a kind of record; the raw name for one this build does not know. */
export function typeWords(type: string): string {
  return recordTypeNamed(type)?.label ?? type;
}

export function fieldWords(type: string, field: string): string {
  return recordTypeNamed(type)?.fields[field]?.label ?? field;
}

/** A value to read; "empty" for none. */
export function valueWords(value: FieldValue): string {
  if (value === null) return 'empty';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** A record's title in a list: its first values, never confidential ones, never ids (design: sensitivity). */
export function titleOf(type: string, fields: FieldValues): string {
  const known = recordTypeNamed(type)?.fields ?? {};
  const values: string[] = [];
  for (const name in known) {
    const [field, value] = [known[name], fields[name]];
    if (!field || field.sensitivity === 'confidential' || field.kind === 'reference' || value === undefined)
      continue;
    values.push(valueWords(value));
    if (values.length === 3) break;
  }
  return values.join(' · ') || typeWords(type);
}
