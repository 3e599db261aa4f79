import { afterAll, beforeAll, expect, test } from 'vitest';
import { anImportHost, type ImportHost } from '#tests/unit/support/import-host.ts';

const PASSWORD = 'three words here';
const PLAN = '00000000-0000-4000-8000-000000000001';
let world: ImportHost;
beforeAll(async () => {
  world = await anImportHost();
  await world.call('accounts.add', { name: 'Office', password: PASSWORD, roles: ['secretary'] });
  world.host.district.open?.file.writeLocal((writer) =>
    writer.exec(
      `INSERT INTO syncConflict (number, type, id, kind, fields, rev, openedAt, closedAt, decision)
        VALUES (7, 'iep', ?, 'field', '{}', 1, '2026-10-06T00:00:00.000Z', '2026-10-06T01:00:00.000Z', '{}')`,
      PLAN,
    ),
  );
});
afterAll(() => world.end());

const calls = [
  ['sync.send-again', { type: 'iep', id: PLAN }],
  ['sync.dependants', { type: 'iepService', id: PLAN }],
  ['sync.discard', { type: 'specialEducationExit', id: PLAN, dependants: 0 }],
  ['sync.undo-decision', { number: 7 }],
] as const;

test('whoever may not see plans cannot send, drop or decide a change of one either', async () => {
  await world.call('accounts.sign-in', { name: 'Office', password: PASSWORD });
  for (const [entry, input] of calls)
    await expect(world.call(entry, input), entry).rejects.toMatchObject({ kind: 'not-allowed' });
  await world.call('accounts.sign-in', { name: 'Sam', password: PASSWORD });
  for (const [entry, input] of calls)
    await expect(
      world.call(entry, input).then(
        () => 'done',
        ({ kind }: { kind: string }) => kind,
      ),
      entry,
    ).resolves.not.toBe('not-allowed');
});
