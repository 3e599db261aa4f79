import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { put } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { EntryName, Output } from '#electron/contract/contract.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { noDesktop } from '#electron/data-process/desktop-services.ts';
import { context } from '#tests/unit/support/district-file.ts';
import { HEADER } from '#tests/unit/support/import-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-number-'));
const host = new DataHost({
  districtFile: join(folder, 'school.hiline'),
  clock: systemClock,
  newId: () => v7(),
  workerFile: new URL('../../../electron/data-process/read-worker.ts', import.meta.url),
  sampleDistrict: '',
  desktop: noDesktop,
  push: () => undefined,
  checkAnswers: true,
});
const call = <N extends EntryName>(name: N, input: unknown): Promise<Output<N>> =>
  host.call(name, input, 'headless') as Promise<Output<N>>;
const file = (name: string, ...lines: string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${[HEADER, ...lines].join('\r\n')}\r\n`);
  return path;
};
const pupil = (i: number, district: string): string =>
  `SD\t${district}\t00000000${i}\t${i}\tFamily${i}\tGiven${i}\t\t\tF\t09/0${i}/2015\tN\tWH`;
const number = async (): Promise<string | undefined> =>
  (await call('school.overview', {})).districts[0]?.number;

beforeAll(async () => {
  await call('district.create', { name: 'Sage Creek', administrator: 'Sam', password: 'three words here' });
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

test('no state file leaves while the district has no number, and the sentence says where to put it', async () => {
  const path = join(folder, 'out.tsv');
  const refused = { kind: 'conflict', message: expect.stringMatching(/no district number.*Settings/) };
  await expect(call('exports.write', { template: 'aim-sd', path })).rejects.toMatchObject(refused);
  await expect(call('exports.one-roster', { version: '1.2', path })).rejects.toMatchObject(refused);
  await expect(call('exports.ed-fi', { path })).rejects.toMatchObject(refused);
  await expect(call('exports.behavior', { path })).rejects.toMatchObject(refused);
  await expect(call('exports.early-warning', { path })).rejects.toMatchObject(refused);
  expect(existsSync(path)).toBe(false);
  expect((await call('exports.check', { template: 'aim-sd' })).missingNumber).toMatch(/Settings/);
});

test('a state file offers its number, which is taken over only when somebody says so', async () => {
  const path = file('sd.tsv', pupil(1, '0712'), pupil(2, '712'));
  const preview = await call('imports.preview', { format: 'aim-sd', path });
  expect(preview.offersNumber).toBe('0712');
  expect(preview.notes.join(' ')).toContain('district 0712');
  await call('imports.apply', { format: 'aim-sd', path });
  expect(await number()).toBe('0000');
  const two = file('two.tsv', pupil(3, '0712'), pupil(4, '0713'));
  expect((await call('imports.preview', { format: 'aim-sd', path: two })).offersNumber).toBeNull();
  const taken = await call('imports.apply', { format: 'aim-sd', path, adoptNumber: true });
  expect(taken.offersNumber).toBe('0712');
  expect(await number()).toBe('0712');
  expect((await call('imports.preview', { format: 'aim-sd', path })).offersNumber).toBeNull();
});

test('only an administrator takes a number over', async () => {
  await call('accounts.add', { name: 'Pat', password: 'other words here', roles: ['secretary'] });
  await call('accounts.sign-in', { name: 'Pat', password: 'other words here' });
  await expect(
    call('imports.apply', { format: 'aim-sd', path: join(folder, 'sd.tsv'), adoptNumber: true }),
  ).rejects.toMatchObject({ kind: 'not-allowed' });
  const { districts } = await call('school.overview', {});
  await expect(
    call('school.change-district', { districtId: districts[0]?.id, name: 'X', number: '0001' }),
  ).rejects.toMatchObject({ kind: 'not-allowed' });
  await call('accounts.sign-in', { name: 'Sam', password: 'three words here' });
});

test('the administrator sets the number by hand; zeros and long numbers are refused', async () => {
  const { districts } = await call('school.overview', {});
  const said = { districtId: districts[0]?.id, name: 'Sage Creek' };
  for (const wrong of ['0000', '0', '', '12345', '1 2'])
    await expect(call('school.change-district', { ...said, number: wrong }), wrong).rejects.toMatchObject({
      kind: 'invalid-input',
      problems: [{ field: 'number' }],
    });
  await call('school.change-district', { ...said, number: '99', legalEntity: '0411', phone: '406 555 0100' });
  expect((await call('school.overview', {})).districts[0]).toMatchObject({
    number: '0099',
    legalEntity: '0411',
    phone: '406 555 0100',
  });
  // What is not said stays as it is; null takes it away.
  await call('school.change-district', { ...said, number: '99', phone: null });
  expect((await call('school.overview', {})).districts[0]).toMatchObject({
    legalEntity: '0411',
    phone: null,
  });
  await expect(
    call('district.create', {
      name: 'Y',
      number: '0000',
      administrator: 'Sam',
      password: 'three words here',
    }),
  ).rejects.toMatchObject({ kind: 'invalid-input' });
});

test('two districts of a file never share a legal entity number', async () => {
  host.district.open?.file.write(context, (writer) => {
    const one = writer.rows<Row<'district'>>('SELECT * FROM district')[0];
    if (one) put(writer, 'district', { ...one, id: v7(), name: 'Sage Creek H S', legalEntity: '0412' });
  });
  const own = (await call('school.overview', {})).districts.find(({ legalEntity }) => legalEntity === '0411');
  const said = { districtId: own?.id, name: 'Sage Creek', number: '99' };
  await expect(call('school.change-district', { ...said, legalEntity: '412' })).rejects.toMatchObject({
    kind: 'conflict',
    problems: [{ field: 'legalEntity' }],
  });
  await call('school.change-district', { ...said, legalEntity: '0411' });
});

test('a school without its number keeps files back; two schools never share one', async () => {
  const line = (school: string, id: number): string =>
    `EN\t0099\t${school}\t001\t00000000${id}\t${id}\tFamily${id}\tGiven${id}\t08/24/2026\t02\t\t\t03\tP\tN\t\t\t\t\t2027`;
  const path = file('en.tsv', line('0', 1), line('0007', 2));
  await call('imports.apply', { format: 'aim-en', path });
  const { schools } = await call('school.overview', {});
  const without = schools.find((one) => one.number === '0000');
  expect((await call('exports.check', { template: 'aim-sd' })).missingNumber).toMatch(/no school number/);
  await expect(call('school.change-number', { schoolId: without?.id, number: '7' })).rejects.toMatchObject({
    kind: 'conflict',
  });
  await call('school.change-number', { schoolId: without?.id, number: '8' });
  expect((await call('exports.check', { template: 'aim-sd' })).missingNumber).toBeNull();
});
