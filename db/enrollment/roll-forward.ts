import { putEnrollment } from '#db/enrollment/enroll.ts';
import { endRosters } from '#db/enrollment/seats-of-a-stay.ts';
import { calendarIndexOf } from '#db/school/calendars.ts';
import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { type Fate, type NextCalendar, type Proposal, proposeNext } from '#domain/enrollment/roll-forward.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

export interface RollLine extends Proposal {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly schoolName: string;
  readonly fromGrade: string;
  readonly serviceType: string;
}

/** What somebody decided about one pupil, over what is proposed. */
export interface RollException {
  readonly enrollmentId: string;
  readonly fate: Fate;
  readonly calendarId?: string | undefined;
  readonly grade?: string | undefined;
  /** Why the pupil does not come back: a reason for leaving. */
  readonly endReason?: string | undefined;
  readonly diplomaDate?: string | undefined;
  readonly diplomaType?: string | undefined;
}

type OpenStay = Row<'enrollment'> & { name: string; schoolName: string; calendarNumber: string };

/** Every enrollment of the year that is still open, with where its pupil would go. Changes nothing. */
export function previewRoll(reader: Reader, endYear: number): RollLine[] {
  const calendars = nextCalendars(reader, endYear);
  return openStays(reader, endYear).map((stay) => ({
    enrollmentId: stay.id,
    studentId: stay.studentId,
    name: stay.name,
    schoolName: stay.schoolName,
    fromGrade: stay.grade,
    serviceType: stay.serviceType,
    ...proposeNext(stay, calendars),
  }));
}

/** After so many pupils others get their turn. */
const PUPILS_A_STEP = 10;

/**
 * Ends every open enrollment of the year on its last day with its reason, and begins the next year's on the first school
 * day of its calendar. Refused as a whole where one pupil cannot go on: a year changes together or not at all.
 */
export function* rollForward(
  writer: Writer,
  endYear: number,
  exceptions: readonly RollException[],
  newId: () => string,
): Generator<void, { ended: number; begun: number }> {
  const year = writer.rows<Row<'schoolYear'>>('SELECT * FROM schoolYear WHERE endYear = ?', endYear)[0];
  const stays = openStays(writer, endYear);
  if (!year || stays.length === 0)
    throw new Failure(
      'not-found',
      'No enrollment of that school year is open: there is nobody to roll forward.',
    );
  const calendars = nextCalendars(writer, endYear);
  const decided = new Map(exceptions.map((one) => [one.enrollmentId, one]));
  const firstDays = new Map<string, string>();
  let begun = 0;
  for (const [at, stay] of stays.entries()) {
    if (at % PUPILS_A_STEP === 0) yield;
    const plan = planOf(stay, proposeNext(stay, calendars), decided.get(stay.id), calendars);
    try {
      endStay(writer, stay, plan, year.endDate);
      if (plan.fate === 'graduate' || plan.fate === 'leave') continue;
      beginNext(writer, stay, plan, firstDays, newId);
      begun++;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Failure(error.kind, `One pupil of grade ${stay.grade} cannot go on: ${error.message}`, [
        { field: `exceptions.${at}`, message: error.message },
      ]);
    }
  }
  return { ended: stays.length, begun };
}

interface Plan {
  readonly fate: Fate;
  readonly grade: string | null;
  readonly calendarId: string | null;
  readonly startStatus: string | null;
  readonly exception: RollException | undefined;
}

function planOf(
  stay: OpenStay,
  proposal: Proposal,
  exception: RollException | undefined,
  calendars: readonly NextCalendar[],
): Plan {
  if (!exception) return { ...proposal, exception };
  const sameCalendar =
    calendars.find(({ schoolId, number }) => schoolId === stay.schoolId && number === stay.calendarNumber)
      ?.id ?? null;
  const calendarId =
    exception.calendarId ??
    (exception.fate === 'repeat' ? sameCalendar : (proposal.calendarId ?? sameCalendar));
  const moves = calendars.find(({ id }) => id === calendarId)?.schoolId !== stay.schoolId;
  return {
    fate: exception.fate,
    grade: exception.grade ?? (exception.fate === 'repeat' ? stay.grade : proposal.grade),
    calendarId,
    startStatus: moves ? '04' : '02',
    exception,
  };
}

function endStay(writer: Writer, stay: OpenStay, plan: Plan, lastDay: string): void {
  const { name: _name, schoolName: _school, calendarNumber: _number, ...row } = stay;
  const { exception } = plan;
  const endReason =
    plan.fate === 'graduate'
      ? 'GRAD'
      : plan.fate === 'leave'
        ? exception?.endReason
        : plan.startStatus === '04'
          ? 'TR_MT'
          : 'EOY';
  if (!endReason || !codeSet(writer, 'end_status_category').some(({ code }) => code === endReason))
    throw new Failure('invalid-input', 'Choose where a pupil goes who does not come back.');
  const endDate = lastDay < row.startDate ? row.startDate : lastDay;
  putEnrollment(writer, {
    ...row,
    endDate,
    endReason,
    diplomaDate:
      plan.fate === 'graduate' ? (exception?.diplomaDate ?? row.diplomaDate ?? lastDay) : row.diplomaDate,
    diplomaType:
      plan.fate === 'graduate' ? (exception?.diplomaType ?? row.diplomaType ?? 'REG') : row.diplomaType,
  });
  endRosters(writer, row.id, endDate);
}

function beginNext(
  writer: Writer,
  stay: OpenStay,
  plan: Plan,
  firstDays: Map<string, string>,
  newId: () => string,
): void {
  const { name: _name, schoolName: _school, calendarNumber: _number, ...row } = stay;
  if (plan.calendarId === null || plan.grade === null)
    throw new Failure('invalid-input', 'There is no calendar or grade for the next year. Choose them.');
  const calendar = requiredRow(writer, 'calendar', plan.calendarId);
  const startDate = firstDays.get(calendar.id) ?? firstDayOf(writer, calendar);
  firstDays.set(calendar.id, startDate);
  const id = newId();
  putEnrollment(writer, {
    ...row,
    id,
    schoolId: calendar.schoolId,
    calendarId: calendar.id,
    grade: plan.grade,
    startDate,
    startStatus: plan.startStatus,
    endDate: null,
    endStatus: null,
    endReason: null,
    dropoutReason: null,
    diplomaDate: null,
    diplomaType: null,
    diplomaPeriod: null,
    note: null,
  });
  carryFacts(writer, row.id, id, plan.fate === 'repeat');
  if (plan.grade === '09') enterGrade9(writer, row.studentId, startDate);
}

/** Where the pupil lives goes along; the agreement does not: it is made for one school year. */
function carryFacts(writer: Writer, from: string, to: string, repeats: boolean): void {
  const old = writer.rows<Row<'enrollmentFacts'>>(
    'SELECT * FROM enrollmentFacts WHERE enrollmentId = ?',
    from,
  )[0];
  if (!old?.homeDistrict && !repeats) return;
  putKeyed(writer, 'enrollmentFacts', {
    enrollmentId: to,
    homeDistrict: old?.homeDistrict ?? null,
    homeCounty: old?.homeCounty ?? null,
    dayTreatment: null,
    ageEligible: null,
    boardApprovedOn: null,
    repeatsGrade: repeats ? 1 : 0,
    previousSchool: null,
    offeredMode: null,
  });
}

function enterGrade9(writer: Writer, personId: string, on: string): void {
  const known = writer.rows<Row<'demographics'>>(
    'SELECT * FROM demographics WHERE personId = ?',
    personId,
  )[0];
  if (known?.enteredGrade9) return;
  if (known) put(writer, 'demographics', { ...known, enteredGrade9: on });
  else
    putKeyed(writer, 'demographics', {
      personId,
      hispanic: null,
      races: null,
      homeLanguage: null,
      enteredGrade9: on,
    });
}

function firstDayOf(reader: Reader, calendar: Row<'calendar'>): string {
  const year = requiredRow(reader, 'schoolYear', calendar.schoolYearId);
  const first = calendarIndexOf(reader, calendar.id).dates[0];
  return first !== undefined && first >= year.startDate ? first : year.startDate;
}

function openStays(reader: Reader, endYear: number): OpenStay[] {
  return reader.rows<OpenStay>(
    `SELECT e.*, p.lastName || ', ' || p.firstName AS name, s.name AS schoolName, c.number AS calendarNumber
      FROM enrollment e JOIN person p ON p.id = e.studentId JOIN school s ON s.id = e.schoolId
      JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = ? AND e.noShow = 0 AND e.endDate IS NULL
      ORDER BY s.number, e.grade, nameOrder(p.lastName, p.firstName), e.id`,
    endYear,
  );
}

function nextCalendars(reader: Reader, endYear: number): NextCalendar[] {
  const grades = new Map<string, Set<string>>();
  for (const { schoolId, number, grade } of reader.rows<{ schoolId: string; number: string; grade: string }>(
    `SELECT DISTINCT c.schoolId, c.number, e.grade FROM enrollment e JOIN calendar c ON c.id = e.calendarId
      JOIN schoolYear y ON y.id = c.schoolYearId WHERE y.endYear = ?`,
    endYear,
  )) {
    const key = `${schoolId} ${number}`;
    grades.set(key, (grades.get(key) ?? new Set()).add(grade));
  }
  return reader
    .rows<{ id: string; schoolId: string; number: string }>(
      `SELECT c.id, c.schoolId, c.number FROM calendar c JOIN schoolYear y ON y.id = c.schoolYearId
        JOIN school s ON s.id = c.schoolId WHERE y.endYear = ? ORDER BY s.number, c.number, c.id`,
      endYear + 1,
    )
    .map((calendar) => ({
      ...calendar,
      grades: grades.get(`${calendar.schoolId} ${calendar.number}`) ?? new Set(),
    }));
}
