import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { childCountProblem } from '#domain/special-education/child-count.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

describe('the child count', () => {
  const plan = {
    status: 'locked',
    startDate: '2026-09-01',
    endDate: '2027-08-31',
    lastEvaluation: '2024-10-05',
    disability: 'SLD',
    setting: 'RC80',
    birthDate: '2016-10-05',
    grade: '04',
    exitedOn: null,
  };
  const codes = {
    disability: { code: 'SLD', label: 'Specific learning disability', authority: 'S' },
    setting: {
      code: 'RC80',
      label: 'Inside regular class',
      schoolAge: true,
      earlyChildhood: false,
      authority: 'L',
    },
  };
  const dd = { code: 'DD', label: 'Developmental delay', minAge: 3, maxAgeExclusive: 9, authority: 'S' };
  const early = {
    code: 'SC',
    label: 'Separate class',
    schoolAge: false,
    earlyChildhood: true,
    authority: 'L',
  };
  const problem = (change: object, other: object = {}, date = '2026-10-05') =>
    childCountProblem({ ...plan, ...change }, date, { ...codes, ...other });

  test('counts a locked plan in force with what fits the age, on its first and its last day', () => {
    expect(problem({})).toBeNull();
    expect(problem({ startDate: '2026-10-05' })).toBeNull();
    expect(problem({ endDate: '2026-10-05' })).toBeNull();
    expect(problem({ lastEvaluation: '2023-10-05' })).toBeNull();
    expect(problem({ exitedOn: '2026-10-05' })).toBeNull();
  });
  test('counts in October a plan that was in force in September and has lapsed since', () => {
    expect(problem({ endDate: '2026-09-01' })).toBeNull();
    expect(problem({ endDate: '2026-10-04' })).toBeNull();
    const later = childCountProblem({ ...plan, endDate: '2026-10-04' }, '2026-11-02', codes);
    expect(later).toMatch(/ended on/);
  });
  test.each([
    [{ status: 'complete' }, {}, /not locked/],
    [{ exitedOn: '2026-10-04' }, {}, /left special education/],
    [{ startDate: '2026-10-06' }, {}, /starts later/],
    [{ endDate: '2026-08-31' }, {}, /ended on/],
    [{ lastEvaluation: null }, {}, /no evaluation/],
    [{ lastEvaluation: '2023-10-04' }, {}, /more than three years/],
    [{ lastEvaluation: '2026-10-06' }, {}, /later than the count/],
    [{}, { disability: undefined }, /no disability/],
    [{}, { setting: undefined }, /no setting/],
    [{ birthDate: null }, {}, /birth date/],
    [{ birthDate: '2023-10-06' }, {}, /ages 3 to 21/],
    [{ birthDate: '2004-10-05' }, {}, /ages 3 to 21/],
    [{ birthDate: '2017-10-05' }, { disability: dd }, /does not fit the age of 9/],
    [{}, { setting: early }, /early childhood/],
    [{ birthDate: '2021-10-05', grade: 'PK' }, {}, /school age/],
  ])('leaves out %j', (change, other, sentence) => {
    expect(problem(change, other)).toMatch(sentence);
  });
  test('a five-year-old in kindergarten has a school-age setting, in preschool an early one', () => {
    expect(problem({ birthDate: '2021-10-05', grade: 'KF' })).toBeNull();
    expect(problem({ birthDate: '2021-10-05', grade: 'PK' }, { setting: early })).toBeNull();
    expect(problem({ birthDate: '2017-10-06' }, { disability: dd })).toBeNull();
  });
});

let world: PracticeHost;
beforeAll(async () => {
  world = await aPracticeHost();
});
afterAll(() => world.end());
const written = (name: string): Record<string, string[][]> =>
  Object.fromEntries(
    Object.entries(unzipSync(readFileSync(join(world.folder, name)))).map(([entry, bytes]) => [
      entry,
      parse(strFromU8(bytes)) as string[][],
    ]),
  );

test('the child nutrition feed has a line for everybody enrolled, and totals that are its lines', async () => {
  const check = await world.call('feeds.check', { feed: 'child-nutrition' });
  if (check.codesToConfirm.length > 0) {
    await expect(
      world.call('feeds.write', { feed: 'child-nutrition', path: join(world.folder, 'no.zip') }),
    ).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining('nobody has confirmed') });
    await world.call('exports.confirm-codes', {
      codes: check.codesToConfirm.map(({ set, code }) => ({ set, code, stateCode: code })),
    });
  }
  const path = join(world.folder, 'meals.zip');
  const told = await world.call('feeds.write', { feed: 'child-nutrition', path });
  const files = written('meals.zip');
  const lines = files['child-nutrition.csv']?.slice(1) ?? [];
  const head = files['child-nutrition.csv']?.[0] ?? [];
  const enrolled = world.rows<{ n: number }>(
    `SELECT count(DISTINCT e.studentId) AS n FROM enrollment e JOIN identifier i ON i.personId = e.studentId AND i.system = 'state'
      WHERE e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?) AND noShow = 0 AND stateExclude = 0 AND extracurricularOnly = 0`,
    TODAY,
    TODAY,
  )[0]?.n;
  expect(lines).toHaveLength(enrolled ?? -1);
  expect(told.lines).toBe(lines.length);
  const at = (label: string): number => head.indexOf(label);
  for (const [group, what, pupils] of files['child-nutrition-totals.csv']?.slice(1) ?? []) {
    const code = { 'Free meals': 'F', 'Reduced-price meals': 'R' }[what ?? ''];
    if (code === undefined) continue;
    expect(Number(pupils), what).toBe(
      lines.filter(
        (cells) => `School ${cells[at('School number')]}` === group && cells[at('Eligibility')] === code,
      ).length,
    );
  }
  expect(lines.some((cells) => cells[at('Eligibility')] === 'F')).toBe(true);
});

test('the special education feed is for its roles alone, in federal codes and without names', async () => {
  await world.call('accounts.add', { name: 'Office', password: 'other words here', roles: ['secretary'] });
  await world.call('accounts.add', {
    name: 'Sped',
    password: 'other words here',
    roles: ['special-education'],
  });
  await world.call('accounts.sign-in', { name: 'Office', password: 'other words here' });
  await expect(world.call('feeds.check', { feed: 'special-education' })).rejects.toMatchObject({
    kind: 'not-allowed',
  });
  await world.call('accounts.sign-in', { name: 'Sped', password: 'other words here' });
  await expect(world.call('feeds.check', { feed: 'child-nutrition' })).rejects.toMatchObject({
    kind: 'not-allowed',
  });
  const check = await world.call('feeds.check', { feed: 'special-education' });
  expect(check.rows.length + check.leftOut.length).toBeGreaterThan(0);
  const counted = check.totals.find(({ group }) => group === 'All');
  expect(counted?.studentIds).toHaveLength(check.rows.length);
  for (const group of ['Disability', 'Environment', 'Age', 'School'])
    expect(
      check.totals
        .filter((total) => total.group === group)
        .reduce((sum, { studentIds }) => sum + studentIds.length, 0),
      group,
    ).toBe(check.rows.length);
  if (check.rows.length === 0) return;
  await world.call('feeds.write', { feed: 'special-education', path: join(world.folder, 'sped.zip') });
  const text = JSON.stringify(written('sped.zip'));
  for (const { name } of check.rows) expect(text).not.toContain(name.split(',')[0]);
});
