import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringOlderPhotos } from '#db/people/older-photos.ts';
import { keepArrived, picturesToFetch, picturesToSend } from '#db/people/pictures.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import {
  type OfficeHost,
  type OfficesAndState,
  officesAndState,
} from '#tests/unit/sync/support/office-host.ts';

let all: OfficesAndState;
let office: OfficeHost;
let principal: OfficeHost;
let studentId: string;
beforeAll(async () => {
  all = await officesAndState();
  office = await all.office('0911', 2);
  await office.call('sync.run');
  principal = await all.further('0911');
  studentId =
    office.file.reader.rows<{ id: string }>(
      'SELECT id FROM person WHERE isStudent = 1 ORDER BY id LIMIT 1',
    )[0]?.id ?? '';
}, 60_000);
afterAll(() => all.end());

/** A JPEG of so many bytes after its head. */
const jpeg = (bytes: number, fill: number): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xda, 0, 2]),
    Buffer.alloc(bytes, fill),
  ]);
const today = systemClock.today();
const choose = (choice: 'IN' | 'OUT') =>
  office.call('people.choose-photo', { studentId, endYear: schoolYearOf(today), choice, chosenOn: today });
const save = (image: Buffer) =>
  office.call('people.save-photo', { studentId, takenOn: today, image: image.toString('base64') });
const photoAt = ({ call }: OfficeHost) => call('people.photo', { studentId });
const picturesAt = ({ file }: OfficeHost): number =>
  file.reader.rows<{ n: number }>('SELECT count(*) AS n FROM picture')[0]?.n ?? 0;

test('a photo goes with the next sync to the office’s other computers, and goes everywhere when the parents opt out', async () => {
  await choose('IN');
  const image = jpeg(80_000, 7);
  await save(image);
  expect(await photoAt(office)).toMatchObject({ where: 'here', takenOn: today });
  await office.call('sync.run');
  expect(await photoAt(office)).toMatchObject({ where: 'state' });
  expect(await photoAt(principal)).toBeNull();
  await principal.call('sync.run');
  expect(await photoAt(principal)).toEqual({
    image: image.toString('base64'),
    takenOn: today,
    where: 'state',
  });

  const second = jpeg(40_000, 9);
  await save(second);
  for (const one of [office, principal]) await one.call('sync.run');
  expect((await photoAt(principal))?.image).toBe(second.toString('base64'));
  expect([picturesAt(office), picturesAt(principal)]).toEqual([1, 1]);

  await choose('OUT');
  expect(await photoAt(office)).toBeNull();
  for (const one of [office, principal]) await one.call('sync.run');
  expect(await photoAt(principal)).toBeNull();
  expect([picturesAt(office), picturesAt(principal)]).toEqual([0, 0]);
});

test('a record whose picture has not come says so; half a picture is fetched to its end, a damaged one anew', async () => {
  await choose('IN');
  const image = jpeg(90_000, 3);
  await save(image);
  await office.call('sync.run');
  await principal.call('sync.run');
  const sha256 = createHash('sha256').update(image).digest('hex');
  const name = { sha256, size: image.length };
  for (const [there, kept] of [
    [image.subarray(0, 33_000), true],
    [Buffer.alloc(image.length, 1), false],
  ] as const) {
    principal.file.writeLocal((writer) => {
      expect(keepArrived(writer, name, there)).toBe(kept);
    });
    expect(await photoAt(principal)).toEqual({ image: null, takenOn: today, where: 'coming' });
    expect(picturesToFetch(principal.file.reader, 5)).toEqual([name]);
    await principal.call('sync.run');
    expect((await photoAt(principal))?.image).toBe(image.toString('base64'));
  }
});

test('a picture is not offered before the state has its record, nor twice', async () => {
  await save(jpeg(1_000, 5));
  expect(picturesToSend(office.file.reader, 5)).toEqual([]);
  await office.call('sync.run');
  expect(picturesToSend(office.file.reader, 5)).toEqual([]);
  expect(await photoAt(office)).toMatchObject({ where: 'state' });
});

test('a photo from an earlier Hi-Line becomes a record and travels too', async () => {
  await choose('OUT');
  await choose('IN');
  const image = jpeg(2_000, 8);
  office.file.writeLocal((writer) =>
    writer.exec(
      'INSERT INTO photo (personId, image, takenOn, at) VALUES (?, ?, ?, ?)',
      studentId,
      image,
      '2026-09-01',
      systemClock.now(),
    ),
  );
  // A record that says "no photo any more" is not overruled by an older picture.
  bringOlderPhotos(office.file, systemClock.now());
  expect(await photoAt(office)).toBeNull();
  const other =
    office.file.reader.rows<{ id: string }>(
      'SELECT id FROM person WHERE isStudent = 1 ORDER BY id DESC LIMIT 1',
    )[0]?.id ?? '';
  office.file.writeLocal((writer) =>
    writer.exec(
      'INSERT INTO photo (personId, image, takenOn, at) VALUES (?, ?, ?, ?)',
      other,
      image,
      '2026-09-01',
      systemClock.now(),
    ),
  );
  bringOlderPhotos(office.file, systemClock.now());
  expect(office.file.reader.rows('SELECT 1 FROM photo')).toEqual([]);
  for (const one of [office, principal]) await one.call('sync.run');
  expect((await principal.call('people.photo', { studentId: other }))?.image).toBe(image.toString('base64'));
});
