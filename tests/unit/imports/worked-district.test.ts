// A small district made of files alone, as one that switches in mid-year brings it; its summary against a plain count.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDays, weekdayOf } from '#domain/system/civil-date.ts';
import { slashDate } from '#domain/system/date-words.ts';
import { anImportHost, HEADER, type ImportHost, pupilLine } from '#tests/unit/support/import-host.ts';

let world: ImportHost;
beforeEach(async () => {
  world = await anImportHost();
});
afterEach(() => world.end());

/** Park–Miller: the same district every time. */
let seed = 11;
const dice = (sides: number): number => {
  seed = (seed * 48271) % 2147483647;
  return seed % sides;
};

interface Stay {
  readonly pupil: number;
  readonly calendar: string;
  readonly from: string;
  readonly to: string;
}
const DAYS = Array.from({ length: 120 }, (_, n) => addDays('2026-09-01', n)).filter((d) => weekdayOf(d) <= 5);
const at = (n: number): string => DAYS[n] ?? '';
const END = at(DAYS.length - 1);
/** Calendars by number, with minutes before and after noon, so that an afternoon is exactly half: 002 is half-day kindergarten. */
const CALENDARS: Readonly<Record<string, readonly [number, number]>> = { '001': [180, 180], '002': [150, 0] };
const stays: Stay[] = Array.from({ length: 12 }, (_, n) => n + 1).flatMap((pupil): Stay[] => {
  if (pupil % 4 === 1)
    return [
      { pupil, calendar: '001', from: at(0), to: at(29) },
      { pupil, calendar: '001', from: at(40), to: END },
    ];
  if (pupil % 4 === 2)
    return [
      { pupil, calendar: '002', from: at(0), to: at(19) },
      { pupil, calendar: '001', from: at(20), to: END },
    ];
  return [{ pupil, calendar: pupil % 4 === 3 ? '002' : '001', from: at(pupil), to: END }];
});
const WHOLE = new Set(['A', 'AE', 'AU', 'SO']);
const CODES = [...WHOLE, 'T', 'LE', 'SA', 'OF', 'P'];

test('days, shares and chronic absence of a district made of files are those of a plain count', async () => {
  const minutes = new Map<string, readonly [number, number]>();
  const calendarLines = Object.entries(CALENDARS).flatMap(([calendar, [am, pm]]) =>
    DAYS.map((date) => {
      const open = dice(15) > 0;
      // Some Fridays are early outs.
      const [a, p] = dice(6) === 0 && weekdayOf(date) === 5 ? [am, Math.floor(pm / 3)] : [am, pm];
      if (open) minutes.set(`${calendar} ${date}`, [a, p]);
      return `9991,${date},${open ? 'Y' : 'N'},${open ? a : 0},${open ? p : 0},${calendar}`;
    }),
  );
  await world.apply(
    'calendar-csv',
    world.file(
      'c.csv',
      ['school_number,date,instruction,am_minutes,pm_minutes,calendar_number', ...calendarLines].join('\n'),
    ),
  );
  const pupils = [...new Set(stays.map(({ pupil }) => pupil))];
  await world.apply('aim-sd', world.file('sd.tsv', `${HEADER}\r\n${pupils.map(pupilLine).join('')}`));
  const enrollments = stays.map(({ pupil, calendar, from, to }) =>
    [
      'EN',
      '9990',
      '9991',
      calendar,
      String(pupil).padStart(9, '0'),
      pupil,
      'Family',
      'Given',
      slashDate(from),
      '01',
      to === END ? '' : slashDate(to),
      '',
      calendar === '002' ? 'KH' : '05',
      'P',
      'N',
      '',
      '',
      '',
      '',
      '2027',
    ].join('\t'),
  );
  await world.apply('aim-en', world.file('en.tsv', `${HEADER}\r\n${enrollments.join('\r\n')}\r\n`));

  const missed = new Map<string, number>();
  const events = stays.flatMap((stay) =>
    DAYS.flatMap((date) => {
      const blocks = minutes.get(`${stay.calendar} ${date}`);
      if (!blocks || date < stay.from || date > stay.to) return [];
      return (['AM', 'PM'] as const).flatMap((block, which) => {
        const length = blocks[which as 0 | 1];
        if (length === 0 || dice(6) > 0) return [];
        const code = CODES[dice(CODES.length)] ?? 'A';
        const byMinutes = code === 'T' || code === 'LE';
        const typed = byMinutes ? dice(length) + 1 : null;
        const lost = typed ?? (WHOLE.has(code) ? length : 0);
        const key = `${stay.pupil} ${date}`;
        missed.set(key, (missed.get(key) ?? 0) + lost);
        const who = dice(2) === 0 ? String(stay.pupil) : String(stay.pupil).padStart(9, '0');
        return [`${who},${date},${block},${code},${typed ?? ''}`];
      });
    }),
  );
  await world.apply(
    'attendance-csv',
    world.file('a.csv', ['student_id,date,block,code,minutes', ...events].join('\n')),
  );

  for (const [from, to] of [
    [DAYS[0], END],
    ['2026-07-01', '2027-06-30'],
    [at(15), at(45)],
  ] as const) {
    const counted = stays
      .filter((stay) => stay.from <= (to ?? '') && stay.to >= (from ?? ''))
      .map((stay) => count(stay, from ?? '', to ?? '', minutes, missed));
    const chronic = (pupil: number): boolean => {
      const own = counted.filter((one) => one.pupil === pupil);
      const sum = (field: 'days' | 'essa'): number => own.reduce((all, one) => all + one[field], 0);
      return sum('days') > 0 && sum('essa') * 10 >= sum('days');
    };
    const rows = await world.call('attendance.summary', { from, to, school: '9991' });
    const told = rows.map((row) => [
      Number(row.localId),
      row.daysEnrolled,
      row.adaDaysPresent,
      row.essaDaysAbsent,
      row.chronic,
    ]);
    const expected = counted.map((one) => [one.pupil, one.days, one.present, one.essa, chronic(one.pupil)]);
    expect(told.map(String).sort()).toEqual(expected.map(String).sort());
  }
});

/** Present shares over one common denominator, in whole numbers: slow, and easy to believe. */
function count(
  stay: Stay,
  from: string,
  to: string,
  minutes: ReadonlyMap<string, readonly [number, number]>,
  missed: ReadonlyMap<string, number>,
): { pupil: number; days: number; essa: number; present: string } {
  let [top, bottom, days, essa] = [0n, 1n, 0, 0];
  for (const date of DAYS) {
    const blocks = minutes.get(`${stay.calendar} ${date}`);
    if (!blocks || date < stay.from || date > stay.to || date < from || date > to) continue;
    const length = blocks[0] + blocks[1];
    const lost = missed.get(`${stay.pupil} ${date}`) ?? 0;
    top = top * BigInt(length) + BigInt(length - lost) * bottom;
    bottom *= BigInt(length);
    days += 1;
    if (lost * 2 >= length) essa += 1;
  }
  const hundredths = (top * 200n + bottom) / (2n * bottom);
  const present = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
  return { pupil: stay.pupil, days, essa, present };
}
