import type { Row } from '#domain/sync/registry.ts';
import { addDays, type CivilDate, weekdayOf } from '#domain/system/civil-date.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import {
  type Bell,
  FULL_DAY,
  HALF_DAY,
  PRIMARY_DAY,
  PRIMARY_FRIDAY,
  SEVEN_PERIODS,
  SEVEN_SHORT_PERIODS,
  SHORT_DAY,
} from '#scripts/district-generator/bells.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import type { RowBook } from '#scripts/district-generator/row-book.ts';
import {
  januaryBlizzard,
  novemberBlizzard,
  schoolDates,
  type YearDay,
} from '#scripts/district-generator/school-dates.ts';

export type CalendarKind = 'full' | 'half' | 'primary' | 'high';

/** One calendar of one year with what its pupils' records need. */
export interface YearCalendar {
  readonly kind: CalendarKind;
  readonly row: Row<'calendar'>;
  /** Instruction days with their instructional blocks, in order. */
  readonly days: readonly { readonly date: CivilDate; readonly bells: readonly Bell[] }[];
  readonly terms: readonly Row<'term'>[];
}

export interface InventedYear {
  readonly endYear: number;
  readonly row: Row<'schoolYear'>;
  readonly firstDay: CivilDate;
  readonly lastDay: CivilDate;
  readonly calendars: ReadonlyMap<CalendarKind, YearCalendar>;
}

const CALENDARS: Readonly<
  Record<CalendarKind, { number: string; name: string; bells: readonly [string, readonly Bell[]][] }>
> = {
  full: {
    number: '101',
    name: 'Grades 4–8',
    bells: [
      ['Regular', FULL_DAY],
      ['Early out', SHORT_DAY],
    ],
  },
  half: {
    number: '102',
    name: 'Kindergarten, half day',
    bells: [
      ['Regular', HALF_DAY],
      ['Early out', HALF_DAY],
    ],
  },
  primary: {
    number: '103',
    name: 'Kindergarten–grade 3, early release',
    bells: [
      ['Regular', PRIMARY_DAY],
      ['Early out', PRIMARY_FRIDAY],
    ],
  },
  high: {
    number: '201',
    name: 'High school',
    bells: [
      ['Regular', SEVEN_PERIODS],
      ['Early out', SEVEN_SHORT_PERIODS],
    ],
  },
};

/** A school year's calendars, days, bells, terms and lost hours. */
export function inventYear(
  book: RowBook,
  options: DistrictOptions,
  schools: { elementary: Row<'school'>; high: Row<'school'> | null },
  endYear: number,
): InventedYear {
  const row = book.add('schoolYear', String(endYear), {
    endYear,
    startDate: `${endYear - 1}-07-01`,
    endDate: `${endYear}-06-30`,
  });
  const blizzards = [januaryBlizzard(endYear), novemberBlizzard(endYear)];
  const blizzard = blizzards.find((date) => date < options.today) ?? null;
  const dates = schoolDates(endYear, blizzard);
  const kinds: CalendarKind[] = schools.high
    ? ['full', 'half', 'primary', 'high']
    : ['full', 'half', 'primary'];
  const calendars = new Map<CalendarKind, YearCalendar>();
  for (const kind of kinds) {
    const school = kind === 'high' && schools.high ? schools.high : schools.elementary;
    calendars.set(kind, inventCalendar(book, kind, school, row, dates));
  }
  const instruction = dates.filter((day) => day.kind === 'instruction').map((day) => day.date);
  return { endYear, row, firstDay: instruction[0] ?? '', lastDay: instruction.at(-1) ?? '', calendars };
}

function inventCalendar(
  book: RowBook,
  kind: CalendarKind,
  school: Row<'school'>,
  year: Row<'schoolYear'>,
  dates: readonly YearDay[],
): YearCalendar {
  const { number, name, bells } = CALENDARS[kind];
  const label = `${year.endYear}/${number}`;
  const calendar = book.add('calendar', label, {
    schoolId: school.id,
    schoolYearId: year.id,
    number,
    name: `${name} ${schoolYearInWords(year.endYear)}`,
  });
  const [regular, early] = bells.map(([scheduleName, blocks]) => {
    const schedule = book.add('bellSchedule', `${label}/${scheduleName}`, {
      calendarId: calendar.id,
      name: scheduleName,
    });
    blocks.forEach((block, at) => {
      book.add('bellBlock', `${label}/${scheduleName}/${block.name}`, {
        bellScheduleId: schedule.id,
        position: at + 1,
        ...block,
      });
    });
    return { id: schedule.id, bells: blocks.filter((block) => block.instructional === 1) };
  });
  if (!regular || !early) throw new RangeError('Every calendar has a regular and an early-out schedule.');
  const kindOn = new Map(dates.map((day) => [day.date, day.kind]));
  const days: { date: CivilDate; bells: readonly Bell[] }[] = [];
  for (const day of dates) {
    const friday = kind === 'primary' && weekdayOf(day.date) === 5;
    const beforeBreak = kindOn.get(addDays(day.date, 1)) === 'vacation';
    const schedule = friday || beforeBreak ? early : regular;
    const instruction = day.kind === 'instruction';
    book.add('calendarDay', '', {
      calendarId: calendar.id,
      date: day.date,
      kind: day.kind,
      bellScheduleId: instruction ? schedule.id : null,
      reason: day.reason,
    });
    if (instruction) days.push({ date: day.date, bells: schedule.bells });
    if (day.kind === 'closed')
      book.add('hoursLedgerLine', `${label}/${day.date}`, {
        calendarId: calendar.id,
        date: day.date,
        minutes: -schedule.bells.reduce((sum, { minutes }) => sum + minutes, 0),
        reason: day.reason ?? 'Closed',
      });
  }
  return {
    kind,
    row: calendar,
    days,
    terms: inventTerms(
      book,
      label,
      calendar,
      days.map((day) => day.date),
    ),
  };
}

/** Four quarters of about equal length, without a gap. */
function inventTerms(
  book: RowBook,
  label: string,
  calendar: Row<'calendar'>,
  days: readonly CivilDate[],
): readonly Row<'term'>[] {
  const cut = (quarter: number): number => Math.floor((days.length * quarter) / 4);
  return [1, 2, 3, 4].map((quarter) =>
    book.add('term', `${label}/Q${quarter}`, {
      calendarId: calendar.id,
      name: `Quarter ${quarter}`,
      position: quarter,
      startDate: days[cut(quarter - 1)] ?? '',
      endDate: quarter === 4 ? (days.at(-1) ?? '') : addDays(days[cut(quarter)] ?? '', -1),
    }),
  );
}
