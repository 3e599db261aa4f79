import { calendarIndexOf } from '#db/school/calendars.ts';
import { type TaughtOn, taughtIn } from '#db/school/pupil-seats.ts';
import type { Reader } from '#db/system/connection.ts';
import { type AttendanceRules, type DayShare, dayShare } from '#domain/attendance/day-share.ts';
import { effectiveMarks } from '#domain/attendance/effective-mark.ts';
import type { CalendarIndex } from '#domain/school/calendar-index.ts';
import type { Row } from '#domain/sync/registry.ts';
import { FractionSum } from '#domain/system/fraction.ts';

/** One stay of one pupil on a register. */
export interface RegisterStay {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly calendarId: string;
  readonly name: string;
  readonly grade: string;
  readonly startDate: string;
  readonly endDate: string | null;
}

export interface RegisterDay {
  readonly share: DayShare;
  /** Code by block, in the order of the day; null where there is none. */
  readonly codes: readonly (string | null)[];
  readonly notes: string;
}

export interface RegisterPupil {
  readonly stay: RegisterStay;
  /** Instruction days of the stay alone. */
  readonly days: ReadonlyMap<string, RegisterDay>;
  /** Instruction days of the pupil's calendar, whether enrolled or not. */
  readonly schoolDays: ReadonlySet<string>;
  readonly daysEnrolled: number;
  readonly present: FractionSum;
  readonly essaDaysAbsent: number;
}

export interface RegisterScope {
  readonly from: string;
  readonly to: string;
  /** Days after this one are not counted yet. */
  readonly through: string;
  /** A class register looks at its own block alone. */
  readonly block: string | null;
}

const STAY = `e.id AS enrollmentId, p.id AS studentId, e.calendarId, e.grade,
  p.lastName || ', ' || coalesce(p.usualName, p.firstName) AS name`;

/** Pupils on a room's roster at some time of the range, each for the days on the roster. */
export function staysOfSection(reader: Reader, sectionId: string, from: string, to: string): RegisterStay[] {
  return reader.rows<RegisterStay>(
    `SELECT ${STAY}, max(e.startDate, r.startDate) AS startDate,
        CASE WHEN e.endDate IS NULL THEN r.endDate WHEN r.endDate IS NULL THEN e.endDate ELSE min(e.endDate, r.endDate) END AS endDate
      FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId JOIN person p ON p.id = e.studentId
      WHERE r.sectionId = ? AND e.noShow = 0 AND e.extracurricularOnly = 0
        AND r.startDate <= ? AND (r.endDate IS NULL OR r.endDate >= ?)
        AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?)
      ORDER BY nameOrder(p.lastName, coalesce(p.usualName, p.firstName)), e.id, r.startDate`,
    sectionId,
    to,
    from,
    to,
    from,
  );
}

/** Pupils enrolled in a school at some time of the range, of one grade or of all. */
export function staysOfSchool(
  reader: Reader,
  schoolId: string,
  from: string,
  to: string,
  grade: string | null,
): RegisterStay[] {
  return reader.rows<RegisterStay>(
    `SELECT ${STAY}, e.startDate, e.endDate
      FROM enrollment e JOIN person p ON p.id = e.studentId
      WHERE e.schoolId = ? AND e.noShow = 0 AND e.extracurricularOnly = 0 AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?)
        AND (? IS NULL OR e.grade = ?)
        AND EXISTS (SELECT 1 FROM calendarDay d WHERE d.calendarId = e.calendarId AND d.date BETWEEN ? AND ?)
      ORDER BY nameOrder(p.lastName, coalesce(p.usualName, p.firstName)), e.id`,
    schoolId,
    to,
    from,
    grade,
    grade,
    from,
    to,
  );
}

/** Each stay day by day, with exact totals. */
export function registerPupils(
  reader: Reader,
  stays: readonly RegisterStay[],
  scope: RegisterScope,
  rules: AttendanceRules,
): RegisterPupil[] {
  const calendars = new Map<string, CalendarIndex>();
  const taught = taughtIn(reader, scope.from, scope.to);
  return stays.map((stay) => {
    const calendar = calendars.get(stay.calendarId) ?? calendarIndexOf(reader, stay.calendarId);
    calendars.set(stay.calendarId, calendar);
    return onePupil(reader, stay, calendar, scope, rules, taught);
  });
}

function onePupil(
  reader: Reader,
  stay: RegisterStay,
  calendar: CalendarIndex,
  scope: RegisterScope,
  rules: AttendanceRules,
  taught: TaughtOn,
): RegisterPupil {
  const marks = new Map<string, Row<'attendanceMark'>[]>();
  for (const mark of reader.rows<Row<'attendanceMark'>>(
    'SELECT * FROM attendanceMark WHERE enrollmentId = ? AND date BETWEEN ? AND ? AND code IS NOT NULL',
    stay.enrollmentId,
    scope.from,
    scope.to,
  ))
    marks.set(mark.date, [...(marks.get(mark.date) ?? []), mark]);

  const days = new Map<string, RegisterDay>();
  const schoolDays = new Set<string>();
  const present = new FractionSum();
  let essaDaysAbsent = 0;
  for (const date of calendar.dates) {
    if (date < scope.from || date > scope.to) continue;
    const blocks = (calendar.dayOn.get(date)?.blocks ?? []).filter(
      (block) => scope.block === null || block.name === scope.block,
    );
    if (blocks.length === 0) continue;
    schoolDays.add(date);
    if (date < stay.startDate || (stay.endDate !== null && date > stay.endDate) || date > scope.through)
      continue;
    const own = marks.get(date) ?? [];
    const share = dayShare(taught(stay.enrollmentId, date, blocks), own, rules);
    if (!share) continue;
    const effective = effectiveMarks(own);
    days.set(date, {
      share,
      codes: blocks.map((block) => effective.get(block.name)?.code ?? null),
      notes: [...new Set(blocks.flatMap((block) => effective.get(block.name)?.note ?? []))].join('; '),
    });
    present.add(share.minutes - share.missed, share.minutes);
    if (share.essaAbsent) essaDaysAbsent += 1;
  }
  return { stay, days, schoolDays, daysEnrolled: days.size, present, essaDaysAbsent };
}
