import type { MarkInput } from '#db/attendance/take-attendance.ts';
import { schoolDayOf } from '#db/school/calendars.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { missedBetween } from '#domain/attendance/clock-minutes.ts';
import type { DayBlock } from '#domain/school/school-day.ts';
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
          WHERE m.groupId = ? AND m.active = 1 ORDER BY nameOrder(p.lastName, p.firstName)`,
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

/**
 * The marks of a group action. Blocks outside the clock range are left alone; members who are not enrolled that day, or
 * have no school, are passed over.
 */
export function groupMarks(
  reader: Reader,
  input: { groupId: string; dates: readonly string[]; code: string; from: string | null; to: string | null },
): MarkInput[] {
  const group = listGroups(reader).find((g) => g.id === input.groupId);
  if (!group) throw new Failure('not-found', 'That group is not here any more.');
  const marks = input.dates.flatMap((date) =>
    group.members.flatMap(({ enrollmentId }) => {
      const { calendarId, startDate, endDate } = requiredRow(reader, 'enrollment', enrollmentId);
      if (date < startDate || (endDate !== null && date > endDate)) return [];
      const { blocks } = schoolDayOf(reader, calendarId, date);
      return partsOf(blocks, input).map(({ block, minutes }) => ({
        enrollmentId,
        date,
        block,
        code: input.code,
        minutes,
      }));
    }),
  );
  if (marks.length === 0)
    throw new Failure('conflict', 'Nobody of this group has school then, so there is nothing to mark.');
  if (marks.length > MOST_MARKS)
    throw new Failure('invalid-input', 'These are too many marks for one action. Mark fewer days at once.', [
      { field: 'dates', message: 'Choose fewer days.' },
    ]);
  return marks;
}

/** What one undo, which is a call like any other, can carry. */
const MOST_MARKS = 2000;

function partsOf(
  blocks: readonly DayBlock[],
  { from, to }: { from: string | null; to: string | null },
): { block: string; minutes: number | null }[] {
  if (from === null && to === null) return blocks.map(({ name }) => ({ block: name, minutes: null }));
  const range = missedBetween(blocks, from ?? '00:00', to ?? '24:00');
  if (!range.ok)
    throw new Failure('invalid-input', range.problem, [{ field: 'from', message: range.problem }]);
  return range.value.map(({ block, minutes, whole }) => ({ block, minutes: whole ? null : minutes }));
}
