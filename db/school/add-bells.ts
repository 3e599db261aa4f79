import type { Reader, Writer } from '#db/system/connection.ts';
import { put, remove, requiredRow } from '#db/system/rows.ts';
import { type BellPeriod, bellProblems } from '#domain/school/bell-periods.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';

/**
 * Adds a bell schedule, or gives one of that name its periods: one that an import named, or, when asked to `replace`, one
 * that no day up to today has had. Bells that days were counted by stay as they are, since those days would move. Periods that
 * cannot be are refused. Answers its id.
 */
export function addBellSchedule(
  writer: Writer,
  input: {
    calendarId: string;
    name: string;
    blocks: readonly BellPeriod[];
    /** Correct the ones of this name, where no day has had them yet. */
    replace: boolean;
  },
  newId: () => string,
  today: CivilDate,
): string {
  requiredRow(writer, 'calendar', input.calendarId);
  const problems = bellProblems(input.blocks);
  const [first] = problems;
  if (first) throw new Failure('invalid-input', first.message, problems);
  const known = writer.rows<{ id: string; periods: number }>(
    `SELECT b.id, (SELECT count(*) FROM bellBlock WHERE bellScheduleId = b.id) AS periods FROM bellSchedule b
      WHERE b.calendarId = ? AND b.name = ? COLLATE NOCASE`,
    input.calendarId,
    input.name,
  )[0];
  if (!known && input.replace)
    throw new Failure(
      'conflict',
      `There are no bells called "${input.name}" to correct in this calendar. Look at the name, or save them as new ones.`,
      [{ field: 'name', message: 'No bells of this name.', value: input.name }],
    );
  const used = known !== undefined && usedBy(writer, known.id, today);
  if (known && known.periods > 0 && (used || !input.replace))
    throw new Failure(
      'conflict',
      used
        ? `There are bells called "${input.name}" already. Days were counted by them, so they stay as they are; give the new ones another name, and give these to the days from which they hold.`
        : `There are bells called "${input.name}" already. Correct those, or give the new ones another name.`,
      [{ field: 'name', message: 'This name is taken.', value: input.name }],
    );
  const bellScheduleId = known?.id ?? newId();
  if (!known)
    put(writer, 'bellSchedule', { id: bellScheduleId, calendarId: input.calendarId, name: input.name });
  putPeriods(writer, bellScheduleId, input.blocks, newId);
  return bellScheduleId;
}

/** A period that keeps its name keeps its record: two computers that correct the same bells correct the same periods. */
function putPeriods(
  writer: Writer,
  bellScheduleId: string,
  blocks: readonly BellPeriod[],
  newId: () => string,
): void {
  const old = new Map(
    writer
      .rows<{ id: string; name: string }>(
        'SELECT id, name FROM bellBlock WHERE bellScheduleId = ?',
        bellScheduleId,
      )
      .map(({ id, name }) => [name, id]),
  );
  const names = new Set(blocks.map(({ name }) => name));
  for (const [name, id] of old) if (!names.has(name)) remove(writer, 'bellBlock', id);
  blocks.forEach((block, position) => {
    const id = old.get(block.name) ?? newId();
    put(writer, 'bellBlock', { id, bellScheduleId, ...block, position, instructional: 1 });
  });
}

/** A day up to today has these bells, or somebody has marked attendance ahead on a later one. */
const usedBy = (reader: Reader, bellScheduleId: string, today: CivilDate): boolean =>
  reader.rows(
    `SELECT 1 FROM calendarDay d WHERE d.bellScheduleId = ? AND (d.date <= ? OR EXISTS (SELECT 1 FROM attendanceMark m
        JOIN enrollment e ON e.id = m.enrollmentId AND e.calendarId = d.calendarId WHERE m.date = d.date)) LIMIT 1`,
    bellScheduleId,
    today,
  ).length > 0;
