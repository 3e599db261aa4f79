import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeStateCall } from '#db/sync/state-calls.ts';
import { ackedThrough } from '#db/sync/sync-state.ts';
import { putKeyed } from '#db/system/rows.ts';
import {
  namePupil,
  type OfficeHost,
  type OfficesAndState,
  officesAndState,
} from '#tests/unit/sync/support/office-host.ts';

let all: OfficesAndState;
let here: OfficeHost;
let there: OfficeHost;
const ids = { mia: '', tor: '', noDate: '', miaThere: '' };
beforeAll(async () => {
  all = await officesAndState();
  here = await all.office('0101', 3);
  there = await all.office('0102', 1);
  ids.mia = await namePupil(here, 1, { lastName: 'Fennimore', firstName: 'Mia', birthDate: '2015-04-02' });
  ids.tor = await namePupil(here, 2, { lastName: 'Quist', firstName: 'Tor', birthDate: '2012-11-30' });
  ids.noDate = await namePupil(here, 3, { lastName: 'Zander', firstName: 'Una', birthDate: null });
  ids.miaThere = await namePupil(there, 1, {
    lastName: 'Fennimore',
    firstName: 'Mia',
    birthDate: '2015-04-20',
  });
}, 60_000);
afterAll(() => all.end());

const standing = async (office: OfficeHost, personId: string): Promise<string | undefined> =>
  (await office.call('state-numbers.list')).pending.find((one) => one.personId === personId)?.standing;
const stateIdOf = async (office: OfficeHost, personId: string): Promise<string | null> =>
  (await office.call('people.page', { personId })).stateId;

test('without a line everybody is pending, and the words say so', async () => {
  expect(await standing(here, ids.mia)).toBe('not-asked');
  expect(await standing(here, ids.noDate)).toBe('missing');
});

test('a sync looks pupils up by itself and gives nobody a number', async () => {
  expect((await here.call('sync.run')).outcome).toBe('done');
  expect(await standing(here, ids.mia)).toBe('no-match');
  expect(await stateIdOf(here, ids.mia)).toBeNull();
});

test('new numbers for those the state does not know; the number goes on the pupil’s page with a receipt', async () => {
  const outcome = await here.call('state-numbers.assign', { personIds: [ids.mia, ids.tor] });
  expect(outcome).toEqual({ assigned: 2, possible: 0, refused: [] });
  const stateId = await stateIdOf(here, ids.mia);
  expect(stateId).toMatch(/^\d{9}$/);
  expect((await here.call('state-numbers.list')).given).toContainEqual(
    expect.objectContaining({ personId: ids.mia, stateId, isNew: true, by: 'Sam Office' }),
  );
  expect((await here.call('sync.run')).outcome).toBe('done');
  expect((await here.call('sync.status')).waiting).toBe(0);
});

test('the same child in another district: a candidate with what matches, confirmed by a person, one number', async () => {
  await there.call('sync.run');
  const pupil = (await there.call('state-numbers.list')).pending.find(
    ({ personId }) => personId === ids.miaThere,
  );
  expect(pupil?.standing).toBe('candidates');
  expect(pupil?.candidates[0]?.matches.length).toBeGreaterThan(0);
  const known = await stateIdOf(here, ids.mia);
  expect(pupil?.candidates[0]?.stateId).toBe(known);
  // The state gives no second number while a candidate is not ruled out.
  expect(await there.call('state-numbers.assign', { personIds: [ids.miaThere] })).toMatchObject({
    assigned: 0,
    possible: 1,
  });
  expect(await there.call('state-numbers.link', { personId: ids.miaThere, stateId: known })).toMatchObject({
    assigned: 1,
  });
  expect(await stateIdOf(there, ids.miaThere)).toBe(known);
});

test('a State ID of somebody else cannot be taken', async () => {
  const tor = await stateIdOf(here, ids.tor);
  await here.call('people.change-details', {
    personId: ids.noDate,
    details: {
      lastName: 'Zander',
      firstName: 'Una',
      middleName: null,
      suffix: null,
      usualName: null,
      birthDate: '2010-01-09',
      gender: null,
    },
  });
  const outcome = await here.call('state-numbers.link', { personId: ids.noDate, stateId: tor });
  expect(outcome.refused[0]?.words).toContain('another name');
});

test('a question on its way holds the acknowledged number back, and is asked again byte for byte', async () => {
  const before = ackedThrough(here.file.reader);
  const call = here.file.writeLocal((writer) =>
    freezeStateCall(writer, {
      kind: 'assign',
      subject: ids.noDate,
      path: '/v1/students',
      operationId: '00000000-0000-4000-8000-00000000000a',
      by: { id: 'u', name: 'Sam Office' },
      at: '2026-10-06T14:00:00.000Z',
      fields: {
        personId: ids.noDate,
        lastName: 'Zander',
        firstName: 'Una',
        birthDate: '2010-01-09',
        notTheSameAs: [],
      },
    }),
  );
  expect(await standing(here, ids.noDate)).toBe('on-its-way');
  expect(ackedThrough(here.file.reader)).toBe(before);
  // A second wish for the same pupil does not make a second question.
  const again = await here.call('state-numbers.assign', { personIds: [ids.noDate] });
  expect(again.assigned).toBe(1);
  expect(
    here.file.reader.rows(
      "SELECT operationId FROM stateCall WHERE subject = ? AND state = 'done'",
      ids.noDate,
    ),
  ).toContainEqual({ operationId: call.operationId });
  expect(ackedThrough(here.file.reader)).toBe(call.deviceSeq);
  expect(await stateIdOf(here, ids.noDate)).toMatch(/^\d{9}$/);
});

test('two computers of one district that ask for one pupil get one number', async () => {
  const second = await all.further('0101');
  await second.call('sync.run');
  expect(await stateIdOf(second, ids.mia)).toBe(await stateIdOf(here, ids.mia));
});

/** As an import leaves it: a number, and nobody has asked the state. */
function importNumber(office: OfficeHost, personId: string, value: string): void {
  office.file.write(
    { actor: 'u', actorName: 'Sam', action: 'Imported', at: new Date().toISOString(), origin: 'import' },
    (writer) => putKeyed(writer, 'identifier', { personId, system: 'state', value }),
  );
}

test('numbers from another system are shown to the state: taken, recognized elsewhere, or to be checked', async () => {
  const [one, two] = [await all.office('0111', 2), await all.office('0112', 2)];
  const who = { lastName: 'Bergamot', firstName: 'Ina', birthDate: '2013-03-03' };
  const here = await namePupil(one, 1, who);
  const there = await namePupil(two, 1, who);
  const wrong = await namePupil(two, 2, { lastName: 'Oatley', firstName: 'Per', birthDate: '2009-09-09' });
  importNumber(one, here, '700000001');
  importNumber(two, there, '700000001');
  await one.call('sync.run');
  importNumber(two, wrong, '700000001');
  await two.call('sync.run');
  expect((await one.call('state-numbers.list')).toCheck).toEqual([]);
  expect((await one.call('state-numbers.list')).given).toContainEqual(
    expect.objectContaining({ personId: here, stateId: '700000001', isNew: false }),
  );
  const checked = await two.call('state-numbers.list');
  expect(checked.given.map(({ personId }) => personId)).toContain(there);
  expect(checked.toCheck).toEqual([
    expect.objectContaining({ personId: wrong, words: expect.stringContaining('another name') }),
  ]);
  // The state now knows that the two are one child, so both are told.
  await two.call('moves.fetch');
  expect((await two.call('moves.list')).map(({ personId }) => personId)).toEqual([there]);
});

test('a line that is down is said to be down, and nothing is lost', async () => {
  const alone = await all.office(null, 1);
  await expect(alone.call('state-numbers.look-up')).rejects.toMatchObject({ kind: 'unreachable' });
});
