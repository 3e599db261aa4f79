import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '#domain/system/civil-date.ts';
import { endHandOvers } from '#electron/data-process/hand-over.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

let office: PracticeHost;
beforeAll(async () => {
  office = await aPracticeHost();
});
afterAll(() => office.end());

const place = (name: string): string => join(office.folder, name);
const onList = async (): Promise<string[]> =>
  (await office.call('exports.handed-over', {})).map(({ fileName }) => fileName);
const sweep = (day: string): Promise<void> => {
  const open = office.host.district.open;
  if (!open) throw new Error('the district is open');
  return endHandOvers(open.file, day);
};
const opened = async (zip: Uint8Array, password: string): Promise<string> => {
  const reader = new ZipReader(new Uint8ArrayReader(zip), { password, useWebWorkers: false });
  const [entry] = await reader.getEntries();
  if (!entry || entry.directory) throw new Error('the zip holds a file');
  return Buffer.from(await entry.getData(new Uint8ArrayWriter())).toString('utf8');
};

test('a locked file opens with its password alone, and holds the same bytes', async () => {
  await office.call('exports.early-warning', { path: place('open.csv') });
  await office.call('exports.early-warning', { path: place('locked.zip'), password: 'tea kettle blue' });
  const zip = readFileSync(place('locked.zip'));
  const plain = readFileSync(place('open.csv'), 'utf8');
  expect(zip.includes(plain.slice(0, 40))).toBe(false);
  expect(await opened(zip, 'tea kettle blue')).toBe(plain);
  await expect(opened(zip, 'tea kettle red')).rejects.toThrow();
});

test('a password that is soon guessed is refused, and nothing is written', async () => {
  await expect(
    office.call('exports.early-warning', { path: place('weak.zip'), password: 'short' }),
  ).rejects.toMatchObject({ kind: 'invalid-input' });
  expect(existsSync(place('weak.zip'))).toBe(false);
});

test('a file is deleted after its last day, not on it; what was changed or is to be kept stays', async () => {
  for (const name of ['ours.csv', 'edited.csv', 'kept.csv', 'gone.csv'])
    await office.call('exports.early-warning', { path: place(name), deleteAfterDays: 3 });
  await office.call('exports.early-warning', { path: place('for-good.csv'), deleteAfterDays: 0 });
  writeFileSync(place('edited.csv'), 'mine now');
  rmSync(place('gone.csv'));
  const kept = (await office.call('exports.handed-over', {})).find(({ fileName }) => fileName === 'kept.csv');
  await office.call('exports.keep-file', { id: kept?.id ?? '' });
  await sweep(addDays(TODAY, 3));
  expect(existsSync(place('ours.csv'))).toBe(true);
  await sweep(addDays(TODAY, 4));
  expect(existsSync(place('ours.csv'))).toBe(false);
  expect(readFileSync(place('edited.csv'), 'utf8')).toBe('mine now');
  expect(existsSync(place('kept.csv'))).toBe(true);
  expect(existsSync(place('for-good.csv'))).toBe(true);
  for (const name of ['ours.csv', 'edited.csv', 'gone.csv']) expect(await onList()).not.toContain(name);
  expect(await onList()).toEqual(expect.arrayContaining(['kept.csv', 'for-good.csv', 'open.csv']));
});

test('a file is deleted at once when somebody says so', async () => {
  await office.call('exports.early-warning', { path: place('now.csv') });
  const { id } = (await office.call('exports.handed-over', {})).find(
    ({ fileName }) => fileName === 'now.csv',
  ) ?? { id: '' };
  await office.call('exports.delete-file', { id });
  expect(existsSync(place('now.csv'))).toBe(false);
  await expect(office.call('exports.delete-file', { id })).rejects.toMatchObject({ kind: 'not-found' });
});

test('a place that cannot be written leaves nothing on the list', async () => {
  const before = await onList();
  await expect(
    office.call('exports.early-warning', { path: place('no/such/folder.csv') }),
  ).rejects.toMatchObject({ kind: 'storage' });
  expect(await onList()).toEqual(before);
});

test('nothing is ever written over the district file, its key, its copies or another district', async () => {
  const own = office.host.district.path;
  const before = readFileSync(`${own}.keys`);
  symlinkSync(own, place('innocent.csv'));
  for (const path of [
    own,
    own.toUpperCase(),
    `${own}.keys`,
    `${own}-wal`,
    join(`${own}-copies`, 'a.csv'),
    place('other.hiline'),
    place('innocent.csv'),
  ])
    await expect(office.call('exports.early-warning', { path }), path).rejects.toMatchObject({
      kind: 'not-allowed',
    });
  expect(readFileSync(`${own}.keys`)).toEqual(before);
  expect(existsSync(place('other.hiline'))).toBe(false);
  expect(await office.call('people.roster', { date: TODAY })).not.toEqual([]);
});

test('a refused password is not said again', async () => {
  const refusal: unknown = await office
    .call('exports.early-warning', { path: place('weak.zip'), password: 'hunter2' })
    .catch((error: unknown) => error);
  expect(refusal).toMatchObject({ kind: 'invalid-input', problems: [{ field: 'password' }] });
  expect(JSON.stringify(refusal)).not.toContain('hunter2');
});
