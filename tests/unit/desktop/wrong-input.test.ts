import { afterEach, beforeEach, expect, test } from 'vitest';
import { anImportHost, HEADER, type ImportHost, pupilLine } from '#tests/unit/support/import-host.ts';

let world: ImportHost;
beforeEach(async () => {
  world = await anImportHost();
});
afterEach(() => world.end());

const YEAR = { from: '2026-07-01', to: '2027-06-30' };

/** Ways a script gets an input wrong: each is told in a sentence of the office, at the field. */
test.each([
  ['attendance.summary', {}, 'from', /missing/],
  ['attendance.summary', { ...YEAR, school: 17 }, 'school', /a text, in quotes/],
  ['attendance.summary', { ...YEAR, grade: '05' }, undefined, /no field "grade"/],
  ['attendance.summary', { from: '2026-02-30', to: '2026-03-01' }, 'from', /does not exist/],
  ['attendance.summary', { from: '2027-05-01', to: '2026-10-01' }, 'from', /comes after the last/],
  ['attendance.summary', { ...YEAR, school: '8888' }, 'school', /no school with that number/],
  ['attendance.summary', [], undefined, /an object with named fields/],
  ['attendance.explain', { ...YEAR, measure: 'happiness' }, 'measure', /Choose one of adaDaysPresent/],
  ['attendance.mark', { marks: [] }, 'marks', /at least 1/],
  [
    'attendance.mark',
    { marks: [{ enrollmentId: 'x', date: '2026-10-01', code: 'A' }] },
    'marks.0.enrollmentId',
    /the id of a record/,
  ],
  ['people.find', { text: 'x', limit: -1 }, 'limit', /at least 1/],
  ['people.add-staff', { lastName: 'Ash\u0000', firstName: 'Ann' }, 'lastName', /cannot be kept/],
  ['imports.preview', { format: 'csv', path: 'a\u0000b' }, 'path', /cannot be kept/],
  ['collections.validate', { collection: 'fall-anb-cuont' }, 'collection', /no collection/],
] as const)('%s %j is refused in words', async (entry, input, field, words) => {
  const failure = await world.call(entry, input).then(
    () => undefined,
    (error: unknown) => error as { message: string; problems: { field?: string; message: string }[] },
  );
  expect(failure?.message).toMatch(words);
  expect(failure?.message).not.toMatch(/Invalid|expected|received|Unrecognized|Too /);
  expect(failure?.problems[0]?.field).toBe(field);
});

test('what an adult is to a pupil is of the list', async () => {
  const [studentId, adultId] = await Promise.all(
    ['Ash', 'Birch'].map(
      async (lastName) => (await world.call('people.add-staff', { lastName, firstName: 'Ann' })).personId,
    ),
  );
  const row = { studentId, adultId, priority: 1, livesWith: true, mayPickUp: true, getsMail: true };
  await expect(world.call('families.save-adult', { ...row, kind: 'mothr' })).rejects.toMatchObject({
    kind: 'invalid-input',
    problems: [{ field: 'kind' }],
  });
  expect(world.rows('SELECT 1 FROM relationship')).toEqual([]);
  await world.call('families.save-adult', { ...row, kind: 'mother' });
});

test('a name is kept as it is read: marks that turn its letters around, and ends of lines, are not in it', async () => {
  const { personId } = await world.call('people.add-staff', {
    lastName: '\u202eAsh\tTree\u202c',
    firstName: ' Zoe\u0308\n',
  });
  expect((await world.call('people.page', { personId })).details).toMatchObject({
    lastName: 'Ash Tree',
    firstName: 'Zoë',
  });
});

test('a school is known with or without its leading zeros', async () => {
  const calendar = 'school_number,date,instruction,am_minutes,pm_minutes\n17,2026-09-01,Y,180,180\n';
  await world.apply('calendar-csv', world.file('c.csv', calendar));
  for (const school of ['17', '0017'])
    expect(await world.call('attendance.summary', { ...YEAR, school })).toEqual([]);
});

test('a file of another district says so, and is still read', async () => {
  const path = world.file('sd.tsv', `${HEADER}\r\n${pupilLine(1).replace('9990', '1234')}${pupilLine(2)}`);
  const { added, notes } = await world.preview('aim-sd', path);
  expect(added).toBe(2);
  expect(notes).toEqual([
    '1 line is of district 1234; this is district 9990. Check that it is the right file.',
  ]);
});

test('too many minutes are a problem of the minutes', async () => {
  await world.apply('aim-sd', world.file('sd.tsv', `${HEADER}\r\n${pupilLine(1)}`));
  await world.apply(
    'calendar-csv',
    world.file('c.csv', 'school_number,date,instruction,am_minutes,pm_minutes\n17,2026-09-01,Y,180,170\n'),
  );
  const enrollment = `EN\t9990\t17\t1\t000000001\t1\tFamily1\tGiven1\t09/01/2026\t01\t\t\t05\tP\tN\t\t\t\t\t2027\r\n`;
  await world.apply('aim-en', world.file('en.tsv', `${HEADER}\r\n${enrollment}`));
  const path = world.file('a.csv', 'student_id,date,block,code,minutes\n1,2026-09-01,PM,T,171\n');
  expect((await world.preview('attendance-csv', path)).problems).toEqual([
    {
      file: 'a.csv',
      line: 2,
      field: 'minutes',
      value: '171',
      message: '171 minutes do not fit: PM has 170.',
    },
  ]);
});

test('what nobody sees is not kept of a typed name, and a name of nothing else is no name', async () => {
  const adult = (lastName: string, firstName: string) =>
    world.call('people.add-staff', { lastName, firstName });
  const { personId } = await adult('\u202eLar\u0007sen\u2069', ' Mia\u2028Jo\t ');
  expect(world.rows('SELECT lastName, firstName FROM person WHERE id = ?', personId)).toEqual([
    { lastName: 'Lar sen', firstName: 'Mia Jo' },
  ]);
  await expect(adult('\u202e\u0007', 'Mia')).rejects.toMatchObject({ problems: [{ field: 'lastName' }] });
});
