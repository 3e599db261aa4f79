import { afterEach, beforeEach, expect, test } from 'vitest';
import { serverIdentity } from '#state-server/accounts/server-identity.ts';
import { takePackage } from '#state-server/packages/take-package.ts';
import { applyOperations } from '#state-server/sync/apply-operations.ts';
import { readAnswerPackage } from '#sync/carrying/read-answer.ts';
import { writePackage } from '#sync/carrying/write-package.ts';
import { SyncSchedule } from '#sync/schedule.ts';
import type { Operation } from '#sync/wire/operations.ts';
import { aPerson, aPhone } from '#tests/simulation/support/office.ts';
import { type Told, ToldStory } from '#tests/simulation/support/told-story.ts';

// The state came back from a backup (M12), with and without saying so: stories the simulator has found.
let story: ToldStory;
let office: Told;
let principal: Told;
beforeEach(async () => {
  story = await ToldStory.begin();
  office = await story.office('Office');
  principal = await story.office('Principal');
});
afterEach(() => story.end());

const fetches = (request: { url: string }): boolean => request.url.includes('/v1/changes');
const notices = ({ device }: Told, kind: string): unknown[] =>
  (device.database.prepare('SELECT detail FROM syncNotice WHERE kind = ?').pluck().all(kind) as string[]).map(
    (detail) => JSON.parse(detail),
  );

let operations = 0;
async function staff(change: Pick<Operation, 'type' | 'id' | 'kind' | 'fields'> & { movedTo?: string }) {
  operations += 1;
  const baseRev = story.history(change.id).at(-1)?.rev ?? null;
  const operationId = `00000000-0000-4000-a000-${String(operations).padStart(12, '0')}`;
  const operation: Operation = { operationId, deviceSeq: 1, schemaVersion: 1, baseRev, ...change };
  const author = { party: 'state', device: null, name: 'Reviewer' } as const;
  await applyOperations(story.state.services, story.district, author, [{ operation, body: operation }], null);
}

/** The state has confirmed the phone, is set back to before it, and says nothing; the office's place is older still. */
async function phoneLostUnsaid(): Promise<{ person: string; phone: string }> {
  const person = aPerson();
  office.put('person', person);
  await story.settle(office, principal);
  const backup = story.state.backup();
  const phone = aPhone(person.id);
  office.put('phone', phone);
  office.device.line.befalls = (request) => (fetches(request) ? 'drop' : null);
  await office.sync();
  office.device.line.befalls = () => null;
  expect(story.history(phone.id)).toHaveLength(1);
  await story.state.restore(backup, false);
  expect(story.history(phone.id)).toHaveLength(0);
  return { person: person.id, phone: phone.id };
}

test('A change of a record that the state does not have any more: the record is offered as new, whole.', async () => {
  const { phone } = await phoneLostUnsaid();
  office.change('phone', phone, { number: '406-555-0199' });
  await story.settle(office, principal);
  expect(principal.row('phone', phone)?.number).toBe('406-555-0199');
  expect(office.waiting).toBe(0);
  expect(office.digest).toBe(principal.digest);
});

test('A removal of a record that the state does not have any more is no refusal, and is remembered.', async () => {
  const { phone } = await phoneLostUnsaid();
  office.remove('phone', phone);
  await story.settle(office, principal);
  expect(office.waiting).toBe(0);
  expect(office.count("syncOutgoing WHERE state = 'parked'")).toBe(0);
  // Another computer still had it and brings it back: whether it goes is a person's to say.
  principal.put('phone', {
    ...aPhone(''),
    id: phone,
    personId: principal.row('phone', phone)?.personId ?? idOfOnlyPerson(),
  });
  await story.settle(principal, office);
  expect(office.cards).toMatchObject([{ kind: 'delete' }]);
});

const idOfOnlyPerson = (): string =>
  principal.device.database.prepare('SELECT id FROM person').pluck().get() as string;

test('Fields of a later version that a restored state has lost with their record are written down.', async () => {
  const backup = story.state.backup();
  const person = aPerson();
  office.put('person', person);
  await office.sync();
  await staff({ type: 'person', id: person.id, kind: 'update', fields: { laterField: 'kept' } });
  await office.sync();
  await story.state.restore(backup, true);
  await story.settle(office, principal);
  expect(principal.row('person', person.id)?.lastName).toBe(person.lastName);
  expect(notices(office, 'dropped')).toContainEqual({ unknown: { laterField: 'kept' } });
});

test('What a restored state had lost of a record it then joins with another is written down.', async () => {
  const [goes, stays] = [aPerson({ lastName: 'Larkspur' }), aPerson({ lastName: 'Lupine' })];
  office.put('person', goes);
  office.put('person', stays);
  await story.settle(office, principal);
  const backup = story.state.backup();
  await staff({ type: 'person', id: goes.id, kind: 'update', fields: { usualName: 'Sig' } });
  await office.sync();
  await story.state.restore(backup, true);
  await staff({ type: 'person', id: goes.id, kind: 'delete', fields: {}, movedTo: stays.id });
  await office.sync();
  office.device.allowRemovals();
  expect(office.row('person', goes.id)).toBeUndefined();
  expect(notices(office, 'moved')).toMatchObject([{ to: stays.id, before: { usualName: 'Sig' } }]);
});

test('A comparison that finds the state behind offers what it lost: its older word is not simply taken.', async () => {
  const person = aPerson();
  office.put('person', person);
  await story.settle(office, principal);
  const backup = story.state.backup();
  office.change('person', person.id, { usualName: 'Sig' });
  office.device.line.befalls = (request) => (fetches(request) ? 'drop' : null);
  await office.sync();
  office.device.line.befalls = () => null;
  await story.state.restore(backup, false);
  await office.device.repair();
  expect(office.row('person', person.id)?.usualName).toBe('Sig');
  expect(office.cards).toMatchObject([{ kind: 'field', fields: [{ field: 'usualName' }] }]);
  office.decide('mine');
  await story.settle(office, principal);
  expect(principal.row('person', person.id)?.usualName).toBe('Sig');
});

test('A record that was kept although the state had removed it goes on as the one it was joined with.', async () => {
  const [goes, stays] = [aPerson({ lastName: 'Larkspur' }), aPerson({ lastName: 'Lupine' })];
  const phone = aPhone(goes.id);
  office.put('person', goes);
  office.put('person', stays);
  await story.settle(office, principal);
  await staff({ type: 'person', id: goes.id, kind: 'delete', fields: {}, movedTo: stays.id });
  office.remove('person', stays.id);
  office.change('person', goes.id, { usualName: 'Sig' });
  office.put('phone', phone);
  await office.sync();
  office.device.allowRemovals();
  expect(office.cards).toMatchObject([{ kind: 'delete' }]);
  office.decide('mine');
  await story.settle(office, principal);
  principal.device.allowRemovals();
  await story.settle(office, principal);
  for (const one of [office, principal]) {
    expect(one.row('person', stays.id)).toMatchObject({ lastName: 'Larkspur', usualName: 'Sig' });
    expect(one.row('phone', phone.id)?.personId).toBe(stays.id);
    expect(one.row('person', goes.id)).toBeUndefined();
    expect(one.waiting).toBe(0);
  }
});

test('Connected again to the same state: what was on its way gets the answer it had, and nobody is asked.', async () => {
  const phone = aPhone((await somebody()).id);
  office.put('phone', phone);
  office.device.line.befalls = (request) => (request.url.endsWith('/v1/operations') ? 'lost' : null);
  await office.sync();
  office.device.line.befalls = () => null;
  office.change('phone', phone.id, { number: '4065550199' });
  await story.connect(office);
  await story.settle(office, principal);
  expect(office.cards).toEqual([]);
  expect(story.history(phone.id)).toHaveLength(2);
  expect(principal.row('phone', phone.id)?.number).toBe('4065550199');
});

async function somebody(): Promise<ReturnType<typeof aPerson>> {
  const person = aPerson();
  office.put('person', person);
  await story.settle(office, principal);
  return person;
}

test('A package written before everything was fetched anew carries no change; its answer is met as a whole.', async () => {
  const person = await somebody();
  const backup = story.state.backup();
  office.change('person', person.id, { usualName: 'Sig' });
  await office.sync();
  await story.state.restore(backup, true);
  office.change('person', person.id, { lastName: 'Lupine' });
  // The line says that the state was set back, and breaks before anything was fetched.
  office.device.line.befalls = (request) => (fetches(request) ? 'drop' : null);
  await office.sync();
  expect(await carry(office)).toMatchObject({ operations: 0, applied: 0 });
  expect(office.row('person', person.id)).toMatchObject({ usualName: 'Sig', lastName: 'Lupine' });
  // What the state lost and what was never sent go with the next one.
  expect(await carry(office)).toMatchObject({ operations: 1, applied: 1 });
  await principal.sync();
  expect(principal.row('person', person.id)).toMatchObject({ usualName: 'Sig', lastName: 'Lupine' });
});

test('The comparison of the day does not wait for what the state has refused, and finds a state set back.', async () => {
  const backup = story.state.backup();
  const person = aPerson();
  office.put('person', person);
  office.device.line.befalls = (request) => (fetches(request) ? 'drop' : null);
  await office.sync();
  office.device.line.befalls = () => null;
  await story.state.restore(backup, false);
  // Belongs to somebody the state has lost, so it cannot go; another change was refused.
  office.put('phone', aPhone(person.id));
  office.put('person', aPerson({ birthDate: '2017-02-31' }));
  const schedule = new SyncSchedule(office.device.file, {
    ...{ clock: { now: office.device.now }, newId: office.device.newId, transport: office.device.transport },
    ...{ random: () => 1, byItself: false, onStatus: () => undefined },
  });
  await schedule.run();
  await schedule.run();
  await schedule.close();
  expect(story.history(person.id)).toHaveLength(1);
  expect(office.waiting).toBe(1);
});

/** There and back: a package is written, brought, and its answer taken in. */
async function carry({ device }: Told): Promise<{ operations: number; applied: number }> {
  const clock = { now: device.now };
  const { services } = story.state;
  const { bytes, operations } = await writePackage(device.file, 'Secretary', clock, device.newId);
  const { answer } = await takePackage(services, await serverIdentity(services), bytes, 'Reviewer');
  const { applied } = await readAnswerPackage(device.file, answer ?? Buffer.alloc(0), clock);
  return { operations, applied };
}
