import { marksOfDay } from '#db/attendance/room-sheet.ts';
import type { MarkInput } from '#db/attendance/take-attendance.ts';
import { schoolDayOf } from '#db/school/calendars.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { missedBetween } from '#domain/attendance/clock-minutes.ts';
import { Failure } from '#domain/system/failure.ts';

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly schoolId: string;
  readonly members: { enrollmentId: string; name: string }[];
}

export function listGroups(reader: Reader): Group[] {
  return reader
    .rows<{ id: string; name: string; schoolId: string }>(
      'SELECT id, name, schoolId FROM attendanceGroup ORDER BY name',
    )
    .map((group) => ({
      ...group,
      members: reader.rows(
        `SELECT m.enrollmentId, p.lastName || ', ' || p.firstName AS name FROM attendanceGroupMember m
          JOIN enrollment e ON e.id = m.enrollmentId JOIN person p ON p.id = e.studentId
          WHERE m.groupId = ? AND m.active = 1 ORDER BY p.lastName, p.firstName`,
        group.id,
      ),
    }));
}

/** Sets the members to exactly these; those left out stay as a record that they once were in. */
export function saveGroup(
  writer: Writer,
  group: { id: string; name: string; schoolId: string; enrollmentIds: readonly string[] },
): void {
  requiredRow(writer, 'school', group.schoolId);
  put(writer, 'attendanceGroup', { id: group.id, schoolId: group.schoolId, name: group.name });
  const before = writer.rows<{ enrollmentId: string }>(
    'SELECT enrollmentId FROM attendanceGroupMember WHERE groupId = ?',
    group.id,
  );
  const now = new Set(group.enrollmentIds);
  for (const { enrollmentId } of before)
    if (!now.has(enrollmentId))
      putKeyed(writer, 'attendanceGroupMember', { groupId: group.id, enrollmentId, active: 0 });
  for (const enrollmentId of now)
    putKeyed(writer, 'attendanceGroupMember', { groupId: group.id, enrollmentId, active: 1 });
}

/** The marks of a group action and those that take it back. Blocks outside the clock range are left alone. */
export function groupMarks(
  reader: Reader,
  input: { groupId: string; dates: readonly string[]; code: string; from: string | null; to: string | null },
): { marks: MarkInput[]; undo: (MarkInput & { block: string })[] } {
  const group = listGroups(reader).find((g) => g.id === input.groupId);
  if (!group) throw new Failure('not-found', 'That group is not here any more.');
  const marks: MarkInput[] = [];
  const undo: (MarkInput & { block: string })[] = [];
  for (const date of input.dates) {
    for (const { enrollmentId } of group.members) {
      const enrollment = requiredRow(reader, 'enrollment', enrollmentId);
      const { blocks } = schoolDayOf(reader, enrollment.calendarId, date);
      const range =
        input.from || input.to ? missedBetween(blocks, input.from ?? '00:00', input.to ?? '24:00') : null;
      if (range && !range.ok) throw new Failure('invalid-input', range.problem);
      const wanted = range
        ? range.value.map((part) => ({ ...part }))
        : blocks.map((b) => ({ block: b.name, minutes: 0, whole: true }));
      const held = marksOfDay(reader, [enrollmentId], date).get(enrollmentId) ?? [];
      for (const part of wanted) {
        const before = held.find((mark) => mark.block === part.block && mark.source === 'office');
        marks.push({
          enrollmentId,
          date,
          block: part.block,
          code: input.code,
          minutes: part.whole ? null : part.minutes,
        });
        undo.push({
          enrollmentId,
          date,
          block: part.block,
          code: before?.code ?? null,
          minutes: before?.minutes ?? null,
        });
      }
    }
  }
  if (marks.length === 0)
    throw new Failure('conflict', 'Nobody of this group has school then, so there is nothing to mark.');
  return { marks, undo };
}
