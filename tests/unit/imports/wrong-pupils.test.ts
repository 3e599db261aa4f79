import { afterEach, beforeEach, expect, test } from 'vitest';
import { anImportHost, HEADER, type ImportHost } from '#tests/unit/support/import-host.ts';

let world: ImportHost;
beforeEach(async () => {
  world = await anImportHost();
});
afterEach(() => world.end());

const pupil = (cells: readonly string[]): string => `SD\t9990\t${cells.join('\t')}`;
const ADA = ['001007355', '2032', 'Huckleby', 'Ada', '', '', 'F', '11/06/2015', 'N', 'WH'];
const demographics = (...lines: readonly (readonly string[])[]): string =>
  world.file('sd.tsv', [HEADER, ...lines.map(pupil)].join('\n'));
const problemsOf = async (format: 'aim-sd' | 'csv', path: string, more = {}) =>
  (await world.preview(format, path, more)).problems.map(({ line, field, message }) => [
    line,
    field,
    message,
  ]);

test('a number of somebody with another name and birth date turns nobody into another child; a new name is taken', async () => {
  await world.apply('aim-sd', demographics(ADA));
  const stranger = [...ADA.slice(0, 1), '2099', 'Cloudfoot', 'Rowan', '', '', 'M', '02/03/2011', 'N', 'WH'];
  expect(await problemsOf('aim-sd', demographics(stranger))).toEqual([
    [2, 'State ID', expect.stringContaining('belongs here to somebody with another last name')],
  ]);
  const mapping = { localId: 'nr', lastName: 'last', firstName: 'first', birthDate: 'born' };
  const csv = world.file('p.csv', 'nr,last,first,born\n2032,Cloudfoot,Rowan,2/3/2011\n');
  expect(await problemsOf('csv', csv, { mapping })).toEqual([[2, 'State ID', expect.any(String)]]);
  const renamed = ADA.map((cell) => ({ Huckleby: 'Cloudfoot', Ada: 'Rowan' })[cell] ?? cell);
  expect(await world.apply('aim-sd', demographics(renamed))).toMatchObject({ changed: 1 });
});

test('what the screens refuse no file brings in: a birth to come, a name without end, a gender that is no code', async () => {
  const wrong = (at: number, value: string) => ADA.map((cell, i) => (i === at ? value : cell));
  expect(await problemsOf('aim-sd', demographics(wrong(7, '11/06/2144')))).toEqual([
    [2, 'Birth date', 'Birth date "11/06/2144" lies in the future.'],
  ]);
  expect(await problemsOf('aim-sd', demographics(wrong(2, 'x'.repeat(256))))).toEqual([
    [2, 'Last name', expect.stringContaining('has 256 letters')],
  ]);
  const mapping = { localId: 'nr', lastName: 'last', firstName: 'first', birthDate: 'born', gender: 'sex' };
  const csv = world.file(
    'p.csv',
    `nr,last,first,born,sex\n1,A,B,2/3/2144,F\n2,A,B,2/3/2011,boy\n3,${'x'.repeat(256)},B,2/3/2011,F\n4,A,B,2/3/2011,female\n`,
  );
  expect((await problemsOf('csv', csv, { mapping })).map(([line, field]) => [line, field])).toEqual([
    [2, 'Birth date'],
    [3, 'Gender'],
    [4, 'Last name'],
  ]);
});

test('characters nobody sees are left out of names, so that the page of the pupil shows what was meant', async () => {
  const hidden = ADA.map((cell) => (cell === 'Ada' ? '\u202eA\u0007da\u202c' : cell));
  await world.apply('aim-sd', demographics(hidden));
  expect(await world.apply('aim-sd', demographics(ADA.map((c) => (c === 'Ada' ? 'A da' : c))))).toMatchObject(
    { same: 1 },
  );
});

test('one pupil twice without numbers is told, in capitals or not', async () => {
  const nameless = ['', '', ...ADA.slice(2)];
  const path = demographics(
    nameless,
    nameless.map((cell) => (/[a-z]/.test(cell) ? cell.toUpperCase() : cell)),
  );
  expect(await problemsOf('aim-sd', path)).toEqual([
    [3, 'State ID', expect.stringContaining('stands in the file twice: see line 2')],
  ]);
});

test('an end after the school year and a year that cannot be are refused, under the names of the file', async () => {
  await world.apply('aim-sd', demographics(ADA));
  const stay = (start: string, end: string, status = '01'): string =>
    `EN\t9990\t9991\t101\t001007355\t2032\tHuckleby\tAda\t${start}\t${status}\t${end}\t\t03\tP\tN\t\t\t\t\t2027`;
  const path = world.file(
    'en.tsv',
    [HEADER, stay('09/01/2026', '07/20/2027'), stay('09/01/2025', ''), stay('09/01/2026', '', '77')].join(
      '\n',
    ),
  );
  const { problems } = await world.preview('aim-en', path);
  expect(problems.map(({ field, value }) => [field, value])).toEqual([
    ['End date', '2027-07-20'],
    ['Start date', undefined],
    ['Start status', '77'],
  ]);
  const days = world.file('days.csv', 'school_number,date,instruction,am_minutes\n9991,2126-09-01,Y,180\n');
  expect((await world.preview('calendar-csv', days)).problems).toMatchObject([
    { line: 2, message: expect.stringContaining('2126-27 is not here and cannot be right') },
  ]);
});

test('a file does not say of somebody who was here that she never came', async () => {
  await world.apply('aim-sd', demographics(ADA));
  const stay = (noShow: string): string =>
    world.file(
      'en.tsv',
      `${HEADER}\nEN\t9990\t9991\t101\t001007355\t2032\tHuckleby\tAda\t09/01/2025\t01\t\t\t03\tP\t${noShow}\t\t\t\t\t2026\n`,
    );
  const days = world.file(
    'days.csv',
    'school_number,calendar_number,date,instruction,am_minutes\n9991,101,2025-09-02,Y,180\n',
  );
  await world.apply('calendar-csv', days);
  await world.apply('aim-en', stay('N'));
  expect((await world.preview('aim-en', stay('Y'))).problems).toMatchObject([
    { line: 2, field: 'No show', message: expect.stringContaining('Attendance has the pupil here') },
  ]);
});
