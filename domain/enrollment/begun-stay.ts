import type { Row } from '#domain/sync/registry.ts';

/** What is true of every enrollment that has only just begun: nothing of its end, no exception, no note. */
export const BEGUN_STAY = {
  startStatus: null,
  endDate: null,
  endStatus: null,
  endReason: null,
  dropoutReason: null,
  noShow: 0,
  stateExclude: 0,
  extracurricularOnly: 0,
  diplomaDate: null,
  diplomaType: null,
  diplomaPeriod: null,
  note: null,
} as const satisfies Partial<Row<'enrollment'>>;
