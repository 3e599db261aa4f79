import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { templateNames } from '#domain/state-files/templates.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let office: PracticeHost;
let path: string;
beforeAll(async () => {
  office = await aPracticeHost();
  path = join(office.folder, 'never.bin');
});
afterAll(() => office.end());

const noYear = { kind: 'not-found', problems: [{ field: 'endYear' }] };
const noSchool = { kind: 'not-found', problems: [{ field: 'school' }] };

test.each(templateNames)(
  '%s of a year, school or day that is not here is a sentence and no file',
  async (template) => {
    await expect(office.call('exports.write', { template, endYear: 2050, path })).rejects.toMatchObject(
      noYear,
    );
    await expect(office.call('exports.check', { template, endYear: 2050 })).rejects.toMatchObject(noYear);
    await expect(office.call('exports.write', { template, school: '9876', path })).rejects.toMatchObject(
      noSchool,
    );
    await expect(office.call('exports.check', { template, school: '9876' })).rejects.toMatchObject(noSchool);
    await expect(
      office.call('exports.check', { template, endYear: 2027, asOf: '2019-10-07' }),
    ).rejects.toMatchObject({ kind: 'invalid-input', problems: [{ field: 'asOf' }] });
    expect(existsSync(path)).toBe(false);
  },
);

test.each([
  ['exports.one-roster', { version: '1.2', endYear: 2050 }, noYear],
  ['exports.ed-fi', { endYear: 2050 }, noYear],
  ['exports.behavior', { endYear: 2050 }, noYear],
  ['exports.early-warning', { date: '2050-10-03' }, noYear],
  ['exports.early-warning', { school: '9876' }, noSchool],
] as const)('%s %j is a sentence and no file', async (entry, asked, refused) => {
  await expect(office.call(entry, { ...asked, path })).rejects.toMatchObject(refused);
  expect(existsSync(path)).toBe(false);
});

test('a school is the same with and without its leading zeros, and a past year is read on its own last day', async () => {
  const [school] = office.rows<{ number: string }>(
    "SELECT number FROM school ORDER BY number = '0000', number",
  );
  const number = school?.number ?? '';
  const whole = await office.call('exports.check', { template: 'aim-en', endYear: 2027, school: number });
  const short = await office.call('exports.check', {
    template: 'aim-en',
    endYear: 2027,
    school: number.replace(/^0+/, ''),
  });
  expect(whole.lines + whole.leftOut).toBeGreaterThan(0);
  expect(short.lines).toBe(whole.lines);
});
