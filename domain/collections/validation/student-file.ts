import type { CountCode } from '#domain/collections/count-rules.ts';
import type { CountLine } from '#domain/collections/student-count.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';

/** One enrollment with what validation asks about it. */
export interface ValidatedStay {
  readonly row: Row<'enrollment'>;
  readonly endYear: number;
  readonly yearStart: CivilDate;
  readonly yearEnd: CivilDate;
  /** Instruction days of the calendar from start to end. */
  readonly daysEnrolled: number;
  readonly facts: Row<'enrollmentFacts'> | null;
  /** Modes that the calendar offers; empty where nothing was said: in person. */
  readonly modes: readonly string[];
  readonly agreement: Row<'attendanceAgreement'> | null;
  readonly totals: Row<'enteredTotals'> | null;
  /** Marks of attendance that say the pupil was there for part of a day; looked at where the pupil "never came". */
  readonly marksOfBeingHere: number;
  /** How the enrollment counts, for each count it spans. */
  readonly counts: Readonly<Partial<Record<CountCode, CountLine>>>;
}

/** All of one pupil that rules look at. */
export interface StudentFile {
  readonly person: Row<'person'>;
  readonly stateId: string | null;
  /** Other people with the same State ID. */
  readonly stateIdSharedBy: number;
  readonly demographics: Row<'demographics'> | null;
  readonly directory: Row<'directory'> | null;
  /** Enrollments of the year that is validated. */
  readonly stays: readonly ValidatedStay[];
  /** An enrollment of an earlier year that was never ended. */
  readonly openBefore: Row<'enrollment'> | null;
  readonly programs: readonly Row<'programRecord'>[];
  readonly plans: readonly Pick<
    Row<'iep'>,
    'id' | 'status' | 'startDate' | 'endDate' | 'lastEvaluation' | 'disability' | 'setting'
  >[];
  readonly exits: readonly Row<'specialEducationExit'>[];
}
