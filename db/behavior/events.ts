import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, remove, requiredRow } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';
import { decimalText, ratioOfDecimal } from '#domain/system/fraction.ts';

export interface EventPart {
  readonly studentId: string;
  readonly role: string;
  readonly response: string | null;
  readonly startDate: string | null;
  readonly days: string | null;
}

export interface ListedEvent {
  readonly id: string;
  readonly schoolId: string;
  readonly schoolName: string;
  readonly date: string;
  readonly time: string | null;
  readonly kind: string;
  readonly place: string | null;
  readonly note: string | null;
  readonly parts: readonly (EventPart & { readonly name: string })[];
}

/** Events of a school year, newest first; of one pupil, those the pupil took part in. */
export function listEvents(
  reader: Reader,
  scope: { endYear: number; studentId?: string | undefined },
): ListedEvent[] {
  const events = reader.rows<Omit<ListedEvent, 'parts'>>(
    `SELECT e.id, e.schoolId, s.name AS schoolName, e.date, e.time, e.kind, e.place, e.note
      FROM behaviorEvent e JOIN school s ON s.id = e.schoolId
      WHERE e.date BETWEEN ? AND ?
        AND (? IS NULL OR EXISTS (SELECT 1 FROM behaviorPart p WHERE p.eventId = e.id AND p.studentId = ?))
      ORDER BY e.date DESC, e.time DESC, e.id`,
    `${scope.endYear - 1}-07-01`,
    `${scope.endYear}-06-30`,
    scope.studentId ?? null,
    scope.studentId ?? null,
  );
  return events.map((event) => ({
    ...event,
    parts: reader.rows(
      `SELECT b.studentId, p.lastName || ', ' || p.firstName AS name, b.role, b.response, b.startDate, b.days
        FROM behaviorPart b JOIN person p ON p.id = b.studentId WHERE b.eventId = ? ORDER BY nameOrder(p.lastName, p.firstName), p.id`,
      event.id,
    ),
  }));
}

/** Writes an event with all who took part; whoever is not named any more is taken off it. */
export function saveEvent(writer: Writer, event: Row<'behaviorEvent'>, parts: readonly EventPart[]): void {
  requiredRow(writer, 'school', event.schoolId);
  inSet(writer, 'behavior_event', event.kind, 'kind');
  if (new Set(parts.map(({ studentId }) => studentId)).size !== parts.length)
    throw new Failure('invalid-input', 'A pupil stands twice in this event. Keep one line for each.', [
      { field: 'parts', message: 'One line for each pupil.' },
    ]);
  put(writer, 'behaviorEvent', event);
  const kept = new Set<string>();
  for (const part of parts) {
    requiredRow(writer, 'person', part.studentId);
    inSet(writer, 'behavior_role', part.role, 'parts.role');
    if (part.response !== null) inSet(writer, 'behavior_response', part.response, 'parts.response');
    kept.add(putKeyed(writer, 'behaviorPart', { eventId: event.id, ...part, days: twoDigits(part.days) }));
  }
  for (const { id } of writer.rows<{ id: string }>('SELECT id FROM behaviorPart WHERE eventId = ?', event.id))
    if (!kept.has(id)) remove(writer, 'behaviorPart', id);
}

export function removeEvent(writer: Writer, id: string): void {
  requiredRow(writer, 'behaviorEvent', id);
  for (const part of writer.rows<{ id: string }>('SELECT id FROM behaviorPart WHERE eventId = ?', id))
    remove(writer, 'behaviorPart', part.id);
  remove(writer, 'behaviorEvent', id);
}

function inSet(reader: Reader, set: string, code: string, field: string): void {
  if (!codeSet(reader, set).some((choice) => choice.code === code))
    throw new Failure('invalid-input', `"${code}" is not in the list.`, [
      { field, message: 'Choose from the list.', value: code },
    ]);
}

function twoDigits(days: string | null): string | null {
  const value = days === null ? null : ratioOfDecimal(days);
  return value === null ? null : decimalText(value, 2);
}
