import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EntryName, Output } from '#electron/contract/contract.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { noDesktop } from '#electron/data-process/desktop-services.ts';

const SAMPLE = new URL('../../../resources/sample-district/', import.meta.url).pathname;
const HEADER = 'HD\t11/23/2026\t08:00:00\tMT9.1';
let folder: string;
let host: DataHost;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hi-line-imports-'));
  host = new DataHost({
    districtFile: join(folder, 'school.hiline'),
    clock: systemClock,
    newId: () => v7(),
    workerFile: new URL('../../../electron/data-process/read-worker.ts', import.meta.url),
    sampleDistrict: join(SAMPLE, 'district.jsonl'),
    desktop: noDesktop,
    push: () => undefined,
    checkAnswers: true,
  });
  await call('district.create', {
    name: 'Larkspur Bench',
    number: '9990',
    administrator: 'Sam',
    password: 'three words here',
  });
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = <N extends EntryName>(name: N, input: unknown): Promise<Output<N>> =>
  host.call(name, input, 'headless') as Promise<Output<N>>;
const apply = (format: string, path: string, more = {}) => call('imports.apply', { format, path, ...more });
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const sd = (cells: string): string => `SD\t9990\t${cells}`;

test('the sample files come in, a second time nothing changes, and the preview said so', async () => {
  for (const [format, name] of [
    ['calendar-csv', 'calendar.csv'],
    ['aim-sd', 'sd.tsv'],
    ['aim-en', 'en.tsv'],
  ] as const) {
    const {
      format: _f,
      file: _n,
      ...foreseen
    } = await call('imports.preview', { format, path: join(SAMPLE, name) });
    expect(await apply(format, join(SAMPLE, name))).toMatchObject(foreseen);
    const again = await apply(format, join(SAMPLE, name));
    expect([again.added, again.changed, again.same]).toEqual([0, 0, again.rows]);
  }
  expect(await call('people.roster', { date: '2026-11-23' })).not.toHaveLength(0);
});

test('a preview leaves nothing behind', async () => {
  await call('imports.preview', { format: 'aim-sd', path: join(SAMPLE, 'sd.tsv') });
  expect(await call('people.find', { text: 'la' })).toEqual([]);
});

test('one bad row: nothing is taken; with goodRowsOnly the rest lands in a file with its reason', async () => {
  const path = file(
    'sd.tsv',
    `${HEADER}\r\n${sd('001000001\t1\tAspen\tUna\t\t\tF\t02/30/2016\tN\tWH')}\r\n${sd('001000002\t2\tBirch\tBo\t\t\tM\t03/01/2016\tN\tWH')}\r\n`,
  );
  await expect(apply('aim-sd', path)).rejects.toMatchObject({
    kind: 'invalid-input',
    problems: [{ line: 2, field: 'Birth date', value: '02/30/2016' }],
  });
  expect(await call('people.find', { text: 'Birch' })).toEqual([]);
  const { added, problemCount, restFile } = await apply('aim-sd', path, { goodRowsOnly: true });
  expect([added, problemCount]).toEqual([1, 1]);
  expect(readFileSync(restFile ?? '', 'utf8')).toMatch(/Aspen.*is not a date/);
});

test.each([
  [
    'UTF-8 with a byte order mark and plain line ends',
    `\uFEFF${HEADER}\n${sd('001000001\t1\tNúñez\tZoë\t\t\tF\t03/01/2016\tN\tWH')}\n`,
  ],
  [
    'Windows-1252',
    Buffer.from(`${HEADER}\r\n${sd('001000001\t1\tNúñez\tZoë\t\t\tF\t03/01/2016\tN\tWH')}\r\n`, 'latin1'),
  ],
  [
    'a leading zero that Excel lost',
    `${HEADER}\r\n${sd('1000001\t1\tNúñez\tZoë\t\t\tF\t3/1/2016\tN\tWH')}\r\n`,
  ],
  [
    'a quoted tab and line break in a name',
    `${HEADER}\r\n${sd('001000001\t1\tNúñez\t"Zoë"\t"a\tb\nc"\t\tF\t03/01/2016\tN\tWH')}\r\n`,
  ],
])('%s is read', async (_what, content) => {
  expect((await apply('aim-sd', file('sd.tsv', content))).added).toBe(1);
  const [found] = await call('people.find', { text: '001000001' });
  expect(found?.name).toBe('Núñez, Zoë');
});

test.each([
  ['an empty file', 'aim-sd', '', /empty/],
  ['a file of another kind', 'aim-sd', 'a,b,c\n1,2,3\n', /no tabs/],
  ['no header record', 'aim-sd', `${sd('001000001\t1\tA\tB\t\t\tF\t03/01/2016\tN\tWH')}\n`, /header record/],
  ['UTF-16', 'aim-sd', Buffer.from(`\uFEFF${HEADER}`, 'utf16le'), /UTF-16/],
  ['missing columns', 'calendar-csv', 'school_number,day\n1,2\n', /Missing: date, instruction/],
  [
    'a pupil nobody knows',
    'attendance-csv',
    'student_id,date,block,code,minutes\n77,2026-10-06,AM,A,\n',
    /1 of 1 rows/,
  ],
])('%s is refused in a sentence', async (_what, format, content, words) => {
  await expect(apply(format, file('input.txt', content))).rejects.toThrow(words);
});

test('a zip bomb is refused before it is unpacked', async () => {
  const path = file(
    'bomb.zip',
    zipSync(
      { 'manifest.csv': new Uint8Array(0), 'users.csv': new Uint8Array(60 * 1024 * 1024) },
      { level: 9 },
    ),
  );
  await expect(apply('oneroster', path)).rejects.toThrow(/refused/);
});

test('a window may not name a path', async () => {
  await expect(
    host.call('imports.preview', { format: 'aim-sd', path: join(SAMPLE, 'sd.tsv') }, 'window'),
  ).rejects.toMatchObject({ kind: 'not-allowed' });
});

test('OneRoster brings schools, people, rooms and rosters', async () => {
  const answer = await apply('oneroster', join(SAMPLE, 'oneroster-1.1'));
  expect(answer.problemCount).toBe(0);
  const again = await apply('oneroster', join(SAMPLE, 'oneroster-1.1'));
  expect([again.added, again.changed]).toEqual([0, 0]);
});
