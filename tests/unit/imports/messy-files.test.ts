import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anImportHost, HEADER, type ImportHost, pupilLine } from '#tests/unit/support/import-host.ts';

let world: ImportHost;
beforeEach(async () => {
  world = await anImportHost();
});
afterEach(() => world.end());

const DAYS =
  'School Number;DATE;Instruction;AM Minutes;PM minutes;Remarks;;\r\n9991;9/1/2026;y;200;175;first day;;\r\n9991;2026-09-02;N;;;;\r\n';
const enrolled = (date: string, end = ''): string =>
  `EN\t9990\t9991\t1\t000000001\t1\tFamily1\tGiven1\t${date}\t01\t${end}\t\t3\tP\tN\t\t\t\t\t2027\n`;
const aPupilInSchool = async (): Promise<void> => {
  await world.apply('calendar-csv', world.file('days.csv', DAYS));
  await world.apply('aim-sd', world.file('sd.tsv', `${HEADER}\r\n${pupilLine(1)}`));
  await world.apply('aim-en', world.file('en.tsv', `${HEADER}\n${enrolled('09/01/2026')}`));
};

test('column names in any spelling; unknown columns are named and left out; what is missing is offered and made', async () => {
  const path = world.file('days.csv', DAYS);
  const foreseen = await world.preview('calendar-csv', path);
  expect(foreseen.willMake.map(({ kind, number }) => `${kind} ${number}`)).toEqual([
    'school 9991',
    'school year 2027',
    'calendar 9991/001',
  ]);
  expect(foreseen.notes).toEqual(['Columns that Hi-Line does not know are left out: Remarks.']);
  expect(await world.apply('calendar-csv', path)).toMatchObject({ added: 2, willMake: foreseen.willMake });
  await expect(
    world.apply('calendar-csv', world.file('other.csv', DAYS.replaceAll('9991', '9993')), {
      makeMissing: false,
    }),
  ).rejects.toMatchObject({ problems: [{ field: 'School', value: '9993' }, { line: 3 }] });
});

test('a bell schedule that is not here is made by name, and the offer says that it has no periods', async () => {
  const head = 'school_number,date,instruction,bell_schedule';
  const path = world.file('days.csv', `${head}\n9991,2026-09-03,Y,Early out\n9991,2026-09-04,N,\n`);
  const { added, willMake } = await world.apply('calendar-csv', path);
  expect(added).toBe(2);
  expect(willMake.at(-1)).toMatchObject({
    kind: 'bell schedule',
    number: '9991/001 Early out',
    name: expect.stringContaining('without periods'),
  });
  await expect(world.apply('calendar-csv', path, { makeMissing: false })).resolves.toMatchObject({ same: 2 });
});

test('attendance: State ID or local number, block in any case, minutes or none; each wrong row says why', async () => {
  await aPupilInSchool();
  const head = 'student_id,date,block,code,minutes\n';
  const good = '1,9/1/2026,am,A,\n000000001,2026-09-01,PM,T,15\n';
  const bad = `${head}1,9/1/2026,AM,A,\n1,2026-09-01,AM,A,\n1,2026-09-01,P9,A,\n1,2026-09-02,AM,A,\n1,2026-09-01,PM,ZZ,\n1,2025-09-01,PM,A,\n77,2026-09-01,PM,A,\n1,2026-09-01\n`;
  const { problems } = await world.preview('attendance-csv', world.file('bad.csv', bad));
  expect(problems.map(({ line, field }) => [line, field])).toEqual([
    [3, 'block'],
    [4, 'block'],
    [5, 'date'],
    [6, 'code'],
    [7, 'date'],
    [8, 'student_id'],
    [9, undefined],
  ]);
  expect((await world.apply('attendance-csv', world.file('good.csv', head + good))).added).toBe(2);
});

test('enrollments: an end before the start, and the same pupil twice', async () => {
  await aPupilInSchool();
  const path = world.file(
    'en2.tsv',
    `${HEADER}\n${enrolled('09/01/2026', '08/31/2026')}${enrolled('9/1/2026')}${enrolled('09/01/2026')}`,
  );
  const { problems, same } = await world.preview('aim-en', path);
  expect(same).toBe(1);
  expect(problems).toMatchObject([
    { line: 2, field: 'End date', value: '08/31/2026' },
    { line: 4, message: expect.stringContaining('see line 3') },
  ]);
});

test('any CSV: columns known by their names or by a mapping', async () => {
  const known = 'Student Number,Last Name,First Name,DOB,Bus\n501,Ferncliff,Ivy,4/5/2014,7\n';
  expect(await world.apply('csv', world.file('a.csv', known))).toMatchObject({
    added: 1,
    notes: [expect.stringContaining('Bus')],
  });
  const mapping = { localId: 'Nr', lastName: 'Nach', firstName: 'Vor' };
  const mapped = world.file('b.csv', 'Nr,Nach,Vor\n501,Ferncliff,Iva\n601,Ødegård,Åsa\n601,Ødegård,Åsa\n');
  expect(await world.preview('csv', mapped, { mapping })).toMatchObject({
    added: 1,
    changed: 1,
    problems: [{ line: 4, field: 'Nr', value: '601' }],
  });
  await expect(world.apply('csv', mapped, { mapping: { number: 'Nr' } })).rejects.toThrow(
    /no|which there is not/,
  );
});

test('the file with the rest can be mended and brought in again', async () => {
  const path = world.file(
    'sd.tsv',
    `${HEADER}\r\n${pupilLine(1)}${pupilLine(2).replace(/\d\d\/\d\d\//, '02/30/')}${pupilLine(3).replace('Family3', '"Family3')}${pupilLine(4)}`,
  );
  const { added, restFile } = await world.apply('aim-sd', path, { goodRowsOnly: true });
  expect(added).toBe(3);
  const rest = readFileSync(restFile ?? '', 'utf8');
  expect(rest).toContain('# line 3: Birth date');
  const mended = world.file('mended.tsv', rest.replace('\t02/30/', '\t02/20/'));
  expect((await world.apply('aim-sd', mended)).added).toBe(1);
});

test.each([
  ['a workbook', 'csv', () => zipSync({ 'xl/workbook.xml': strToU8('<x/>') }), /Excel/],
  ['an old workbook', 'csv', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'), /Excel/],
  [
    'a zip that names other folders',
    'oneroster',
    () => zipSync({ '../users.csv': strToU8('a') }),
    /outside itself/,
  ],
  ['a zip in a zip', 'oneroster', () => zipSync({ 'more.zip': strToU8('a') }), /another packed file/],
  ['half a zip', 'oneroster', () => zipSync({ 'manifest.csv': strToU8('a,b') }).subarray(0, 50), /cut short/],
  ['two columns of one name', 'attendance-csv', () => strToU8('date,Date\n'), /Two columns/],
])('%s is refused in a sentence', async (_what, format, bytes, words) => {
  await expect(world.preview(format, world.file('file.bin', bytes()))).rejects.toThrow(words);
});

test('a file that would make a school a row is stopped', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => `${1000 + i},2026-09-01,Y,200,175\n`).join('');
  const path = world.file('days.csv', `school_number,date,instruction,am_minutes,pm_minutes\n${rows}`);
  await expect(world.apply('calendar-csv', path)).rejects.toThrow(/wrong place/);
  expect(world.rows('SELECT 1 FROM school')).toEqual([]);
});
