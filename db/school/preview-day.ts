import { rulesOfYear, thresholdsOfYear } from '#db/attendance/attendance-codes.ts';
import { marksOfDay } from '#db/attendance/room-sheet.ts';
import { type ScopedEnrollment, totalsInScope } from '#db/attendance/summary.ts';
import { endYearOfCalendar, schoolDayOf } from '#db/school/calendars.ts';
import { type DayChange, dayAfter, eachCalendar } from '#db/school/change-day.ts';
import { taughtIn } from '#db/school/pupil-seats.ts';
import type { Reader } from '#db/system/connection.ts';
import { requiredRow } from '#db/system/rows.ts';
import { calendarChange } from '#domain/attendance/calendar-change.ts';
import { chronicAbsence } from '#domain/attendance/chronic.ts';
import type { DayShare } from '#domain/attendance/day-share.ts';
import { type RunningTotals, replaceDay, yearTotals } from '#domain/attendance/year-totals.ts';
import type { DayBlock } from '#domain/school/school-day.ts';
import { decimalText, ratio } from '#domain/system/fraction.ts';

/** A number before and after. */
export interface Moved<T> {
  readonly before: T;
  readonly after: T;
}

export interface MovedPupil {
  readonly enrollmentId: string;
  readonly name: string;
  /** The day in words. */
  readonly before: string;
  readonly after: string;
  /** The pupil's numbers of the whole year, as they would be reported. */
  readonly daysEnrolled: Moved<number>;
  readonly adaDaysPresent: Moved<string>;
  readonly essaDaysAbsent: Moved<number>;
  readonly chronic: Moved<boolean>;
}

export interface DayChangePreview {
  /** Instructional minutes and days won or (negative) lost in the calendar that was asked about. */
  readonly minutes: number;
  readonly days: number;
  /** The same for each calendar that changes. */
  readonly calendars: { calendarId: string; name: string; minutes: number; days: number }[];
  readonly setAside: number;
  readonly returned: number;
  readonly marks: {
    enrollmentId: string;
    name: string;
    block: string;
    code: string;
    source: string;
    becomes: 'set-aside' | 'returned';
  }[];
  readonly pupils: MovedPupil[];
}

type Total = { enrollment: ScopedEnrollment; totals: RunningTotals };

/** Every mark and number that the change would move. Nothing is written. */
export function previewDay(reader: Reader, asked: DayChange): DayChangePreview {
  const year = requiredRow(
    reader,
    'schoolYear',
    requiredRow(reader, 'calendar', asked.calendarId).schoolYearId,
  );
  const all = totalsInScope(reader, { from: year.startDate, to: year.endDate });
  const after = new Map(all.map(({ enrollment, totals }) => [enrollment.enrollmentId, totals]));
  const calendars: DayChangePreview['calendars'] = [];
  const marks: DayChangePreview['marks'] = [];
  const shares = new Map<string, Moved<DayShare | null>>();
  for (const change of eachCalendar(reader, asked)) {
    const pupils = all.filter(({ enrollment }) => enrollment.calendarId === change.calendarId);
    const names = new Map(pupils.map(({ enrollment }) => [enrollment.enrollmentId, enrollment.name]));
    const taught = taughtIn(reader, change.date, change.date);
    const made = marksOfDay(reader, [...names.keys()], change.date);
    const moved = calendarChange(
      schoolDayOf(reader, change.calendarId, change.date),
      dayAfter(reader, change),
      pupils.map(({ enrollment }) => ({
        ...enrollment,
        marks: made.get(enrollment.enrollmentId) ?? [],
        taught: (blocks: readonly DayBlock[]) => taught(enrollment.enrollmentId, change.date, blocks),
      })),
      rulesOfYear(reader, endYearOfCalendar(reader, change.calendarId)),
    );
    calendars.push({
      calendarId: change.calendarId,
      name: requiredRow(reader, 'calendar', change.calendarId).name,
      minutes: moved.minutes,
      days: moved.days,
    });
    for (const [becomes, list] of [
      ['set-aside', moved.setAside],
      ['returned', moved.returned],
    ] as const)
      for (const { enrollmentId, block, code, source } of list)
        marks.push({
          enrollmentId,
          name: names.get(enrollmentId) ?? '',
          block,
          code: code ?? '',
          source,
          becomes,
        });
    for (const { enrollmentId, before, after: then } of moved.enrollments) {
      shares.set(enrollmentId, { before, after: then });
      const totals = after.get(enrollmentId);
      if (totals) after.set(enrollmentId, replaceDay(totals, before, then));
    }
  }
  const chronic = chronicOf(all, after);
  return {
    minutes: calendars[0]?.minutes ?? 0,
    days: calendars[0]?.days ?? 0,
    calendars,
    setAside: marks.filter((mark) => mark.becomes === 'set-aside').length,
    returned: marks.filter((mark) => mark.becomes === 'returned').length,
    marks,
    pupils: all.flatMap((one) => {
      const share = shares.get(one.enrollment.enrollmentId);
      const then = after.get(one.enrollment.enrollmentId);
      return share && then ? [movedPupil(one, then, share, chronic(one.enrollment))] : [];
    }),
  };
}

function movedPupil(
  { enrollment, totals }: Total,
  then: RunningTotals,
  share: Moved<DayShare | null>,
  chronic: Moved<boolean>,
): MovedPupil {
  const [was, willBe] = [yearTotals(totals), yearTotals(then)];
  const moved = <K extends keyof typeof was>(name: K): Moved<(typeof was)[K]> => ({
    before: was[name],
    after: willBe[name],
  });
  return {
    enrollmentId: enrollment.enrollmentId,
    name: enrollment.name,
    before: inWords(share.before),
    after: inWords(share.after),
    daysEnrolled: moved('daysEnrolled'),
    adaDaysPresent: moved('adaDaysPresent'),
    essaDaysAbsent: moved('essaDaysAbsent'),
    chronic,
  };
}

/** Chronic absence adds all the enrollments of a pupil at one school, moved or not. */
function chronicOf(
  all: readonly Total[],
  after: ReadonlyMap<string, RunningTotals>,
): (enrollment: ScopedEnrollment) => Moved<boolean> {
  const key = ({ studentId, schoolId }: ScopedEnrollment): string => `${studentId} ${schoolId}`;
  const atSchool = Map.groupBy(all, ({ enrollment }) => key(enrollment));
  return (enrollment) => {
    const stays = atSchool.get(key(enrollment)) ?? [];
    const thresholds = thresholdsOfYear(enrollment.endYear);
    return {
      before: chronicAbsence(
        stays.map((stay) => stay.totals),
        thresholds,
      ).chronic,
      after: chronicAbsence(
        stays.map((stay) => after.get(stay.enrollment.enrollmentId) ?? stay.totals),
        thresholds,
      ).chronic,
    };
  };
}

function inWords(share: DayShare | null): string {
  if (!share) return 'no school day';
  const present = decimalText(ratio(share.minutes - share.missed, share.minutes), 2);
  const essa = share.essaAbsent ? ', an ESSA day absent' : '';
  return `${present} of a day present (${share.missed} of ${share.minutes} minutes missed${essa})`;
}
