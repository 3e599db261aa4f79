import type { DayPupil } from '#db/attendance/day-board.ts';
import { dayBoards } from '#db/attendance/day-board.ts';
import type { Reader } from '#db/system/connection.ts';

export interface CallLine extends Omit<DayPupil, 'note'> {
  readonly adults: {
    adultId: string;
    name: string;
    kind: string | null;
    phones: string[];
    custodyNote: string | null;
    livesWith: boolean;
    mayPickUp: boolean;
    getsMail: boolean;
  }[];
  readonly calls: { at: string; outcome: string; adult: string | null; note: string | null }[];
}

/** Unexplained absences with the adults to call, in their order. Parents are told the same day (MCA 44-2-507). */
export function callList(reader: Reader, date: string): CallLine[] {
  return dayBoards(reader, date)
    .flatMap((board) => board.lists.unexplained)
    .map(({ note: _note, ...pupil }) => ({
      ...pupil,
      adults: adultsOf(reader, pupil.studentId),
      calls: reader.rows(
        `SELECT c.calledAt AS at, c.outcome, c.note, a.firstName || ' ' || a.lastName AS adult
          FROM absenceCall c LEFT JOIN person a ON a.id = c.adultId WHERE c.enrollmentId = ? AND c.date = ? ORDER BY c.calledAt`,
        pupil.enrollmentId,
        date,
      ),
    }));
}

export function adultsOf(reader: Reader, studentId: string): CallLine['adults'] {
  return reader
    .rows<{
      adultId: string;
      name: string;
      kind: string | null;
      custodyNote: string | null;
      livesWith: number;
      mayPickUp: number;
      getsMail: number;
    }>(
      `SELECT r.adultId, a.firstName || ' ' || a.lastName AS name, r.kind, r.custodyNote, r.livesWith, r.mayPickUp, r.getsMail
        FROM relationship r JOIN person a ON a.id = r.adultId WHERE r.studentId = ? ORDER BY r.priority, nameOrder(a.lastName)`,
      studentId,
    )
    .map((adult) => ({
      ...adult,
      livesWith: adult.livesWith === 1,
      mayPickUp: adult.mayPickUp === 1,
      getsMail: adult.getsMail === 1,
      phones: phonesOf(reader, adult.adultId),
    }));
}

export function phonesOf(reader: Reader, personId: string): string[] {
  return reader
    .rows<{ number: string }>('SELECT number FROM phone WHERE personId = ? ORDER BY position', personId)
    .map((row) => row.number);
}
