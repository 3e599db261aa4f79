import { missedOfBlock } from '#domain/attendance/block-missed.ts';
import { type CodeTable, EXEMPT, isUnexplained } from '#domain/attendance/code-table.ts';
import { type BlockMark, effectiveMarks } from '#domain/attendance/effective-mark.ts';
import type { DayBlock } from '#domain/school/school-day.ts';

/** A pupil enrolled on the day: the blocks looked at (all, or those taken so far) and the day's marks. */
export interface PupilDay {
  readonly blocks: readonly DayBlock[];
  readonly marks: readonly BlockMark[];
}

/** How the day looks: pupils, not marks. `present` and `absent` make up `enrolled`. */
export interface DayCounts {
  readonly enrolled: number;
  /** In school for some of the blocks, or at a school activity or offsite instruction. */
  readonly present: number;
  /** Missed every minute of the blocks looked at. */
  readonly absent: number;
  /** Present, but missed some minutes. */
  readonly partDay: number;
  readonly late: number;
  /** At a school activity or offsite instruction in some block. */
  readonly elsewhere: number;
  /** Absent in some block, reason not yet known: call home today (MCA 44-2-507). */
  readonly unexplained: number;
}

/** Pupils whose blocks hold no instruction are not counted. `lateCodes` are the codes that mean tardy. */
export function countsOfDay(
  pupils: Iterable<PupilDay>,
  codes: CodeTable,
  lateCodes: ReadonlySet<string>,
): DayCounts {
  const counts = { enrolled: 0, present: 0, absent: 0, partDay: 0, late: 0, elsewhere: 0, unexplained: 0 };
  for (const { blocks, marks } of pupils) {
    if (blocks.length === 0) continue;
    const effective = effectiveMarks(marks);
    let minutes = 0;
    let missed = 0;
    let late = false;
    let elsewhere = false;
    let unexplained = false;
    for (const block of blocks) {
      const mark = effective.get(block.name);
      minutes += block.minutes;
      missed += missedOfBlock(block.minutes, mark, codes).minutes;
      const code = mark?.code ? codes.get(mark.code) : undefined;
      if (!mark?.code || !code) continue;
      late ||= lateCodes.has(mark.code);
      elsewhere ||= code.excuse === EXEMPT;
      unexplained ||= isUnexplained(code);
    }
    if (minutes === 0) continue;
    counts.enrolled += 1;
    if (missed === minutes) counts.absent += 1;
    else counts.present += 1;
    if (missed > 0 && missed < minutes) counts.partDay += 1;
    if (late) counts.late += 1;
    if (elsewhere) counts.elsewhere += 1;
    if (unexplained) counts.unexplained += 1;
  }
  return counts;
}
