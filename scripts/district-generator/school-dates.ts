import {
  addDays,
  type CivilDate,
  civilDate,
  firstMonday,
  weekdayOf,
  weekdayOnOrAfter,
} from '#domain/system/civil-date.ts';

/** One weekday of a school year before it is put into a calendar. */
export interface YearDay {
  readonly date: CivilDate;
  readonly kind: 'instruction' | 'pir' | 'holiday' | 'vacation' | 'closed';
  readonly reason: string | null;
}

type Reasons = Map<CivilDate, readonly [YearDay['kind'], string]>;

/**
 * A Montana school year day by day, Monday to Friday: two PIR days, then school from the last week of August to the
 * first Friday of June, about 177 days of instruction. A blizzard closes one day, in November or January.
 */
export function schoolDates(endYear: number, blizzard: CivilDate | null): readonly YearDay[] {
  const first = weekdayOnOrAfter(civilDate(endYear - 1, 8, 24), 3);
  const last = weekdayOnOrAfter(civilDate(endYear, 6, 1), 5);
  const reasons = exceptions(endYear, first);
  if (blizzard !== null) reasons.set(blizzard, ['closed', 'Blizzard, roads closed']);
  const days: YearDay[] = [];
  for (let date = addDays(first, -2); date <= last; date = addDays(date, 1)) {
    if (weekdayOf(date) > 5) continue;
    const [kind, reason] = reasons.get(date) ?? (['instruction', null] as const);
    days.push({ date, kind, reason });
  }
  return days;
}

/** The Thursday of November's second week: a school day in every year that is not a conference or holiday. */
export function novemberBlizzard(endYear: number): CivilDate {
  return weekdayOnOrAfter(civilDate(endYear - 1, 11, 12), 4);
}

export function januaryBlizzard(endYear: number): CivilDate {
  return weekdayOnOrAfter(civilDate(endYear, 1, 22), 2);
}

function exceptions(endYear: number, first: CivilDate): Reasons {
  const fall = endYear - 1;
  const reasons: Reasons = new Map();
  const mark = (from: CivilDate, count: number, kind: YearDay['kind'], reason: string): void => {
    for (let n = 0; n < count; n++) reasons.set(addDays(from, n), [kind, reason]);
  };
  mark(addDays(first, -2), 2, 'pir', 'Staff orientation');
  mark(firstMonday(fall, 9), 1, 'holiday', 'Labor Day');
  mark(addDays(firstMonday(fall, 10), 10), 2, 'pir', 'Educators’ conference');
  const thanksgiving = addDays(weekdayOnOrAfter(civilDate(fall, 11, 1), 4), 21);
  mark(addDays(thanksgiving, -1), 3, 'vacation', 'Thanksgiving break');
  mark(thanksgiving, 1, 'holiday', 'Thanksgiving Day');
  mark(civilDate(fall, 12, 23), 10, 'vacation', 'Winter break');
  mark(civilDate(fall, 12, 25), 1, 'holiday', 'Christmas Day');
  mark(civilDate(endYear, 1, 1), 1, 'holiday', 'New Year’s Day');
  mark(weekdayOnOrAfter(civilDate(endYear, 1, 2), 1), 1, 'pir', 'Data day');
  mark(addDays(firstMonday(endYear, 2), 14), 1, 'holiday', 'Presidents’ Day');
  mark(addDays(firstMonday(endYear, 3), 4), 1, 'pir', 'Parent conferences');
  mark(addDays(firstMonday(endYear, 3), 21), 5, 'vacation', 'Spring break');
  const memorial = weekdayOnOrAfter(civilDate(endYear, 5, 25), 1);
  mark(memorial, 1, 'holiday', 'Memorial Day');
  return reasons;
}
