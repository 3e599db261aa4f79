import { type Reader, sql, type Writer } from '#db/system/connection.ts';
import { put } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';

type Ended = Pick<Row<'enrollment'>, 'id' | 'endDate'>;

/** Seats in rooms end with the enrollment, those too that were to end later by themselves. */
export function endRosters(writer: Writer, enrollmentId: string, on: string): void {
  const open = writer.all(
    sql
      .selectFrom('sectionRoster')
      .selectAll()
      .where('enrollmentId', '=', enrollmentId)
      .where((seat) => seat.or([seat('endDate', 'is', null), seat('endDate', '>', on)])),
  );
  for (const line of open)
    put(writer, 'sectionRoster', { ...line, endDate: on < line.startDate ? line.startDate : on });
}

/** Seats that ended with the enrollment stand as they stood before; one that had ended by itself stays as it is. */
export function reopenRosters(writer: Writer, stay: Ended): void {
  if (stay.endDate === null) return;
  const ended = writer.all(
    sql
      .selectFrom('sectionRoster')
      .selectAll()
      .where('enrollmentId', '=', stay.id)
      .where('endDate', '>=', stay.endDate),
  );
  const left = lastDaySet(writer, 'enrollment', stay);
  for (const seat of ended) {
    const own = lastDaySet(writer, 'sectionRoster', seat);
    // What another computer or a file did came in parts, and only the day can tell.
    const together =
      left?.origin === 'here' && own?.origin === 'here'
        ? left.action === own.action
        : seat.endDate === stay.endDate;
    if (together) put(writer, 'sectionRoster', { ...seat, endDate: own?.before ?? null });
  }
}

/** Who set the last day as it stands, in which action, and the last day before it. */
function lastDaySet(
  reader: Reader,
  type: 'enrollment' | 'sectionRoster',
  row: Ended,
): { origin: string; action: string; before: string | null } | undefined {
  return reader.rows<{ origin: string; action: string; before: string | null }>(
    `SELECT origin, at || ' ' || action || ' ' || coalesce(groupId, '') AS action, before ->> '$.endDate' AS before
      FROM auditLine WHERE type = ? AND recordId = ? AND after ->> '$.endDate' = ? ORDER BY number DESC LIMIT 1`,
    type,
    row.id,
    row.endDate ?? '',
  )[0];
}
