import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partsOf, type TestValue } from '#domain/assessments/test-part.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

describe('who takes a test', () => {
  const tests: TestValue[] = [
    { code: 'ELA', label: 'ELA', authority: 'L', grades: ['03', '04'] },
    { code: 'ELP', label: 'ELP', authority: 'L', grades: ['KF', '03'], program: 'EL' },
    { code: 'OFF', label: 'No longer given', authority: 'L' },
  ];
  const codes = (grade: string, programs: string[], decisions = new Map()): string[] =>
    partsOf(tests, { grade, programs: new Set(programs) }, decisions).map(
      ({ test, part, decided }) => `${test} ${part}${decided ? ' decided' : ''}`,
    );
  test('grade and program say so', () => {
    expect(codes('03', [])).toEqual(['ELA Y']);
    expect(codes('03', ['EL'])).toEqual(['ELA Y', 'ELP Y']);
    expect(codes('KF', ['EL'])).toEqual(['ELP Y']);
    expect(codes('05', ['EL'])).toEqual([]);
  });
  test('a decision goes before them both ways, and taken back it is as before', () => {
    expect(codes('03', [], new Map([['ELA', { part: 'N', reason: 'ill' }]]))).toEqual(['ELA N decided']);
    expect(codes('05', [], new Map([['ELA', { part: 'Y', reason: null }]]))).toEqual(['ELA Y decided']);
    expect(codes('03', [], new Map([['ELA', { part: null, reason: null }]]))).toEqual(['ELA Y']);
  });
});

let world: PracticeHost;
let pupil: { studentId: string; stateId: string; name: string };
beforeAll(async () => {
  world = await aPracticeHost();
  const { lines } = await world.call('assessments.list', {});
  const line = lines.find(({ test: code, stateId }) => code === 'ELA' && stateId !== null);
  pupil = { studentId: line?.studentId ?? '', stateId: line?.stateId ?? '', name: line?.name ?? '' };
});
afterAll(() => world.end());
const mine = async (code = 'ELA') =>
  (await world.call('assessments.list', {})).lines.find(
    (line) => line.studentId === pupil.studentId && line.test === code,
  );

test('the list holds exactly the enrolled pupils of the grades', async () => {
  const { lines } = await world.call('assessments.list', {});
  const expected = world.rows<{ n: number }>(
    `SELECT count(DISTINCT studentId) AS n FROM enrollment WHERE grade IN ('03','04','05','06','07','08') AND startDate <= ?
      AND (endDate IS NULL OR endDate >= ?) AND noShow = 0 AND stateExclude = 0 AND extracurricularOnly = 0`,
    TODAY,
    TODAY,
  )[0]?.n;
  expect(lines.filter((line) => line.test === 'MATH')).toHaveLength(expected ?? -1);
  await expect(world.call('assessments.list', { school: '0555' })).rejects.toMatchObject({
    kind: 'not-found',
  });
});

test('not taking a test, or the alternate one, needs a reason; taken back, the grade says it again', async () => {
  const decide = (part: string | null, reason?: string) =>
    world.call('assessments.decide', {
      studentId: pupil.studentId,
      endYear: 2027,
      test: 'ELA',
      part,
      reason,
    });
  await expect(decide('N')).rejects.toMatchObject({ kind: 'invalid-input', problems: [{ field: 'reason' }] });
  await expect(decide('N', '  ')).rejects.toMatchObject({ problems: [{ field: 'reason' }] });
  await expect(decide('Z', 'x')).rejects.toMatchObject({ problems: [{ field: 'part' }] });
  await decide('ALT', 'The plan says so');
  expect(await mine()).toMatchObject({ part: 'ALT', decided: true, reason: 'The plan says so' });
  await decide(null);
  expect(await mine()).toMatchObject({ part: 'Y', decided: false, reason: null });
});

test('nothing is decided about a test nobody asks of the pupil, another year, or somebody who is no pupil', async () => {
  const asked = { studentId: pupil.studentId, endYear: 2027, test: 'ELA', part: 'N', reason: 'Medical' };
  const refused = async (part: Record<string, unknown>, field: string) =>
    await expect(
      world.call('assessments.decide', { ...asked, ...part }),
      JSON.stringify(part),
    ).rejects.toMatchObject({ kind: 'invalid-input', problems: [{ field }] });
  await refused({ endYear: 2026 }, 'endYear');
  await refused({ endYear: 2029 }, 'endYear');
  const [never] = world.rows<{ code: string }>(
    `SELECT 'HS' AS code FROM enrollment WHERE studentId = ? AND grade < '09'`,
    pupil.studentId,
  );
  expect(never).toBeDefined();
  await refused({ test: never?.code }, 'test');
  const [adult] = world.rows<{ adultId: string }>(
    'SELECT r.adultId FROM relationship r JOIN person p ON p.id = r.adultId WHERE p.isStudent = 0 LIMIT 1',
  );
  await refused({ studentId: adult?.adultId }, 'studentId');
  const before = world.rows('SELECT * FROM testDecision');
  await world.call('assessments.decide', { ...asked, endYear: 2028 });
  expect(world.rows('SELECT * FROM testDecision')).toHaveLength(before.length + 1);
});

test('the registration file has a line for each pupil and test; who does not take it stays out with the reason', async () => {
  await world.call('assessments.decide', {
    studentId: pupil.studentId,
    endYear: 2027,
    test: 'MATH',
    part: 'N',
    reason: 'Medical',
  });
  const feed = 'assessment-registration';
  const check = await world.call('feeds.check', { feed });
  expect(check.leftOut).toContainEqual({
    studentId: pupil.studentId,
    name: pupil.name,
    reason: expect.stringMatching(/does not take it. Medical/),
  });
  await expect(world.call('feeds.write', { feed, path: join(world.folder, 'no.zip') })).rejects.toMatchObject(
    {
      kind: 'conflict',
    },
  );
  await world.call('exports.confirm-codes', {
    codes: check.codesToConfirm.map(({ set, code }) => ({ set, code, stateCode: `S-${code}` })),
  });
  await world.call('feeds.write', { feed, path: join(world.folder, 'registration.zip') });
  const entries = unzipSync(readFileSync(join(world.folder, 'registration.zip')));
  const lines = parse(strFromU8(entries[`${feed}.csv`] ?? new Uint8Array()), { columns: true }) as Record<
    string,
    string
  >[];
  const own = lines.filter((line) => line['State ID'] === pupil.stateId).map((line) => line.Test);
  expect(own).toContain('S-ELA');
  expect(own).not.toContain('S-MATH');
  const totals = parse(strFromU8(entries[`${feed}-totals.csv`] ?? new Uint8Array())) as string[][];
  expect(totals.slice(1).reduce((sum, [, , n]) => sum + Number(n), 0)).toBe(lines.length);
});

test('the test window list has one line a pupil, with flags of that day', async () => {
  const check = await world.call('feeds.check', { feed: 'test-window' });
  expect(new Set(check.rows.map(({ studentId }) => studentId)).size).toBe(check.rows.length);
  const at = check.columns.indexOf('English learner');
  const learners = check.totals.find(({ label }) => label === 'English learner');
  expect(check.rows.filter(({ cells }) => cells[at] === 'Y').map(({ studentId }) => studentId)).toEqual(
    learners?.studentIds ?? [],
  );
});

test('who came and who left since registration is named', async () => {
  await world.call('enrollment.withdraw', {
    enrollmentId: world.rows<{ id: string }>(
      'SELECT id FROM enrollment WHERE studentId = ? AND endDate IS NULL',
      pupil.studentId,
    )[0]?.id,
    endDate: '2026-11-20',
    endReason: 'EOY',
  });
  const { gone, lines } = await world.call('assessments.list', { since: '2026-11-01' });
  expect(gone.map(({ studentId }) => studentId)).toContain(pupil.studentId);
  expect(lines.map(({ studentId }) => studentId)).not.toContain(pupil.studentId);
  const back = await world.call('assessments.list', { date: '2026-11-01', since: '2026-08-01' });
  expect(back.lines.filter(({ cameSince }) => cameSince).length).toBeGreaterThan(0);
});

describe('scores', () => {
  const file = (...lines: string[]): string => {
    const path = join(world.folder, 'scores.csv');
    writeFileSync(path, `state_id,test,taken_on,score,level\r\n${lines.join('\r\n')}\r\n`);
    return path;
  };
  const scores = () => world.call('assessments.scores', { studentId: pupil.studentId });

  test('a file is looked at first, then brought in; again nothing changes, and a correction corrects', async () => {
    const path = file(
      `${pupil.stateId},ELA,04/22/2026,412,Proficient`,
      `${pupil.stateId},s-math,2026-04-23,398,`,
    );
    const preview = await world.call('imports.preview', { format: 'scores-csv', path });
    expect(preview).toMatchObject({ added: 2, problemCount: 0 });
    expect(await scores()).toEqual([]);
    await world.call('imports.apply', { format: 'scores-csv', path });
    expect(await world.call('imports.apply', { format: 'scores-csv', path })).toMatchObject({
      added: 0,
      same: 2,
    });
    const better = file(`${pupil.stateId},ELA,04/22/2026,415,Proficient`);
    expect(await world.call('imports.apply', { format: 'scores-csv', path: better })).toMatchObject({
      changed: 1,
    });
    expect((await scores()).map(({ test: code, score }) => `${code} ${score}`)).toEqual([
      'MATH 398',
      'ELA 415',
    ]);
  });

  test('each wrong line is named with its field, and the good ones come in', async () => {
    const path = file(
      '999999999,ELA,04/22/2026,1,',
      `${pupil.stateId},CHESS,04/22/2026,1,`,
      `${pupil.stateId},ELA,12/31/2027,1,`,
      `${pupil.stateId},SCI,04/22/2026,,`,
      `${pupil.stateId},HS,04/22/2026,20,`,
      `${pupil.stateId},HS,04/22/2026,21,`,
      `${pupil.stateId},SCI,04/23/2026,-1e99,`,
      `${pupil.stateId},SCI,04/24/1999,5,`,
    );
    await expect(world.call('imports.apply', { format: 'scores-csv', path })).rejects.toMatchObject({
      kind: 'invalid-input',
    });
    const taken = await world.call('imports.apply', { format: 'scores-csv', path, goodRowsOnly: true });
    expect(taken.added).toBe(1);
    expect(taken.problems.map(({ line, field }) => `${line} ${field}`)).toEqual([
      '2 state_id',
      '3 test',
      '4 taken_on',
      '5 score',
      '7 state_id',
      '8 score',
      '9 taken_on',
    ]);
  });

  test('one is entered and taken off by hand', async () => {
    const score = { studentId: pupil.studentId, test: 'SCI', takenOn: '2026-05-01' };
    await expect(world.call('assessments.save-score', score)).rejects.toMatchObject({
      problems: [{ field: 'score' }],
    });
    await expect(
      world.call('assessments.save-score', { ...score, takenOn: '2026-11-25', score: '1' }),
    ).rejects.toMatchObject({ problems: [{ field: 'takenOn' }] });
    const birthDate = world.rows<{ birthDate: string }>(
      'SELECT birthDate FROM person WHERE id = ?',
      pupil.studentId,
    )[0]?.birthDate;
    for (const [part, field] of [
      [{ takenOn: birthDate, score: '1' }, 'takenOn'],
      [{ takenOn: '1999-12-31', score: '1' }, 'takenOn'],
      ...['-1e99', '1e3', '-5', 'Infinity', '10000', '0x10', 'good'].map((text) => [
        { score: text },
        'score',
      ]),
      ...['-1e99', '-3', '!', 'x'.repeat(61)].map((level) => [{ level }, 'level']),
    ] as [object, string][])
      await expect(
        world.call('assessments.save-score', { ...score, ...part }),
        JSON.stringify(part),
      ).rejects.toMatchObject({ kind: 'invalid-input', problems: [{ field }] });
    const [adult] = world.rows<{ adultId: string }>(
      'SELECT r.adultId FROM relationship r JOIN person p ON p.id = r.adultId WHERE p.isStudent = 0 LIMIT 1',
    );
    await expect(
      world.call('assessments.save-score', { ...score, studentId: adult?.adultId, score: '1' }),
    ).rejects.toMatchObject({ problems: [{ field: 'studentId' }] });
    const { id } = await world.call('assessments.save-score', { ...score, level: 'Novice' });
    expect((await scores()).map((row) => row.id)).toContain(id);
    await world.call('assessments.remove-score', { id });
    expect((await scores()).map((row) => row.id)).not.toContain(id);
  });

  test('the list and the scores print', async () => {
    const list = await world.call('reports.csv', { report: 'assessment-list', options: { date: TODAY } });
    expect(list.text).toContain('Takes it');
    const own = await world.call('reports.csv', {
      report: 'test-scores',
      options: { studentId: pupil.studentId },
    });
    expect(own.text).toContain('415');
    const [head, first] = own.text.replace('\uFEFF', '').split('\r\n');
    expect(head).toMatch(/^Pupil,State ID,Grade,School,Test,/);
    const { lastName, school, stateId } = world.rows<Record<'lastName' | 'school' | 'stateId', string>>(
      `SELECT p.lastName, s.name AS school, i.value AS stateId FROM person p JOIN enrollment e ON e.studentId = p.id
        JOIN school s ON s.id = e.schoolId JOIN identifier i ON i.personId = p.id AND i.system = 'state' WHERE p.id = ?`,
      pupil.studentId,
    )[0] as Record<'lastName' | 'school' | 'stateId', string>;
    for (const told of [lastName, school, stateId]) expect(first).toContain(told);
  });
});
