import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Field } from '#domain/sync/record-type.ts';
import { type Row, recordTypes, type TypeName } from '#domain/sync/registry.ts';
import { aDistrictFile, context } from '#tests/unit/support/district-file.ts';

// One file for all: each test takes its rows back, and making a file costs more than what is tested on it.
let world: ReturnType<typeof aDistrictFile>;
beforeAll(() => {
  world = aDistrictFile();
});
afterAll(() => world.end());

const sampleOf = (field: Field, n: number): string | number => {
  if (field.kind === 'integer' || field.kind === 'flag') return n;
  if (field.kind === 'reference') return randomUUID();
  return `value ${n}`;
};

function rowOf(type: (typeof recordTypes)[number], n: number): Row<TypeName> {
  return Object.fromEntries([
    ['id', randomUUID()],
    ...Object.entries(type.fields).map(([name, field]) => [name, sampleOf(field, n)]),
  ]) as unknown as Row<TypeName>;
}

describe.each(recordTypes.map((type) => [type.name, type] as const))('%s', (name, type) => {
  const columns = Object.keys(type.fields);

  test('has exactly the columns of the field registry', () => {
    const found = world.file.reader
      .rows<{ name: string }>(`SELECT name FROM pragma_table_info('${name}')`)
      .map((c) => c.name);
    expect(found).toEqual(['id', ...columns]);
  });

  test('cannot be changed by anybody without an action', () => {
    const row = rowOf(type, 1) as unknown as Record<string, unknown>;
    const insert = `INSERT INTO "${name}" (id, ${columns.map((c) => `"${c}"`).join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`;
    expect(() =>
      world.file.writeLocal((writer) => writer.exec(insert, row.id, ...columns.map((c) => row[c]))),
    ).toThrow(/inside an action/);
    expect(world.file.reader.rows(`SELECT 1 FROM "${name}"`)).toEqual([]);
  });

  test('every insert, change and removal leaves an audit line and an outbox mark in the same transaction', () => {
    const row = rowOf(type, 1) as unknown as Record<string, unknown>;
    const free = columns.find((c) => !type.naturalKey.includes(c));
    const step = (text: string, ...values: unknown[]): void => {
      world.file.writeLocal((writer) => writer.exec('DELETE FROM syncDirty'));
      // Foreign keys are checked at the end; the row goes again in the same transaction.
      world.file.write(context, (writer) => {
        writer.exec('PRAGMA defer_foreign_keys = ON');
        const insert = `INSERT INTO "${name}" (id, ${columns.map((c) => `"${c}"`).join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`;
        writer.exec(insert, row.id, ...columns.map((c) => row[c]));
        if (text) writer.exec(text, ...values);
        const lines = writer.rows<{ change: string; actorName: string }>(
          'SELECT change, actorName FROM auditLine WHERE recordId = ? ORDER BY number DESC LIMIT 1',
          row.id,
        );
        expect(lines).toEqual([
          {
            change: text === '' ? 'made' : text.startsWith('UPDATE') ? 'changed' : 'removed',
            actorName: 'Secretary',
          },
        ]);
        expect(writer.rows('SELECT 1 FROM syncDirty WHERE type = ? AND id = ?', name, row.id)).toHaveLength(
          1,
        );
        writer.exec(`DELETE FROM "${name}" WHERE id = ?`, row.id);
      });
    };
    step('');
    if (free)
      step(
        `UPDATE "${name}" SET "${free}" = ? WHERE id = ?`,
        sampleOf(type.fields[free] as Field, 0),
        row.id,
      );
    step(`DELETE FROM "${name}" WHERE id = ?`, row.id);
  });
});

const keyed = recordTypes.filter((type) => type.naturalKey.length > 0);
test.each(keyed.map((type) => [type.name, type] as const))('%s never moves its key', (name, type) => {
  const columns = Object.keys(type.fields);
  expect(() =>
    world.file.write(context, (writer) => {
      writer.exec('PRAGMA defer_foreign_keys = ON');
      const row = rowOf(type, 1) as unknown as Record<string, unknown>;
      writer.exec(
        `INSERT INTO "${name}" (id, ${columns.map((c) => `"${c}"`).join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`,
        row.id,
        ...columns.map((c) => row[c]),
      );
      const key = type.naturalKey[0] as string;
      writer.exec(
        `UPDATE "${name}" SET "${key}" = ? WHERE id = ?`,
        sampleOf(type.fields[key] as Field, 2),
        row.id,
      );
    }),
  ).toThrow(/key field/);
});

test('the audit cannot be rewritten', () => {
  world.file.write(context, (writer) => {
    writer.exec("INSERT INTO markComment (id, number, text) VALUES ('x', 1, 'Good.')");
  });
  for (const text of ['DELETE FROM auditLine', "UPDATE auditLine SET actorName = 'Nobody'"])
    expect(() => world.file.writeLocal((writer) => writer.exec(text))).toThrow(/append-only/);
});

test('an action that fails leaves nothing behind, in no table', () => {
  const tables = ['markComment', 'auditLine', 'syncDirty'];
  const rows = () => tables.map((table) => world.file.reader.rows(`SELECT * FROM ${table}`));
  const before = rows();
  expect(() =>
    world.file.write(context, (writer) => {
      writer.exec("INSERT INTO markComment (id, number, text) VALUES ('y', 2, 'Good.')");
      throw new Error('stop');
    }),
  ).toThrow('stop');
  expect(rows()).toEqual(before);
});
