import { nextGrade } from '#domain/enrollment/grade-order.ts';

/** What becomes of an enrollment at the end of its year. */
export type Fate = 'promote' | 'repeat' | 'graduate' | 'leave';

export interface Proposal {
  readonly fate: Fate;
  /** Grade of the next year; null where the pupil does not come back. */
  readonly grade: string | null;
  readonly calendarId: string | null;
  /** State start status of the next enrollment. */
  readonly startStatus: string | null;
  /** What somebody must look at, in words; null where nothing is unusual. */
  readonly look: string | null;
}

export interface NextCalendar {
  readonly id: string;
  readonly schoolId: string;
  readonly number: string;
  /** Grades taught there in the year that ends; the calendars of next year have no pupils yet. */
  readonly grades: ReadonlySet<string>;
}

/**
 * Where a pupil goes next: one grade up in the same school, in another school of the district where this one ends, or
 * nowhere after grade 12. Source: state enrollment rules (02 continued, 04 transfer within the state).
 */
export function proposeNext(
  stay: { readonly grade: string; readonly schoolId: string; readonly calendarNumber: string },
  calendars: readonly NextCalendar[],
): Proposal {
  if (stay.grade === '12')
    return {
      fate: 'graduate',
      grade: null,
      calendarId: null,
      startStatus: null,
      look: 'Graduates: check the diploma date and type.',
    };
  const grade = nextGrade(stay.grade);
  if (grade === null)
    return {
      fate: 'leave',
      grade: null,
      calendarId: null,
      startStatus: null,
      look: `Nobody knows what comes after grade ${stay.grade}: choose.`,
    };
  const home = calendars.filter(({ schoolId }) => schoolId === stay.schoolId);
  const taught = home.filter(({ grades }) => grades.has(grade));
  const elsewhere = calendars.filter(
    ({ schoolId, grades }) => schoolId !== stay.schoolId && grades.has(grade),
  );
  const own =
    taught.find(({ number }) => number === stay.calendarNumber) ??
    taught[0] ??
    (elsewhere.length === 0
      ? (home.find(({ number }) => number === stay.calendarNumber) ?? home[0])
      : undefined);
  const next = own ?? elsewhere[0];
  if (!next)
    return {
      fate: 'leave',
      grade,
      calendarId: null,
      startStatus: null,
      look: 'There is no calendar for the next year yet: copy the calendars first.',
    };
  const moves = next.schoolId !== stay.schoolId;
  return {
    fate: 'promote',
    grade,
    calendarId: next.id,
    startStatus: moves ? '04' : '02',
    look: moves
      ? 'Goes to another school of the district.'
      : own && !own.grades.has(grade)
        ? `Nobody is in grade ${grade} there this year: check the school.`
        : null,
  };
}
