import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';

/** The district that ships with Hi-Line: 64 pupils in 2026-27, on the Monday before Thanksgiving. */
export const SAMPLE: DistrictOptions = {
  seed: 406,
  students: 64,
  years: 1,
  endYear: 2027,
  today: '2026-11-23',
  attendance: true,
};
