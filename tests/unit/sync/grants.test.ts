import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyRemote } from '#db/sync/apply-remote.ts';
import { notAtTheState } from '#db/sync/not-at-the-state.ts';
import type { RemoteEntry } from '#db/sync/set-aside.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { Output } from '#electron/contract/contract.ts';
import { fetchGranted } from '#sync/grants.ts';
import { StateClient } from '#sync/state-client.ts';
import type { Transport } from '#sync/transport.ts';
import { movedPupil } from '#tests/unit/sync/support/moved-pupil.ts';
import {
  type OfficeHost,
  type OfficesAndState,
  officesAndState,
} from '#tests/unit/sync/support/office-host.ts';

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

const synced = async (...offices: OfficeHost[]): Promise<void> => {
  for (const office of offices) await office.call('sync.run');
};
const begin = (part = 'permanent') => left.call('grants.begin', { moveId, part });
const grantAt = async (office: OfficeHost, part = 'permanent'): Promise<Output<'grants.list'>[number]> => {
  const found = (await office.call('grants.list')).find((grant) => grant.part === part);
  if (!found) throw new Error('There is no such grant.');
  return found;
};
const cellsOf = async (office: OfficeHost, id: string): Promise<string[]> =>
  (await office.call('grants.records', { id })).tables.flatMap(({ rows }) => rows.flat());
const copiesAt = ({ file }: OfficeHost) => file.reader.rows('SELECT grantId FROM grantedCopy');
const asState = (office: OfficeHost, act: Parameters<OfficeHost['file']['write']>[1]) =>
  office.file.write(
    { actor: 'state', actorName: 'The state', action: 'x', at: new Date().toISOString(), origin: 'sync' },
    act,
  );

test('opened by the one, told to both, and read by the other after its next sync, without a person asking', async () => {
  expect(await begin()).toMatchObject({
    begun: true,
    words: expect.stringMatching(/District 0702 can read/),
  });
  await synced(left, came);
  const [given, received] = [await grantAt(left), await grantAt(came)];
  expect(given).toMatchObject({ side: 'given', name: 'Fennimore, Juniper', other: { number: '0702' } });
  expect(received).toMatchObject({
    id: given.id,
    side: 'received',
    other: { number: '0701' },
    endedAt: null,
  });
  await expect.poll(async () => (await grantAt(came)).readAt).not.toBeNull();
  expect(await cellsOf(came, received.id)).toContain('Fennimore');
  // It is in no list and no count of theirs.
  expect(came.file.reader.rows("SELECT 1 FROM person WHERE lastName = 'Fennimore'")).toHaveLength(1);
  await came.call('moves.fetch');
  await expect(came.call('grants.begin', { moveId, part: 'permanent' })).rejects.toMatchObject({
    kind: 'conflict',
  });
  await expect(came.call('grants.end', { id: received.id })).rejects.toMatchObject({ kind: 'conflict' });
});

test('what is corrected later is read later; the one that has the records sees what the other sees', async () => {
  const { id } = await grantAt(came);
  const personId = left.file.reader.rows<{ id: string }>(
    "SELECT id FROM person WHERE lastName = 'Fennimore'",
  )[0]?.id;
  const details = { lastName: 'Fennimore', firstName: 'Juniper', middleName: 'Maude', suffix: null };
  await left.call('people.change-details', {
    personId,
    details: { ...details, usualName: null, birthDate: '2015-01-01', gender: null },
  });
  await synced(left);
  expect(await cellsOf(came, id)).not.toContain('Maude');
  await came.call('grants.fetch', { id });
  expect(await cellsOf(came, id)).toContain('Maude');
  await left.call('grants.fetch', { id });
  expect(await cellsOf(left, id)).toEqual(await cellsOf(came, id));
});

test('a copy read by a clock that was ahead, here or where the file was copied from, is read again', async () => {
  const { id } = await grantAt(came);
  came.file.writeLocal((writer) =>
    writer.exec(
      "UPDATE grantedCopy SET reply = replace(reply, 'Maude', 'Maud'), digest = ?, at = '2099-01-01T00:00:00.000Z'",
      '0'.repeat(64),
    ),
  );
  expect(await cellsOf(came, id)).not.toContain('Maude');
  await synced(came);
  await expect.poll(() => cellsOf(came, id)).toContain('Maude');
});

test('it prints, and only for those who may see it', async () => {
  const { id } = await grantAt(came);
  const print = (options: object) => came.call('reports.csv', { report: 'received-records', options });
  const paper = (await print({ grantId: id, part: 'permanent' })) as { text: string };
  expect(paper.text).toContain('Maude');
  await expect(print({ grantId: id, part: 'special-education' })).rejects.toMatchObject({
    kind: 'not-found',
  });
});

test('the disclosure log of the pupil says who may read, from which day', async () => {
  const rows = left.file.reader.rows<Row<'disclosure'>>('SELECT * FROM disclosure');
  expect(rows).toMatchObject([
    {
      basis: 'TRANSFER',
      to: 'District 0702 (0702)',
      what: expect.stringMatching(/may be read from this day on/),
    },
  ]);
  expect(came.file.reader.rows('SELECT 1 FROM disclosure')).toEqual([]);
});

test('records that came otherwise than the state hashed them are not kept', async () => {
  const { id } = await grantAt(came);
  const before = await cellsOf(came, id);
  const wrong: Transport = {
    send: async () => ({
      ...{ kind: 'answer', status: 200, retryAfterSeconds: null },
      json: {
        ...{ id, part: 'permanent', stateId: '001007290', personId: null, fromDistrict: '0701' },
        ...{
          at: '2026-11-10T15:00:00.000Z',
          digest: '0'.repeat(64),
          same: false,
          records: [],
          access_token: 'x',
        },
        ...{ token_type: 'Bearer', expires_in: 60 },
      },
    }),
    close: () => undefined,
  };
  const client = new StateClient(wrong, { url: 'http://x', clientId: id, clientSecret: 'x'.repeat(20) });
  const clock = { now: () => new Date().toISOString() };
  await expect(fetchGranted({ file: came.file, client, clock }, id, 'viewer')).rejects.toThrow(/damaged/);
  expect(await cellsOf(came, id)).toEqual(before);
});

test('its end takes the copy away with the word of it; own work that was not sent stays', async () => {
  const { id } = await grantAt(came);
  const own = came.file.reader.rows<{ id: string }>("SELECT id FROM person WHERE lastName = 'Fennimore'")[0]
    ?.id;
  expect(await left.call('grants.end', { id, reason: 'She went on to Helena.' })).toMatchObject({
    ended: true,
  });
  await came.call('people.change-details', {
    personId: own,
    details: {
      ...{ lastName: 'Fennimore', firstName: 'Juniper', middleName: null, suffix: null, usualName: 'Juno' },
      ...{ birthDate: '2015-01-01', gender: null },
    },
  });
  expect(copiesAt(came)).toHaveLength(1);
  await synced(came, left);
  expect(copiesAt(came)).toEqual([]);
  expect(copiesAt(left)).toEqual([]);
  expect(await grantAt(came)).toMatchObject({ endReason: 'She went on to Helena.', readAt: null });
  await expect(came.call('grants.records', { id })).rejects.toThrow(/has ended the reading/);
  await expect(came.call('grants.fetch', { id })).rejects.toMatchObject({ kind: 'not-allowed' });
  expect(came.file.reader.rows('SELECT usualName FROM person WHERE id = ?', own)).toEqual([
    { usualName: 'Juno' },
  ]);
  // Nothing was removed: neither card nor removal waits.
  expect(
    came.file.reader.rows(
      'SELECT 1 FROM syncQuarantine UNION SELECT 1 FROM syncConflict WHERE closedAt IS NULL',
    ),
  ).toEqual([]);
});

test('begun again; an end that cannot be sent is kept, said, and sent with the line', async () => {
  await begin();
  await synced(left, came);
  const { id } = await grantAt(left);
  const line = left.host.district.transport;
  const broken: Transport = { send: async () => ({ kind: 'unreachable' }), close: () => undefined };
  Object.defineProperty(left.host.district, 'transport', { value: broken, configurable: true });
  expect(await left.call('grants.end', { id })).toMatchObject({
    ended: false,
    words: expect.stringMatching(/kept and sent/),
  });
  expect(await grantAt(left)).toMatchObject({ endWaits: true, endedAt: null });
  await expect(begin()).rejects.toMatchObject({ kind: 'conflict' });
  Object.defineProperty(left.host.district, 'transport', { value: line, configurable: true });
  await synced(left);
  await expect.poll(async () => (await grantAt(left)).endWaits).toBe(false);
  await synced(left, came);
  expect(await grantAt(came)).toMatchObject({ endedAt: expect.any(String) });
});

test('a state that was set back to before the end hears of it again, by itself', async () => {
  const { id } = await grantAt(left);
  const { database } = all.state;
  const ended = await database.kysely
    .selectFrom('reading_grant')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await database.kysely
    .updateTable('reading_grant')
    .set({ ended_at: null, ended_by: null })
    .where('id', '=', id)
    .execute();
  // As the fetch from the beginning tells it: an older revision, of an epoch that is over.
  const row = left.file.reader.rows<Row<'readingGrant'>>('SELECT * FROM readingGrant WHERE id = ?', id)[0];
  const {
    id: _id,
    endedAt: _at,
    endedBy: _by,
    endReason: _why,
    ...fields
  } = row ?? ({} as Row<'readingGrant'>);
  const entry: RemoteEntry = { type: 'readingGrant', id, rev: 3, deleted: false, fields, changedBy: {} };
  asState(left, (writer) => {
    writer.exec("UPDATE syncBase SET stale = 1 WHERE type = 'readingGrant'");
    applyRemote(writer, entry, ended.begun_at, { moment: 'set back' });
  });
  expect(await grantAt(left)).toMatchObject({ endedAt: null });
  await synced(left);
  await expect
    .poll(
      async () =>
        (
          await database.kysely
            .selectFrom('reading_grant')
            .select('ended_at')
            .where('id', '=', id)
            .executeTakeFirst()
        )?.ended_at,
    )
    .not.toBeNull();
});

test('a grant that the state has lost is none; it is not offered as new', async () => {
  await begin('special-education');
  await synced(left);
  const { id } = await grantAt(left, 'special-education');
  asState(left, (writer) => notAtTheState(writer, { type: 'readingGrant', id }, new Date().toISOString()));
  expect(left.file.reader.rows('SELECT 1 FROM readingGrant WHERE id = ?', id)).toEqual([]);
  expect(left.file.reader.rows("SELECT 1 FROM syncDirty WHERE type = 'readingGrant'")).toEqual([]);
});

test('special education documents are read by those who may see them, and never by the sync itself', async () => {
  await synced(came);
  const { id } = await grantAt(came, 'special-education');
  expect((await grantAt(came, 'special-education')).readAt).toBeNull();
  await came.call('grants.fetch', { id });
  expect((await grantAt(came, 'special-education')).readAt).not.toBeNull();
  await came.call('accounts.add', { name: 'A clerk', roles: ['secretary'], password: 'four words in here' });
  await came.host.district.signIn('A clerk', 'four words in here');
  expect((await came.call('grants.list')).map(({ part }) => part)).toEqual(['permanent']);
  for (const name of ['grants.fetch', 'grants.records', 'grants.end'] as const)
    await expect(came.call(name, { id })).rejects.toMatchObject({ kind: 'not-allowed' });
});
