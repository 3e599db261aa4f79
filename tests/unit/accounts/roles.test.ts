import { afterAll, beforeAll, expect, test } from 'vitest';
import { anImportHost, type ImportHost } from '#tests/unit/support/import-host.ts';

let world: ImportHost;
const idOf = async (name: string): Promise<string> =>
  (await world.call('accounts.list', {})).find((one) => one.name === name)?.id ?? '';
const signIn = (name: string, password = 'three words here') =>
  world.call('accounts.sign-in', { name, password });

beforeAll(async () => {
  world = await anImportHost();
  await world.call('accounts.add', { name: 'Pat', password: 'three words here', roles: ['secretary'] });
});
afterAll(() => world.end());

test('the last administrator can neither be stopped nor lose the role', async () => {
  const userId = await idOf('Sam');
  for (const change of [
    { roles: ['secretary'], active: true },
    { roles: ['administrator'], active: false },
  ])
    await expect(world.call('accounts.change', { userId, ...change })).rejects.toMatchObject({
      kind: 'conflict',
    });
  await expect(world.call('accounts.change', { userId, roles: [], active: true })).rejects.toMatchObject({
    kind: 'invalid-input',
  });
});

test('an administrator who is stopped does not count as one', async () => {
  const pat = await idOf('Pat');
  await world.call('accounts.change', { userId: pat, roles: ['administrator'], active: false });
  await expect(
    world.call('accounts.change', { userId: await idOf('Sam'), roles: ['secretary'], active: true }),
  ).rejects.toMatchObject({ kind: 'conflict' });
});

test('new roles hold from the next call, also for whoever is signed in', async () => {
  const sam = await idOf('Sam');
  await world.call('accounts.change', {
    userId: await idOf('Pat'),
    roles: ['administrator', 'administrator'],
    active: true,
  });
  await world.call('accounts.change', { userId: sam, roles: ['viewer'], active: true });
  await expect(
    world.call('accounts.change', { userId: sam, roles: ['administrator'], active: true }),
  ).rejects.toMatchObject({ kind: 'not-allowed' });
  await signIn('Pat');
  const roles = (await world.call('accounts.list', {})).map((one) => `${one.name} ${one.roles.join(' ')}`);
  expect(roles).toEqual(['Pat administrator', 'Sam viewer']);
});

test('a district that is renamed has its name on the sign-in screen', async () => {
  const { districts } = await world.call('school.overview', {});
  await world.call('school.change-district', {
    districtId: districts[0]?.id,
    name: 'Larkspur Bench Elementary',
    number: '9990',
  });
  expect((await world.call('district.status', {})).districtName).toBe('Larkspur Bench Elementary');
  await signIn('Pat');
});
