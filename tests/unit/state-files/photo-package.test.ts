import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putKeyed } from '#db/system/rows.ts';
import { readJpeg } from '#domain/people/jpeg.ts';
import { context } from '#tests/unit/support/district-file.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

const APP0 = [0xff, 0xe0, 0, 7, 0x4a, 0x46, 0x49, 0x46, 0];
const EXIF = [0xff, 0xe1, 0, 10, 0x45, 0x78, 0x69, 0x66, 0, 0, 1, 2];
const ICC = [0xff, 0xe2, 0, 4, 9, 9];
const frame = (width: number, height: number): number[] => [
  ...[0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0],
];
/** A scan with a stuffed byte and a restart in it, and another segment between two scans, as progressive pictures have. */
const SCAN = [0xff, 0xda, 0, 4, 1, 2, 7, 0xff, 0x00, 8, 0xff, 0xd3, 9];
const jpeg = (width = 350, height = 526, told: number[] = []): Buffer =>
  Buffer.from([
    0xff,
    0xd8,
    ...APP0,
    ...told,
    ...frame(width, height),
    ...SCAN,
    ...[0xff, 0xc4, 0, 4, 0xff, 0xd9],
    ...SCAN,
    0xff,
    0xd9,
  ]);

test('a picture is read to its end, and nothing but the picture stays', () => {
  const clean = jpeg();
  expect(readJpeg(clean)).toMatchObject({ width: 350, height: 526 });
  const told = Buffer.concat([jpeg(350, 526, [...EXIF, ...ICC]), Buffer.from('GPS behind the end')]);
  expect(Buffer.from(readJpeg(told)?.bare ?? [])).toEqual(clean);
});

test.each([
  ['cut off', jpeg().subarray(0, -2)],
  ['no frame', Buffer.from([0xff, 0xd8, ...APP0, ...SCAN, 0xff, 0xd9])],
  ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ['nothing', Buffer.alloc(0)],
  ['a length that leaves the file', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1])],
])('%s is no picture', (_what, bytes) => {
  expect(readJpeg(bytes)).toBeNull();
});

let world: PracticeHost;
let pupils: { studentId: string; stateId: string; lastName: string }[];
const file = (name: string): string => join(world.folder, name);
const choose = (studentId: string | undefined, choice: string | null, endYear = 2027) =>
  world.call('people.choose-photo', { studentId, endYear, choice, chosenOn: TODAY });
const save = (studentId: string | undefined, takenOn = TODAY, image = jpeg()) =>
  world.call('people.save-photo', { studentId, takenOn, image: image.toString('base64') });
const reasonOf = async (studentId: string | undefined): Promise<string | undefined> =>
  (await world.call('feeds.photo-preview', {})).leftOut.find((one) => one.studentId === studentId)?.reason;

beforeAll(async () => {
  world = await aPracticeHost();
  pupils = world.rows(
    `SELECT i.personId AS studentId, i.value AS stateId, p.lastName FROM identifier i JOIN person p ON p.id = i.personId
      WHERE i.system = 'state' AND EXISTS (SELECT 1 FROM enrollment e WHERE e.studentId = p.id AND e.startDate <= ? AND e.endDate IS NULL
        AND e.noShow = 0 AND e.stateExclude = 0 AND e.extracurricularOnly = 0) ORDER BY i.value LIMIT 9`,
    TODAY,
  );
});
afterAll(() => world.end());

test('nobody has opted in: nothing is written', async () => {
  const before = await world.call('feeds.photo-preview', {});
  expect(before.included).toEqual([]);
  await expect(world.call('feeds.photos', { path: file('none.zip') })).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining('nobody’s parents have opted in'),
  });
  expect(existsSync(file('none.zip'))).toBe(false);
});

test('each pupil who stays out has a reason', async () => {
  const [good, noPhoto, old, dayShort, wrongSize, turned, lastYear, out] = pupils.map((one) => one.studentId);
  for (const id of [good, noPhoto, old, dayShort, wrongSize, turned, lastYear]) await choose(id, 'IN');
  await save(good);
  await save(old, '2024-11-24');
  await save(dayShort, '2024-11-25');
  await save(wrongSize, TODAY, jpeg(526, 350));
  await save(turned);
  await choose(turned, 'OUT');
  await save(lastYear);
  world.host.district.open?.file.write(context, (writer) =>
    putKeyed(writer, 'photoChoice', {
      studentId: lastYear ?? '',
      endYear: 2026,
      choice: 'IN',
      chosenOn: '2025-11-24',
    }),
  );
  await choose(lastYear, null);
  await choose(out, 'OUT');
  const preview = await world.call('feeds.photo-preview', {});
  expect(preview.included.map(({ studentId }) => studentId).sort()).toEqual([good, dayShort].sort());
  expect(await reasonOf(noPhoto)).toMatch(/There is no photo/);
  expect(await reasonOf(old)).toMatch(/2 years old/);
  expect(await reasonOf(wrongSize)).toMatch(/526 × 350, not 350 × 526/);
  expect(await reasonOf(lastYear)).toMatch(/not opted in for 2026-27/);
  expect(await reasonOf(turned)).toBeUndefined();
  expect(preview.optedOut).toBe(2);
  expect(preview.notAsked).toBeGreaterThan(0);
});

test('the package holds the pictures by State ID and a manifest that fits them, and no name', async () => {
  const written = await world.call('feeds.photos', { path: file('photos.zip') });
  expect(written).toMatchObject({ saved: true, photos: 2 });
  const entries = unzipSync(readFileSync(file('photos.zip')));
  const names = Object.keys(entries).sort();
  expect(names).toEqual([`${pupils[0]?.stateId}.jpg`, `${pupils[3]?.stateId}.jpg`, 'manifest.csv'].sort());
  const manifest = strFromU8(entries['manifest.csv'] ?? new Uint8Array());
  for (const name of names.filter((one) => one.endsWith('.jpg'))) {
    const bytes = entries[name] ?? new Uint8Array();
    expect(Buffer.from(bytes)).toEqual(jpeg());
    expect(manifest).toContain(`${bytes.length},${createHash('sha256').update(bytes).digest('hex')}`);
  }
  for (const { lastName } of pupils) expect(manifest).not.toContain(lastName);
  await world.call('feeds.photos', { path: file('again.zip') });
  expect(readFileSync(file('again.zip'))).toEqual(readFileSync(file('photos.zip')));
  expect((await world.call('exports.handed-over', {})).map(({ fileName }) => fileName)).toContain(
    'photos.zip',
  );
});

test('a file that is there is replaced only when the call says so', async () => {
  const before = readFileSync(file('photos.zip'));
  await expect(world.call('feeds.photos', { path: file('photos.zip') })).rejects.toMatchObject({
    kind: 'conflict',
    problems: [{ field: 'path' }],
  });
  expect(readFileSync(file('photos.zip'))).toEqual(before);
  await world.call('feeds.photos', { path: file('photos.zip'), replace: true });
});

test('a school nobody knows is a refusal and not an empty package; a photo of tomorrow is refused', async () => {
  await expect(world.call('feeds.photo-preview', { school: '0555' })).rejects.toMatchObject({
    kind: 'not-found',
  });
  await expect(save(pupils[0]?.studentId, '2026-11-25')).rejects.toMatchObject({ kind: 'invalid-input' });
});
