import type { CountCode } from '#domain/collections/count-rules.ts';
import type { BellPeriod } from '#domain/school/bell-periods.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import type { Ratio } from '#domain/system/fraction.ts';

/** Whose record it is, as a list names it: a pupil, somebody who works here, or a school. */
export interface Whose {
  readonly studentId: string | null;
  readonly name: string;
}

type OfSchool = {
  readonly id: string;
  readonly schoolId: string;
  readonly number: string;
  readonly whose: Whose;
};

/** What two computers, a file or a sync can bring that no form would take: records of a year that are no pupil's file. */
export interface YearRecords {
  readonly courses: readonly OfSchool[];
  readonly sections: readonly OfSchool[];
  readonly calendars: readonly OfSchool[];
  readonly bells: readonly {
    readonly id: string;
    readonly calendarId: string;
    readonly name: string;
    /** School days that run by them. */
    readonly days: number;
    readonly periods: readonly BellPeriod[];
    readonly whose: Whose;
  }[];
  /** Those who teach or are employed in the year. */
  readonly staff: readonly {
    readonly id: string;
    readonly stateNumber: string | null;
    readonly whose: Whose;
  }[];
  readonly pathways: readonly (Row<'ctePathway'> & { readonly whose: Whose })[];
  readonly followUps: readonly (Row<'cteFollowUp'> & {
    readonly whose: Whose;
    /** Last day of the newest enrollment that has ended. */
    readonly leftOn: CivilDate | null;
  })[];
  readonly scores: readonly (Row<'testScore'> & {
    readonly whose: Whose;
    readonly birthDate: CivilDate | null;
  })[];
  /** Totals of the counts beside those of the finance system, by budget unit. */
  readonly unitCounts: readonly {
    readonly id: string;
    readonly count: CountCode;
    readonly unit: string;
    readonly ours: Ratio;
    readonly state: string;
    readonly whose: Whose;
  }[];
  /** Count dates of each district that a calendar of it has. */
  readonly countDates: readonly {
    readonly districtId: string;
    readonly count: CountCode;
    readonly date: CivilDate;
    readonly whose: Whose;
  }[];
}
