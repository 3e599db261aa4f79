import { afterEach, beforeEach, expect, test } from 'vitest';
import { anImportHost, HEADER, type ImportHost, pupilLine } from '#tests/unit/support/import-host.ts';

let world: ImportHost;
beforeEach(async () => {
  world = await anImportHost();
});
afterEach(() => world.end());

test('a pupil whose enrollment is still to come is called a pupil, and somebody who works here is called so', async () => {
  await world.apply('aim-sd', world.file('sd.tsv', `${HEADER}\r\n${pupilLine(1)}`));
  await world.call('people.add-staff', { firstName: 'Quinn', lastName: 'Familyman' });
  const found = await world.call('people.find', { text: 'family' });
  expect(found.map(({ name, detail }) => [name, detail]).sort()).toEqual([
    ['Family1, Given1', 'Pupil, not enrolled yet'],
    ['Familyman, Quinn', 'Works here'],
  ]);
});
