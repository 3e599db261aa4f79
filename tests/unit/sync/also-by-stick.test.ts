import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import gender from '#resources/code-sets/gender.json' with { type: 'json' };
import { serverIdentity } from '#state-server/accounts/server-identity.ts';
import { takePackage } from '#state-server/packages/take-package.ts';
import { publishReference, withdrawReference } from '#state-server/reference/publish.ts';
import { movedPupil } from '#tests/unit/sync/support/moved-pupil.ts';
import {
  type OfficeHost,
  type OfficesAndState,
  officesAndState,
} from '#tests/unit/sync/support/office-host.ts';

const STAFF = { id: 's', name: 'The state', role: 'administrator' } as const;

let all: OfficesAndState;
let left: OfficeHost;
let came: OfficeHost;
let moveId = '';
beforeAll(async () => {
  all = await officesAndState();
  ({ left, came } = await movedPupil(all));
  await left.call('moves.fetch');
  moveId = (await left.call('moves.list'))[0]?.id ?? '';
}, 60_000);
afterAll(() => all.end());

let carried = 0;
/** A stick goes to the state; answers the path of what comes back. */
async function toTheState(office: OfficeHost): Promise<string> {
  carried += 1;
  const [path, back] = [join(all.folder, `${carried}.hlp`), join(all.folder, `${carried}-answer.hlp`)];
  await office.call('packages.write', { path });
  const identity = await serverIdentity(all.state.services);
  const { answer } = await takePackage(all.state.services, identity, readFileSync(path), 'Reviewer');
  writeFileSync(back, answer ?? '');
  return back;
}
async function byStick(office: OfficeHost): Promise<void> {
  await office.call('packages.read-answer', { path: await toTheState(office) });
}
const copies = () => came.file.reader.rows<{ at: string }>('SELECT at FROM grantedCopy');

test('what another district opens can be read after the answer on the stick, and goes with its end', async () => {
  await left.call('grants.begin', { moveId, part: 'permanent' });
  await left.call('grants.begin', { moveId, part: 'special-education' });
  await byStick(came);
  expect(copies(), 'the permanent record alone comes unasked').toHaveLength(1);
  const [grant] = (await came.call('grants.list')).filter(({ part }) => part === 'permanent');
  const { tables } = await came.call('grants.records', { id: grant?.id });
  expect(tables.flatMap(({ rows }) => rows).length).toBeGreaterThan(0);

  const before = came.file.reader.rows('SELECT reply, digest FROM grantedCopy');
  await byStick(came);
  expect(came.file.reader.rows('SELECT reply, digest FROM grantedCopy'), 'nothing new, nothing lost').toEqual(
    before,
  );

  await left.call('grants.end', { id: grant?.id });
  await byStick(came);
  expect(copies()).toEqual([]);
});

test('lists and rules of the state come with the answer, once, and go when they are withdrawn', async () => {
  const endYear = schoolYearOf(systemClock.today());
  const name = 'code-set gender';
  const labels = async () => (await came.call('enrollment.choices')).gender?.map(({ label }) => label);
  const genders = (label: string) =>
    Buffer.from(
      JSON.stringify({ ...gender, values: [...gender.values, { code: 'X1', label, authority: 'S' }] }),
    );
  expect(
    await publishReference(all.state.services, STAFF, { name, fromYear: endYear, file: genders('First') }),
  ).toEqual([]);
  const late = await toTheState(came);
  expect(
    await publishReference(all.state.services, STAFF, { name, fromYear: endYear, file: genders('By stick') }),
  ).toEqual([]);
  expect(await labels()).not.toContain('By stick');
  await byStick(came);
  await came.call('packages.read-answer', { path: late });
  expect(await labels(), 'an older answer that comes later takes nothing back').toContain('By stick');
  const said = await came.call('sync.notices', { limit: 50 });
  await byStick(came);
  expect(await came.call('sync.notices', { limit: 50 }), 'it is not brought a second time').toEqual(said);
  await withdrawReference(all.state.services, STAFF, { name, fromYear: endYear });
  await byStick(came);
  expect(await labels()).not.toContain('By stick');
});
