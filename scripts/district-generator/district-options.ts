import type { CivilDate } from '#domain/system/civil-date.ts';

/** What kind of district is invented. The same options always give the same rows. */
export interface DistrictOptions {
  readonly seed: number;
  /** Pupils of the last school year. Under 30 there is no high school. */
  readonly students: number;
  /** School years, the last one ending in `endYear`. */
  readonly years: number;
  readonly endYear: number;
  /** Attendance is on record for the days before this one. */
  readonly today: CivilDate;
  /** Whether attendance marks are made. */
  readonly attendance: boolean;
}
