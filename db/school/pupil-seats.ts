import type { Reader } from '#db/system/connection.ts';
import type { DayBlock } from '#domain/school/school-day.ts';
import { type Seat, taughtBlocks } from '#domain/school/taught-blocks.ts';

/** The blocks of a day in which the pupil of an enrollment is taught. */
export type TaughtOn = (
  enrollmentId: string,
  date: string,
  blocks: readonly DayBlock[],
) => readonly DayBlock[];

/**
 * Reads the seats of a span of days once. Only pupils who sit in classes need them: those of rooms are there all day, and
 * cost nothing here.
 */
export function taughtIn(reader: Reader, from: string, to: string, enrollmentId?: string): TaughtOn {
  const seats = new Map<string, Seat[]>();
  const one = enrollmentId === undefined ? [] : [enrollmentId];
  for (const { enrollmentId: id, ...seat } of reader.rows<Seat & { enrollmentId: string }>(
    `SELECT r.enrollmentId, s.kind, s.block, r.startDate, r.endDate
      FROM sectionRoster r JOIN section s ON s.id = r.sectionId
      WHERE r.startDate <= ? AND (r.endDate IS NULL OR r.endDate >= ?)
        ${enrollmentId === undefined ? '' : 'AND r.enrollmentId = ?'}
        AND r.enrollmentId IN (SELECT c.enrollmentId FROM sectionRoster c JOIN section k ON k.id = c.sectionId
          WHERE k.kind = 'class' ${enrollmentId === undefined ? '' : 'AND c.enrollmentId = ?'})`,
    to,
    from,
    ...one,
    ...one,
  )) {
    const own = seats.get(id);
    if (own) own.push(seat);
    else seats.set(id, [seat]);
  }
  return (id, date, blocks) => {
    const own = seats.get(id);
    return own ? taughtBlocks(blocks, own, date) : blocks;
  };
}
