import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noteHandedOver } from '#db/state-files/handed-over.ts';
import { setSetting, setting } from '#db/system/settings.ts';
import type { EntryName } from '#electron/contract/contract.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { noDesktop } from '#electron/data-process/desktop-services.ts';
import { anImportHost, type ImportHost } from '#tests/unit/support/import-host.ts';

const SAM = ['Sam', 'three words here'] as const;
const ADA = ['Ada', 'five words are here too'] as const;

let world: ImportHost;
beforeEach(async () => {
  world = await anImportHost();
});
afterEach(() => world.end());

const signIn = async ([name, password]: readonly [string, string]) => {
  await world.call('accounts.sign-out', {});
  return world.call('accounts.sign-in', { name, password });
};
const staff = async () => (await world.call('people.staff', {})).map(({ name }) => name);

/** A copy with one person in it, and what happened since: another person, another password, another administrator. */
async function copyAndLater(): Promise<string> {
  await world.call('people.add-staff', { lastName: 'Before', firstName: 'Copy' });
  const { name } = await world.call('system.copy-now', {});
  await world.call('people.add-staff', { lastName: 'After', firstName: 'Copy' });
  await world.call('accounts.change-password', { oldPassword: SAM[1], newPassword: 'four words are here' });
  await world.call('accounts.add', { name: ADA[0], roles: ['administrator'], password: ADA[1] });
  return name;
}

test('somebody added since the copy goes back to it and stays signed in; old passwords open nothing', async () => {
  const copy = await copyAndLater();
  await signIn(ADA);
  expect(await world.call('system.preview-restore', { name: copy })).toMatchObject({ people: 1 });
  await world.call('system.restore', { name: copy });
  expect(await staff()).toEqual(['Copy Before']);
  expect((await world.call('district.status', {})).user?.name).toBe('Ada');
  await expect(signIn(SAM)).rejects.toMatchObject({ kind: 'not-allowed' });
  expect((await signIn(['Sam', 'four words are here'])).name).toBe('Sam');
});

test('who was shut out since the copy is not let in by it', async () => {
  await copyAndLater();
  const { name } = await world.call('system.copy-now', {});
  const ada = (await world.call('accounts.list', {})).find((one) => one.name === 'Ada');
  await world.call('accounts.change', { userId: ada?.id, roles: ['administrator'], active: false });
  await world.call('system.restore', { name });
  await expect(signIn(ADA)).rejects.toMatchObject({ kind: 'not-allowed' });
});

test('a file with student data that was written since the copy is still deleted on its day; copies still go to the stick', async () => {
  const { name } = await world.call('system.copy-now', {});
  const path = join(world.folder, 'handed.tsv');
  writeFileSync(path, 'x');
  const { file } = world.host.district.open ?? {};
  file?.writeLocal((writer) => {
    noteHandedOver(writer, {
      ...{ id: 'one', path, hash: '0', writtenAt: '2026-11-24T08:00:00.000Z', writtenBy: 'Sam' },
      deleteAfter: '2126-12-01',
    });
    setSetting(writer, 'secondPlace', join(world.folder, 'stick'));
  });
  await world.call('system.restore', { name });
  expect((await world.call('exports.handed-over', {})).map((one) => one.fileName)).toEqual(['handed.tsv']);
  const now = world.host.district.open?.file;
  expect(now && setting(now.reader, 'secondPlace')).toBe(join(world.folder, 'stick'));
});

test('the recovery key changes no password of a file that this program cannot open', async () => {
  const host = new DataHost({
    districtFile: join(world.folder, 'other.hiline'),
    clock: systemClock,
    newId: () => v7(),
    workerFile: new URL('../../../electron/data-process/read-worker.ts', import.meta.url),
    sampleDistrict: '',
    desktop: noDesktop,
    push: () => undefined,
    checkAnswers: true,
  });
  const call = (name: string, input: object) => host.call(name as EntryName, input, 'headless');
  const [name, password] = SAM;
  const made = await call('district.create', { name: 'X', administrator: name, password });
  const { recoveryKey } = made as { recoveryKey: string };
  host.district.open?.file.writeLocal((writer) => writer.exec('PRAGMA user_version = 99990'));
  await host.district.signOut();
  const newer = { kind: 'storage', message: expect.stringContaining('newer Hi-Line') };
  await expect(
    call('accounts.recover', { name, recoveryKey, newPassword: 'other words are here' }),
  ).rejects.toMatchObject(newer);
  // The old password still belongs to the name: only the file itself is refused.
  await expect(call('accounts.sign-in', { name, password })).rejects.toMatchObject(newer);
  await host.close();
});
