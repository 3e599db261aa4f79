import { afterEach, beforeEach, expect, test } from 'vitest';
import { anImportHost, type ImportHost } from '#tests/unit/support/import-host.ts';

let world: ImportHost;
beforeEach(async () => {
  world = await anImportHost();
});
afterEach(() => world.end());

const file = (...lines: string[]): string =>
  world.file(
    'calendar.csv',
    `school_number,date,instruction,am_minutes,pm_minutes,calendar_number\n${lines.join('\n')}\n`,
  );

/** Minutes of each day, by calendar; a day without instruction is null. */
async function days(): Promise<Record<string, Record<string, number | null>>> {
  const found: Record<string, Record<string, number | null>> = {};
  for (const { id, number } of (await world.call('school.overview', {})).calendars)
    found[number] = Object.fromEntries(
      (await world.call('school.calendar', { calendarId: id })).days.map(({ date, kind, minutes }) => [
        date,
        kind === 'instruction' ? minutes : null,
      ]),
    );
  return found;
}

const every = '9,2026-09-02,Y,180,180,';
const named = ['9,2026-09-01,Y,180,180,3', '9,2026-09-03,Y,180,0,4'];

test.each([
  ['first', [every, ...named]],
  ['between', [named[0] ?? '', every, named[1] ?? '']],
  ['last', [...named, every]],
])(
  'a blank number means every calendar that the file makes, where its line stands %s',
  async (_where, lines) => {
    const done = await world.apply('calendar-csv', file(...lines));
    expect(done).toMatchObject({ rows: 3, added: 3, problemCount: 0 });
    expect(await days()).toEqual({
      '003': { '2026-09-01': 360, '2026-09-02': 360 },
      '004': { '2026-09-02': 360, '2026-09-03': 180 },
    });
  },
);

test.each([
  ['before', false],
  ['behind', true],
])('a line for one calendar is an exception to the line for all, %s it', async (_where, turned) => {
  const lines = [
    '9,2026-09-01,N,,,3',
    '9,2026-09-01,Y,60,,4',
    '9,2026-09-01,Y,180,180,',
    '9,2026-09-02,Y,180,180,5',
  ];
  await world.apply('calendar-csv', file(...(turned ? lines.toReversed() : lines)));
  expect(await days()).toEqual({
    '003': { '2026-09-01': null },
    '004': { '2026-09-01': 60 },
    '005': { '2026-09-01': 360, '2026-09-02': 360 },
  });
});

test('a school or calendar is not made under a number that no state file can carry', async () => {
  const { problems, willMake } = await world.preview(
    'calendar-csv',
    file('12345,2026-09-01,Y,180,180,1', '0,2026-09-01,Y,180,180,1', '9,2026-09-01,Y,180,180,1234'),
  );
  expect(willMake).toEqual([]);
  expect(problems.map(({ line, field }) => [line, field])).toEqual([
    [2, 'school_number'],
    [3, 'school_number'],
    [4, 'calendar_number'],
  ]);
});
