import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#electron/data-process/clock.ts';
import { signInHeadless } from '#electron/data-process/headless-sign-in.ts';
import { OpenDistrict } from '#electron/data-process/open-district.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hi-line-place-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...place: string[]): OpenDistrict =>
  new OpenDistrict({
    path: join(folder, ...place),
    clock: systemClock,
    newId: () => v7(),
    workerFile: new URL('../../../electron/data-process/read-worker.ts', import.meta.url),
  });
const input = { districtName: 'D', administrator: 'Sam', password: 'three words here', practice: false };

test('a file that is no district file is called so', async () => {
  writeFileSync(join(folder, 'letter.hiline'), 'Dear parents, '.repeat(400));
  await expect(signInHeadless(at('letter.hiline'), 'Sam', 'x')).rejects.toMatchObject({
    kind: 'storage',
    message: expect.stringContaining('no key file (letter.hiline.keys) beside it'),
  });
});

test('a folder that is not there is named before anything is made', async () => {
  await expect(at('no', 'such', 'd.hiline').create(input, () => undefined)).rejects.toMatchObject({
    kind: 'not-found',
    message: expect.stringContaining('folder'),
  });
});

test('where several sign in, a script says who', async () => {
  const district = at('d.hiline');
  await district.create(input, () => undefined);
  await district.addUser({ id: v7(), name: 'Kim', roles: ['secretary'] }, 'three words here');
  await district.signOut();
  await expect(signInHeadless(district, undefined, 'three words here')).rejects.toMatchObject({
    kind: 'signed-out',
    message: expect.stringContaining('HILINE_USER'),
  });
  await signInHeadless(district, 'Kim', 'three words here');
  expect(district.open?.user.name).toBe('Kim');
  await district.signOut();
});
