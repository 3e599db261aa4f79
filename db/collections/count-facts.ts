import { rulesOfYear } from '#db/attendance/attendance-codes.ts';
import { schedulesOn, scheduleWithoutRoster } from '#db/collections/pupil-schedule.ts';
import { CALENDAR_EXCLUDES } from '#db/school/calendar-reporting.ts';
import { calendarIndexOf } from '#db/school/calendars.ts';
import { type TaughtOn, taughtIn } from '#db/school/pupil-seats.ts';
import type { Reader } from '#db/system/connection.ts';
import { type AttendanceRules, dayShare } from '#domain/attendance/day-share.ts';
import type { DatedMark } from '#domain/attendance/year-totals.ts';
import { absenceRun, type CountedDay } from '#domain/collections/absence-run.ts';
import { minutesOfHours, type Schedule, scheduledMinutes } from '#domain/collections/aggregate-hours.ts';
import { type CountCode, type CountRules, nominalCountDate } from '#domain/collections/count-rules.ts';
import type { CountFacts } from '#domain/collections/student-count.ts';
import {
  type CalendarIndex,
  instructionDayOnOrAfter,
  instructionDaysBetween,
} from '#domain/school/calendar-index.ts';
import { addDays, type CivilDate } from '#domain/system/civil-date.ts';

export interface CountScope {
  readonly endYear: number;
  readonly count: CountCode;
  /** School number; left out: every school. */
  readonly school?: string | undefined;
  /** One pupil alone. */
  readonly studentId?: string | undefined;
}

/** One enrollment of a count, with what lists and files show of it. */
export interface CountSubject {
  readonly facts: CountFacts;
  readonly name: string;
  readonly stateId: string | null;
  readonly localId: string | null;
  readonly schoolId: string;
  readonly schoolNumber: string;
  readonly districtId: string;
  readonly calendarId: string;
  readonly serviceType: string;
  /** The count date of the enrollment's own calendar. */
  readonly countDate: CivilDate;
  /** Hours typed or brought in, over what the schedule gives; as they were written. */
  readonly hoursEntered: string | null;
}

interface EnrollmentRow {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly stateId: string | null;
  readonly localId: string | null;
  readonly schoolId: string;
  readonly schoolNumber: string;
  readonly districtId: string;
  readonly calendarId: string;
  readonly grade: string;
  readonly serviceType: string;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly stateExclude: number;
  readonly calendarExcludes: 'calendar' | 'grade' | null;
  readonly extracurricularOnly: number;
  readonly dayTreatment: number | null;
  readonly ageEligible: number | null;
  readonly boardApprovedOn: string | null;
  readonly hours: string | null;
  readonly absent: number | null;
  readonly tenDay: number | null;
  readonly exclusion: string | null;
  readonly proficient: number | null;
  /** When the newest locked plan began, and the last day of the newest exit. */
  readonly planFrom: string | null;
  readonly exitedOn: string | null;
}

/** A calendar with the day a count falls on in it. */
interface CountingCalendar {
  readonly calendar: CalendarIndex;
  /**
   * The rule's day, or the next instruction day of that calendar; null after its last. In a calendar without any days (only
   * its enrollments were brought in) the rule's day itself.
   */
  readonly countDate: CivilDate | null;
}

/** Calendars as they are asked for, each read once. */
function calendarsFor(
  reader: Reader,
  rules: CountRules,
  scope: Pick<CountScope, 'count' | 'endYear'>,
): (calendarId: string) => CountingCalendar {
  const nominal = nominalCountDate(rules, scope.count, scope.endYear);
  const known = new Map<string, CountingCalendar>();
  return (calendarId) => {
    let held = known.get(calendarId);
    if (!held) {
      const calendar = calendarIndexOf(reader, calendarId);
      held = {
        calendar,
        countDate: calendar.dates.length === 0 ? nominal : instructionDayOnOrAfter(calendar, nominal),
      };
      known.set(calendarId, held);
    }
    return held;
  };
}

/** Every enrollment that spans the count date of its calendar. Pupils who never came are not among them. */
export function countSubjects(reader: Reader, rules: CountRules, scope: CountScope): CountSubject[] {
  const calendars = calendarsFor(reader, rules, scope);
  const attendance = rulesOfYear(reader, scope.endYear);
  const schedules = new Map<CivilDate, Map<string, Schedule>>();
  const scheduled = new Map<string, number>();
  const stays = staysOfYear(reader, scope);
  const taught = taughtIn(reader, `${scope.endYear - 1}-07-01`, `${scope.endYear}-06-30`);
  const subjects: CountSubject[] = [];
  for (const row of enrollmentRows(reader, scope)) {
    const { calendar, countDate } = calendars(row.calendarId);
    if (countDate === null || row.startDate > countDate || (row.endDate !== null && row.endDate < countDate))
      continue;
    let onDate = schedules.get(countDate);
    if (!onDate) {
      onDate = schedulesOn(reader, scope.endYear, countDate, scope.studentId);
      schedules.set(countDate, onDate);
    }
    const schedule = onDate.get(row.enrollmentId) ?? scheduleWithoutRoster(calendar);
    const minutes =
      row.hours !== null
        ? minutesOfHours(row.hours)
        : schedule === null
          ? null
          : minutesOf(row.calendarId, calendar, schedule, scheduled);
    const days = daysThrough(
      reader,
      stays.get(row.studentId) ?? [],
      row,
      countDate,
      taught,
      attendance,
      calendars,
    );
    subjects.push({
      facts: {
        enrollmentId: row.enrollmentId,
        studentId: row.studentId,
        grade: row.grade,
        startDate: row.startDate,
        birthDate: row.birthDate,
        minutes,
        run: absenceRun(days, countDate),
        decided: {
          absent: row.absent === null ? null : row.absent === 1,
          tenDay: row.tenDay === null ? null : row.tenDay === 1,
          exclusion: row.exclusion,
          proficient: row.proficient === 1,
        },
        stateExclude: row.stateExclude === 1,
        calendarExcludes: row.calendarExcludes,
        extracurricularOnly: row.extracurricularOnly === 1,
        dayTreatment: row.dayTreatment === 1,
        ageEligible: row.ageEligible === 1,
        boardApprovedOn: row.boardApprovedOn,
        specialEducation:
          row.planFrom !== null &&
          !(row.exitedOn !== null && row.exitedOn >= row.planFrom && row.exitedOn < countDate),
      },
      name: row.name,
      stateId: row.stateId,
      localId: row.localId,
      schoolId: row.schoolId,
      schoolNumber: row.schoolNumber,
      districtId: row.districtId,
      calendarId: row.calendarId,
      serviceType: row.serviceType,
      countDate,
      hoursEntered: row.hours,
    });
  }
  return subjects;
}

function enrollmentRows(reader: Reader, scope: CountScope): EnrollmentRow[] {
  return reader.rows<EnrollmentRow>(
    `SELECT e.id AS enrollmentId, p.id AS studentId, p.lastName || ', ' || p.firstName AS name, p.birthDate,
        st.value AS stateId, lo.value AS localId, s.id AS schoolId, s.number AS schoolNumber, s.districtId,
        e.calendarId, e.grade, e.serviceType, e.startDate, e.endDate, e.stateExclude, e.extracurricularOnly,
        ${CALENDAR_EXCLUDES} AS calendarExcludes,
        f.dayTreatment, f.ageEligible, f.boardApprovedOn, d.hours, d.absent, d.tenDay, d.exclusion, d.proficient,
        (SELECT max(i.startDate) FROM iep i WHERE i.studentId = p.id AND i.status = 'locked') AS planFrom,
        (SELECT max(x.exitedOn) FROM specialEducationExit x WHERE x.studentId = p.id) AS exitedOn
      FROM enrollment e
      JOIN person p ON p.id = e.studentId
      JOIN school s ON s.id = e.schoolId
      JOIN calendar c ON c.id = e.calendarId
      JOIN schoolYear y ON y.id = c.schoolYearId
      LEFT JOIN identifier st ON st.personId = p.id AND st.system = 'state'
      LEFT JOIN identifier lo ON lo.personId = p.id AND lo.system = 'local'
      LEFT JOIN enrollmentFacts f ON f.enrollmentId = e.id
      LEFT JOIN countDecision d ON d.enrollmentId = e.id AND d.count = ?
      WHERE y.endYear = ? AND e.noShow = 0 AND (? IS NULL OR s.number = ?) ${oneStudent(scope.studentId)}
      ORDER BY s.number, nameOrder(p.lastName, p.firstName), p.id, e.startDate, e.id`,
    scope.count,
    scope.endYear,
    scope.school ?? null,
    scope.school ?? null,
    ...given(scope.studentId),
  );
}

const oneStudent = (studentId: string | undefined): string =>
  studentId === undefined ? '' : 'AND e.studentId = ?';
const given = (studentId: string | undefined): string[] => (studentId === undefined ? [] : [studentId]);

/** Pupils of one calendar with the same schedule share one sum. */
function minutesOf(
  calendarId: string,
  calendar: CalendarIndex,
  schedule: Schedule,
  known: Map<string, number>,
): number {
  const key = `${calendarId} ${schedule === 'whole-day' ? schedule : [...schedule].sort().join('\t')}`;
  let minutes = known.get(key);
  if (minutes === undefined) {
    minutes = scheduledMinutes(calendar, schedule);
    known.set(key, minutes);
  }
  return minutes;
}

interface Stay {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly calendarId: string;
  readonly startDate: string;
  readonly endDate: string | null;
}

/** Stays of the year by pupil, newest first: a change of grade does not break a run of absences. */
function staysOfYear(reader: Reader, scope: CountScope): Map<string, Stay[]> {
  const found = new Map<string, Stay[]>();
  const rows = reader.rows<Stay>(
    `SELECT e.id AS enrollmentId, e.studentId, e.calendarId, e.startDate, e.endDate
      FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = ? AND e.noShow = 0 AND e.extracurricularOnly = 0 ${oneStudent(scope.studentId)}
      ORDER BY e.startDate DESC, e.id`,
    scope.endYear,
    ...given(scope.studentId),
  );
  for (const row of rows) found.set(row.studentId, [...(found.get(row.studentId) ?? []), row]);
  return found;
}

/**
 * The pupil's instruction days up to the count date, in order: those of this stay and of the stays it follows on without
 * a school day between.
 */
function daysThrough(
  reader: Reader,
  stays: readonly Stay[],
  row: EnrollmentRow,
  countDate: CivilDate,
  taught: TaughtOn,
  attendance: AttendanceRules,
  calendars: (calendarId: string) => CountingCalendar,
): CountedDay[] {
  const index = (calendarId: string): CalendarIndex => calendars(calendarId).calendar;
  const chain: Stay[] = [row];
  let first: Stay = row;
  for (const stay of stays) {
    if (stay.endDate === null || stay.endDate >= first.startDate) continue;
    const between = instructionDaysBetween(
      index(first.calendarId),
      addDays(stay.endDate, 1),
      addDays(first.startDate, -1),
    );
    if (between > 0) break;
    chain.unshift(stay);
    first = stay;
  }
  return chain.flatMap((stay) =>
    daysOfStay(reader, index(stay.calendarId), stay, countDate, taught, attendance),
  );
}

function daysOfStay(
  reader: Reader,
  calendar: CalendarIndex,
  stay: Stay,
  countDate: CivilDate,
  taught: TaughtOn,
  attendance: AttendanceRules,
): CountedDay[] {
  const marks = new Map<string, DatedMark[]>();
  for (const mark of reader.rows<DatedMark>(
    'SELECT date, block, source, code, minutes FROM attendanceMark WHERE enrollmentId = ? AND date <= ? AND code IS NOT NULL',
    stay.enrollmentId,
    countDate,
  ))
    marks.set(mark.date, [...(marks.get(mark.date) ?? []), mark]);
  const days: CountedDay[] = [];
  for (const date of calendar.dates) {
    if (date > countDate || (stay.endDate !== null && date > stay.endDate)) break;
    if (date < stay.startDate) continue;
    const blocks = taught(stay.enrollmentId, date, calendar.dayOn.get(date)?.blocks ?? []);
    const share = dayShare(blocks, marks.get(date) ?? [], attendance);
    if (share) days.push({ date, minutes: share.minutes, missed: share.missed });
  }
  return days;
}
