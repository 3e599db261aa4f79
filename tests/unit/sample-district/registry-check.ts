import { readdirSync, readFileSync } from 'node:fs';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { Field } from '#domain/sync/record-type.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import { isCivilDate } from '#domain/system/civil-date.ts';
import type { GeneratedRow } from '#scripts/district-generator/row-book.ts';

const folder = new URL('../../../resources/code-sets/', import.meta.url);
const codes = new Map(
  readdirSync(folder).map((file) => {
    const set = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
      name: string;
      values: { code: string }[];
    };
    return [set.name, new Set(set.values.map(({ code }) => code))] as const;
  }),
);

/** Everything wrong with the rows by the field registry: fields, kinds, codes, keys, references, order. */
export function registryProblems(rows: Iterable<GeneratedRow>): string[] {
  const problems: string[] = [];
  const made = new Map<string, string>();
  for (const { type, row } of rows) {
    const description = recordTypeNamed(type);
    if (!description) {
      problems.push(`${type} is no record type`);
      continue;
    }
    const values = row as unknown as Record<string, unknown>;
    const names = ['id', ...Object.keys(description.fields)];
    if (Object.keys(values).join() !== names.join())
      problems.push(`${type} has fields ${Object.keys(values)}`);
    if (made.has(row.id)) problems.push(`${type} ${row.id} is made twice`);
    if (description.naturalKey.length > 0 && naturalId(description, values) !== row.id)
      problems.push(`${type} ${row.id} is not the id of its key`);
    for (const [name, field] of Object.entries(description.fields)) {
      const problem = fieldProblem(field, values[name], made);
      if (problem !== null) problems.push(`${type}.${name} ${problem}: ${values[name]}`);
    }
    made.set(row.id, type);
  }
  return problems;
}

function fieldProblem(field: Field, value: unknown, made: ReadonlyMap<string, string>): string | null {
  if (value === null) return field.required ? 'is required' : null;
  switch (field.kind) {
    case 'flag':
      return value === 0 || value === 1 ? null : 'is no flag';
    case 'integer':
      return Number.isSafeInteger(value) ? null : 'is no integer';
    default:
  }
  if (typeof value !== 'string' || value === '' || value !== value.normalize('NFC'))
    return 'is no normal text';
  switch (field.kind) {
    case 'date':
      return isCivilDate(value) ? null : 'is no date';
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? null : 'is no time';
    case 'instant':
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value))
        ? null
        : 'is no instant';
    case 'decimal':
      return new RegExp(`^-?\\d+\\.\\d{${field.scale ?? 0}}$`).test(value) ? null : 'is no decimal';
    case 'reference':
      return made.get(value) === field.refersTo ? null : `refers to no ${field.refersTo} made before`;
    case 'code':
      return field.codeSet === undefined || codes.get(field.codeSet)?.has(value) ? null : 'is not in its set';
    case 'set': {
      const members = JSON.parse(value) as string[];
      const sorted = [...new Set(members)].sort();
      if (JSON.stringify(sorted) !== value) return 'is not sorted and distinct';
      return members.every((code) => codes.get(field.codeSet ?? '')?.has(code)) ? null : 'is not in its set';
    }
    default:
      return null;
  }
}
