import type { Reader } from '#db/system/connection.ts';
import { requiredRow } from '#db/system/rows.ts';
import type { Days } from '#domain/school/seat-rules.ts';
import { type CivilDate, later } from '#domain/system/civil-date.ts';

/** One pupil's seat in a class, now or before. */
export interface SeatLine extends Days {
  readonly id: string;
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  /** Marks posted for the pupil in this class. With marks a seat is ended, never taken off. */
  readonly marks: number;
}

/** A pupil of the school and year who does not sit in the class on the day. */
export interface FreePupil {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  /** First and last day at the school in that year. */
  readonly startDate: string;
  readonly endDate: string | null;
  /** Names of the rooms, or classes of the same block, in which the pupil sits at that time. */
  readonly elsewhere: readonly string[];
}

export interface ClassSeats {
  readonly sectionId: string;
  readonly name: string;
  readonly number: string;
  readonly kind: string;
  readonly block: string | null;
  readonly schoolName: string;
  readonly courseName: string | null;
  readonly endYear: number;
  readonly yearStart: string;
  readonly yearEnd: string;
  /** The day that `free` is about: inside the school year. */
  readonly date: string;
  readonly seats: readonly SeatLine[];
  readonly free: readonly FreePupil[];
}

type Head = Omit<ClassSeats, 'sectionId' | 'date' | 'seats' | 'free'> & {
  readonly schoolId: string;
  readonly schoolYearId: string;
};

/** Who sits or sat in a class, and who could sit down in it on a day. Names in the order of the office's lists. */
export function classSeats(reader: Reader, sectionId: string, day: CivilDate): ClassSeats {
  requiredRow(reader, 'section', sectionId);
  const [head] = reader.rows<Head>(
    `SELECT x.name, x.number, x.kind, x.block, s.name AS schoolName, k.name AS courseName, y.endYear,
        y.startDate AS yearStart, y.endDate AS yearEnd, x.schoolId, x.schoolYearId
      FROM section x JOIN school s ON s.id = x.schoolId JOIN schoolYear y ON y.id = x.schoolYearId
      LEFT JOIN course k ON k.id = x.courseId WHERE x.id = ?`,
    sectionId,
  );
  const { schoolId, schoolYearId, ...section } = head as Head;
  const date = day < section.yearStart ? section.yearStart : day > section.yearEnd ? section.yearEnd : day;
  const seats = reader.rows<SeatLine>(
    `SELECT r.id, r.enrollmentId, e.studentId, p.lastName || ', ' || p.firstName AS name, e.grade, r.startDate, r.endDate,
        (SELECT count(*) FROM postedMark m
          WHERE m.sectionId = r.sectionId AND m.enrollmentId = r.enrollmentId AND m.mark IS NOT NULL) AS marks
      FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId JOIN person p ON p.id = e.studentId
      WHERE r.sectionId = ? AND e.noShow = 0 ORDER BY nameOrder(p.lastName, p.firstName), r.startDate, r.id`,
    sectionId,
  );
  const free = reader.rows<Omit<FreePupil, 'elsewhere'>>(
    `SELECT e.id AS enrollmentId, e.studentId, p.lastName || ', ' || p.firstName AS name, e.grade, e.startDate, e.endDate
      FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN person p ON p.id = e.studentId
      WHERE e.schoolId = ? AND c.schoolYearId = ? AND e.noShow = 0 AND (e.endDate IS NULL OR e.endDate >= ?)
        AND NOT EXISTS (SELECT 1 FROM sectionRoster r WHERE r.sectionId = ? AND r.enrollmentId = e.id
          AND r.startDate <= max(?, e.startDate) AND (r.endDate IS NULL OR r.endDate >= max(?, e.startDate)))
      ORDER BY nameOrder(p.lastName, p.firstName), e.id`,
    schoolId,
    schoolYearId,
    date,
    sectionId,
    date,
    date,
  );
  const elsewhere = seatsAtThatTime(reader, sectionId);
  return {
    sectionId,
    ...section,
    date,
    seats,
    free: free.map((pupil) => {
      const on = later(date, pupil.startDate);
      const own = elsewhere.get(pupil.enrollmentId) ?? [];
      return {
        ...pupil,
        elsewhere: [
          ...new Set(
            own
              .filter(({ startDate, endDate }) => startDate <= on && (endDate === null || endDate >= on))
              .map(({ name }) => name),
          ),
        ],
      };
    }),
  };
}

/** A seat in another room, or in another class of the same block. */
export interface OtherSeat extends Days {
  readonly id: string;
  readonly sectionId: string;
  readonly enrollmentId: string;
  readonly name: string;
}

/** Seats at the time of a class, by enrollment: for a room those of other rooms, for a class those of its block. */
export function seatsAtThatTime(
  reader: Reader,
  sectionId: string,
  enrollmentId?: string,
): Map<string, OtherSeat[]> {
  const rows = reader.rows<OtherSeat>(
    `SELECT r.id, r.sectionId, r.enrollmentId, o.name, r.startDate, r.endDate
      FROM section x JOIN section o ON o.schoolId = x.schoolId AND o.schoolYearId = x.schoolYearId AND o.kind = x.kind
        AND o.id <> x.id AND (x.kind = 'room' OR o.block = x.block)
      JOIN sectionRoster r ON r.sectionId = o.id
      WHERE x.id = ? AND (? IS NULL OR r.enrollmentId = ?) ORDER BY o.name, r.startDate, r.id`,
    sectionId,
    enrollmentId ?? null,
    enrollmentId ?? null,
  );
  return Map.groupBy(rows, (row) => row.enrollmentId);
}
