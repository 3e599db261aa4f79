import type { Reader, Writer } from '#db/system/connection.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import { type Row, recordTypeNamed, type TypeName } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

/**
 * Writing one synced row. Statements are written once per type and kept: an attendance key and an import of 200,000
 * rows take the same path.
 */
const columns = (type: TypeName): string[] => Object.keys(recordTypeNamed(type)?.fields ?? {});
const texts = new Map<string, string>();

function textOf(type: TypeName, verb: string, make: (fields: string[]) => string): string {
  const name = `${verb} ${type}`;
  let text = texts.get(name);
  if (!text) {
    text = make(columns(type));
    texts.set(name, text);
  }
  return text;
}

/** Inserts a row, or changes the one with its id. Fields left out are null. Answers whether anything changed. */
export function put<N extends TypeName>(writer: Writer, type: N, row: Row<N>): boolean {
  const text = textOf(type, 'put', (names) => {
    const quoted = names.map((n) => `"${n}"`);
    const changed = names.map((n) => `"${n}" IS NOT excluded."${n}"`).join(' OR ');
    return `INSERT INTO "${type}" (id, ${quoted.join(', ')}) VALUES (?, ${names.map(() => '?').join(', ')})
      ON CONFLICT (id) DO UPDATE SET ${quoted.map((n) => `${n} = excluded.${n}`).join(', ')} WHERE ${changed}`;
  });
  return writer.exec(text, ...valuesOf(type, row)) > 0;
}

/** Inserts a row; false, and nothing changed, when there is one with its id. Fields left out are null. */
export function putNew<N extends TypeName>(writer: Writer, type: N, row: Row<N>): boolean {
  const text = textOf(
    type,
    'put new',
    (names) =>
      `INSERT INTO "${type}" (id, ${names.map((n) => `"${n}"`).join(', ')}) VALUES (?, ${names.map(() => '?').join(', ')})
      ON CONFLICT (id) DO NOTHING`,
  );
  return writer.exec(text, ...valuesOf(type, row)) > 0;
}

/** The id, then each column's value. */
function valuesOf<N extends TypeName>(type: N, row: Row<N>): unknown[] {
  const values = row as unknown as Record<string, unknown>;
  return [row.id, ...columns(type).map((field) => normal(values[field]))];
}

/**
 * Text as the state takes it: composed letters (pasted ones may come as a letter and its accent apart), and null where
 * nothing stands. Texts of plain letters, nearly all there are, only cost a look.
 */
const normal = (value: unknown): unknown =>
  typeof value !== 'string'
    ? (value ?? null)
    : value === ''
      ? null
      : PLAIN.test(value)
        ? value
        : value.normalize('NFC');
const PLAIN = /^[\0-\x7f]*$/;

/** Inserts or changes the record with this natural key; its id is derived. Answers the id. */
export function putKeyed<N extends TypeName>(writer: Writer, type: N, row: Omit<Row<N>, 'id'>): string {
  const recordType = recordTypeNamed(type);
  if (!recordType) throw new Error(`No record type ${type}`);
  const values = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, normal(value)]));
  const id = naturalId(recordType, values);
  put(writer, type, { ...values, id } as unknown as Row<N>);
  return id;
}

/** The row with that id, or undefined. */
export function rowOf<N extends TypeName>(reader: Reader, type: N, id: string): Row<N> | undefined {
  const text = textOf(type, 'get', () => `SELECT * FROM "${type}" WHERE id = ?`);
  return reader.rows<Row<N>>(text, id)[0];
}

/** The row with that id; a sentence when it is gone. */
export function requiredRow<N extends TypeName>(reader: Reader, type: N, id: string): Row<N> {
  const row = rowOf(reader, type, id);
  if (!row)
    throw new Failure(
      'not-found',
      `That ${inSentence(recordTypeNamed(type)?.label ?? 'record')} is not here any more. It may have been removed.`,
    );
  return row;
}

/** Changes some fields of a row; those left out or undefined stay as they are. */
export function change<N extends TypeName>(
  writer: Writer,
  type: N,
  id: string,
  fields: { readonly [F in keyof Omit<Row<N>, 'id'>]?: Row<N>[F] | undefined },
): Row<N> {
  const row = { ...requiredRow(writer, type, id) };
  for (const [field, value] of Object.entries(fields))
    if (value !== undefined) Object.assign(row, { [field]: value });
  put(writer, type, row);
  return row;
}

export function remove(writer: Writer, type: TypeName, id: string): boolean {
  return (
    writer.exec(
      textOf(type, 'remove', () => `DELETE FROM "${type}" WHERE id = ?`),
      id,
    ) > 0
  );
}

/** "Room or class" inside a sentence is "room or class"; "IEP" stays as it is. */
const inSentence = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? `${label[0]?.toLowerCase()}${label.slice(1)}` : label;
