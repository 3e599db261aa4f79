import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, remove, requiredRow } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

/** Puts down what an adult is to a pupil. The call order of the others closes up around it. */
export function saveRelationship(writer: Writer, row: Omit<Row<'relationship'>, 'id'>): void {
  requiredRow(writer, 'person', row.studentId);
  requiredRow(writer, 'person', row.adultId);
  if (row.studentId === row.adultId)
    throw new Failure('invalid-input', 'A pupil cannot be his or her own adult.', [
      { field: 'adultId', message: 'Choose somebody else.' },
    ]);
  putKeyed(writer, 'relationship', row);
  const order = relationshipsOf(writer, row.studentId).sort(
    (a, b) =>
      a.priority - b.priority ||
      Number(b.adultId === row.adultId) - Number(a.adultId === row.adultId) ||
      (a.adultId < b.adultId ? -1 : 1),
  );
  order.forEach((one, at) => {
    if (one.priority !== at + 1) putKeyed(writer, 'relationship', { ...one, priority: at + 1 });
  });
}

/** The adult is nothing to the pupil any more; the person stays. */
export function removeRelationship(writer: Writer, studentId: string, adultId: string): void {
  const row = relationshipsOf(writer, studentId).find((one) => one.adultId === adultId);
  if (!row) throw new Failure('not-found', 'This adult is not with the pupil any more.');
  remove(writer, 'relationship', row.id);
}

export const relationshipsOf = (reader: Reader, studentId: string): Row<'relationship'>[] =>
  reader.rows<Row<'relationship'>>('SELECT * FROM relationship WHERE studentId = ?', studentId);
