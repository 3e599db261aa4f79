import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, remove, requiredRow } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { codeOf } from '#domain/system/code-set.ts';
import { Failure } from '#domain/system/failure.ts';

/** Puts down what an adult is to a pupil. The call order of the others closes up around it. */
export function saveRelationship(writer: Writer, row: Omit<Row<'relationship'>, 'id'>): void {
  requiredRow(writer, 'person', row.studentId);
  requiredRow(writer, 'person', row.adultId);
  if (row.studentId === row.adultId)
    throw new Failure('invalid-input', 'A pupil cannot be his or her own adult.', [
      { field: 'adultId', message: 'Choose somebody else.' },
    ]);
  refuseUnknownKind(writer, row);
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

/** What is typed is of the list; what came with a file and stands there already stays. */
function refuseUnknownKind(
  writer: Writer,
  { studentId, adultId, kind }: Omit<Row<'relationship'>, 'id'>,
): void {
  const list = codeSetFile(writer, 'relationship_kind');
  if (kind === null || codeOf(list, kind)) return;
  const before = relationshipsOf(writer, studentId).find((one) => one.adultId === adultId);
  if (before?.kind === kind) return;
  throw new Failure('invalid-input', `"${kind}" is not in the list "${list.title}".`, [
    { field: 'kind', message: 'Choose from the list.', value: kind },
  ]);
}

/** The adult is nothing to the pupil any more; the person stays. */
export function removeRelationship(writer: Writer, studentId: string, adultId: string): void {
  const row = relationshipsOf(writer, studentId).find((one) => one.adultId === adultId);
  if (!row) throw new Failure('not-found', 'This adult is not with the pupil any more.');
  remove(writer, 'relationship', row.id);
}

export const relationshipsOf = (reader: Reader, studentId: string): Row<'relationship'>[] =>
  reader.rows<Row<'relationship'>>('SELECT * FROM relationship WHERE studentId = ?', studentId);
