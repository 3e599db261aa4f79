import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noticesInWords } from '#db/sync/notices.ts';
import { waitingRemovals } from '#db/sync/removals.ts';
import { type Connection, connectionOf } from '#db/sync/sync-state.ts';
import { sendStateCalls } from '#sync/state-calls.ts';
import { StateClient } from '#sync/state-client.ts';
import { askForNumbers } from '#sync/state-numbers.ts';
import { aPerson, aPhone } from '#tests/simulation/support/office.ts';
import { type Told, ToldStory } from '#tests/simulation/support/told-story.ts';

// Each title names a failure that another sync engine shipped, and what happens here instead.
let story: ToldStory;
let office: Told;
let principal: Told;
beforeEach(async () => {
  story = await ToldStory.begin();
  office = await story.office('Office');
  principal = await story.office('Principal');
});
afterEach(() => story.end());

const sends = (request: { url: string }): boolean => request.url.endsWith('/v1/operations');
const fetches = (request: { url: string }): boolean => request.url.includes('/v1/changes');

function people(count: number): ReturnType<typeof aPerson>[] {
  return Array.from({ length: count }, (_, n) => aPerson({ lastName: `Larkspur${n}` }));
}

test('Cursor saved before the data (pouchdb #1240): power is lost in the middle of a page, and the page comes again.', async () => {
  for (const person of people(6)) office.put('person', person);
  await office.sync();
  await principal.sync();
  const more = people(5);
  for (const person of more) office.put('person', person);
  await office.sync();
  for (let left = 1; left < 90; left += 7) {
    const copy = story.computer(`Trial ${left}`, principal.device.copy());
    await copy.device.cycleUntil(left);
    for (let again = 0; again < 3; again++) await copy.sync();
    for (const person of more) expect(copy.row('person', person.id)?.lastName).toBe(person.lastName);
  }
});

test('A poison record stops the queue (pouchdb #4963): the state fails at one, and the others go.', async () => {
  const [bad, ...good] = people(5);
  if (!bad) throw new Error('Nobody.');
  for (const person of [bad, ...good]) office.put('person', person);
  office.device.line.poison = bad.id;
  for (let n = 0; n < 5; n++) await office.sync();
  await principal.sync();
  for (const person of good) expect(principal.row('person', person.id)).toBeDefined();
  expect(principal.row('person', bad.id)).toBeUndefined();
  expect(office.waiting).toBe(1);
  office.device.line.poison = null;
  await story.settle(office, principal);
  expect(principal.row('person', bad.id)).toBeDefined();
});

test('A poison call stops the others: a State ID the state fails at holds up no other.', async () => {
  const [bad, good] = [aPerson({ lastName: 'Larkspur' }), aPerson({ lastName: 'Quist', firstName: 'Tor' })];
  for (const person of [bad, good]) office.put('person', person);
  await office.sync();
  const { file, transport, newId, now } = office.device;
  const client = new StateClient(transport, connectionOf(file.reader) as Connection);
  office.device.line.befalls = ({ url, body }) =>
    url.endsWith('/v1/students') && body?.includes(bad.id) ? 500 : null;
  const wishes = [bad, good].map(({ id }) => ({ personId: id, notTheSameAs: [] }));
  const asking = { file, client, clock: { now } };
  await expect(askForNumbers(asking, wishes, { id: 'u', name: 'Secretary' }, newId)).rejects.toThrow();
  expect(office.count('identifier')).toBe(1);
  office.device.line.befalls = () => null;
  await sendStateCalls(file, client, { now });
  expect(office.count('identifier')).toBe(2);
});

test('A poison record is skipped for ever (rxdb PR 6684): what cannot be read is kept, and taken when its parent comes.', async () => {
  const person = aPerson();
  const phone = aPhone(person.id);
  office.put('person', person);
  office.put('phone', phone);
  await office.sync();
  // The person changes again: in the stream it now stands behind the phone that points to it.
  office.change('person', person.id, { usualName: 'Sig' });
  await office.sync();
  await principal.sync();
  expect(principal.row('phone', phone.id)?.number).toBe(phone.number);
  expect(principal.count('syncQuarantine')).toBe(0);
});

test('A rejected write blocks the queue: what the state refuses is parked with its reason, and the rest goes.', async () => {
  const [bad, good] = [aPerson({ birthDate: '2017-02-31' }), aPerson()];
  office.put('person', bad);
  office.put('person', good);
  await office.sync();
  await principal.sync();
  expect(principal.row('person', good.id)).toBeDefined();
  expect(office.count("syncOutgoing WHERE state = 'parked'")).toBe(1);
});

test('The pull stalls behind the push (powersync.dart #326): while sending fails, news still arrives.', async () => {
  const [mine, theirs] = [aPerson(), aPerson({ lastName: 'Other' })];
  office.put('person', mine);
  office.device.line.befalls = (request) => (sends(request) ? 500 : null);
  principal.put('person', theirs);
  await principal.sync();
  await office.sync();
  expect(office.row('person', theirs.id)).toBeDefined();
  expect(office.waiting).toBe(1);
});

test('An upload error counted as success (powersync-kotlin #340): until the state has answered, it is waiting.', async () => {
  office.put('person', aPerson());
  for (const status of [400, 408, 413, 425, 429, 500, 502, 503]) {
    office.device.line.befalls = (request) => (sends(request) ? status : null);
    const result = await office.sync();
    expect(result?.outcome).toBe('offline');
    expect(office.count("syncOutgoing WHERE state IN ('done', 'discarded')")).toBe(0);
    if (office.count("syncOutgoing WHERE state = 'parked'") > 0) break;
  }
});

test('The queue is called done after the first batch (opensrp-client-core #817): 1,200 records all arrive.', async () => {
  office.device.act((writer) => {
    for (let n = 0; n < 1200; n++)
      writer.exec(
        "INSERT INTO person (id, lastName, firstName, isStudent, isStaff) VALUES (?, 'Larkspur', 'Signe', 1, 0)",
        randomUUID(),
      );
  });
  await office.sync();
  expect(office.waiting).toBe(0);
  expect(
    story.state.file.prepare('SELECT count(*) FROM record WHERE district = ?').pluck().get(story.district),
  ).toBe(1200);
});

test('Killed during the upload (powersync.dart #308): the same bytes go again, and take effect once.', async () => {
  const person = aPerson();
  office.put('person', person);
  const bodies: string[] = [];
  office.device.line.befalls = (request) => {
    if (!sends(request)) return null;
    bodies.push(JSON.stringify((JSON.parse(request.body ?? '') as { operations: unknown }).operations));
    return bodies.length === 1 ? 'lost' : null;
  };
  await office.sync();
  office.device.restart();
  await office.sync();
  expect(bodies[1]).toBe(bodies[0]);
  expect(story.history(person.id)).toHaveLength(1);
});

test('Confirmed values flicker back (WatermelonDB #649): a late page never shows an older value.', async () => {
  const person = aPerson();
  office.put('person', person);
  await story.settle(office, principal);
  office.change('person', person.id, { usualName: 'First' });
  office.device.line.befalls = (request) => (sends(request) ? 'lost' : null);
  await office.sync();
  office.change('person', person.id, { usualName: 'Second' });
  office.device.line.befalls = () => null;
  await office.sync();
  expect(office.row('person', person.id)?.usualName).toBe('Second');
  await story.settle(office, principal);
  expect(principal.row('person', person.id)?.usualName).toBe('Second');
  expect(office.cards).toEqual([]);
});

test('A deleted row reappears (WatermelonDB #1226): an update that comes too late asks, and makes nothing anew.', async () => {
  const person = aPerson();
  const phone = aPhone(person.id);
  office.put('person', person);
  office.put('phone', phone);
  await story.settle(office, principal);
  office.remove('phone', phone.id);
  principal.change('phone', phone.id, { number: '4065550199' });
  await office.sync();
  await principal.sync();
  expect(office.row('phone', phone.id)).toBeUndefined();
  expect(principal.cards).toMatchObject([{ kind: 'delete' }]);
  expect(story.history(phone.id).at(-1)?.deleted).toBe(1);
  principal.decide('state');
  await story.settle(office, principal);
  expect(principal.row('phone', phone.id)).toBeUndefined();
});

test('Edits made during a push are lost or never clean (WatermelonDB #1374, #1752): they go next, and then all is clean.', async () => {
  const person = aPerson();
  office.put('person', person);
  let typed = false;
  office.device.line.befalls = (request) => {
    if (sends(request) && !typed) office.change('person', person.id, { usualName: 'Sig' });
    typed ||= sends(request);
    return null;
  };
  await story.settle(office, principal);
  expect(principal.row('person', person.id)?.usualName).toBe('Sig');
  expect(office.waiting).toBe(0);
});

test('The losing edit is dropped without notice (joplin #13121, #13531): both values stay in the log of the decision.', async () => {
  const person = aPerson();
  office.put('person', person);
  await story.settle(office, principal);
  office.change('person', person.id, { birthDate: '2017-08-03' });
  principal.change('person', person.id, { birthDate: '2017-08-04' });
  await office.sync();
  await principal.sync();
  principal.decide('state');
  const log = principal.device.database.prepare('SELECT decision FROM syncConflict').pluck().get() as string;
  expect(log).toContain('2017-08-03');
  expect(log).toContain('2017-08-04');
});

test('Floods of duplicate conflicts (joplin #70, #6429): one card for a record, however often both go on changing it.', async () => {
  const person = aPerson();
  office.put('person', person);
  await story.settle(office, principal);
  for (let n = 1; n <= 9; n++) {
    office.change('person', person.id, { birthDate: `2018-08-0${n}` });
    principal.change('person', person.id, { birthDate: `2018-09-0${n}` });
    await office.sync();
    await principal.sync();
  }
  expect(principal.cards).toHaveLength(1);
  expect(principal.count('syncConflict')).toBe(1);
});

test('An empty or wrong server wipes local data (joplin #3846, #11295): many removals at once stop and ask.', async () => {
  const persons = people(40);
  for (const person of persons) office.put('person', person);
  await story.settle(office, principal);
  for (const person of persons.slice(0, 30)) office.remove('person', person.id);
  await office.sync();
  await principal.sync();
  expect(waitingRemovals(principal.device.file.reader)).toEqual({ total: 30, ask: true });
  expect(principal.count('person')).toBe(40);
  principal.device.allowRemovals();
  expect(principal.count('person')).toBe(10);
});

test('A restored state that has lost everything takes nothing away: it gets it back (M12).', async () => {
  const backup = story.state.backup();
  const persons = people(6);
  for (const person of persons) office.put('person', person);
  await story.settle(office, principal);
  await story.state.restore(backup, true);
  await story.connect(office).catch(() => undefined);
  await story.settle(office, principal);
  expect(office.count('person')).toBe(6);
  expect(principal.count('person')).toBe(6);
  for (const person of persons) expect(story.history(person.id)).toHaveLength(1);
  expect(office.digest).toBe(principal.digest);
  expect(noticesInWords(office.device.file.reader, 10).map(({ words }) => words)).toContainEqual(
    expect.stringContaining('came back from a backup'),
  );
});

test('A copied file goes on as a computer of its own, and compares before it sends (M13).', async () => {
  const person = aPerson();
  office.put('person', person);
  await story.settle(office, principal);
  const copy = story.computer('Copy', office.device.copy());
  office.change('person', person.id, { usualName: 'Sig' });
  copy.change('person', person.id, { usualName: 'Siggy' });
  await office.sync();
  await copy.sync();
  expect(copy.cards).toMatchObject([{ fields: [{ field: 'usualName' }] }]);
  expect(story.history(person.id)).toHaveLength(2);
  copy.decide('state');
  await story.settle(office, copy, principal);
  expect(copy.row('person', person.id)?.usualName).toBe('Sig');
});

test('Repair loses unsent work (actual #212, #6323): what is damaged is put right, what was typed stays.', async () => {
  const person = aPerson();
  office.put('person', person);
  await story.settle(office, principal);
  // The state refuses this date, so it stays here; then the disk damages another field of the record.
  principal.change('person', person.id, { birthDate: '2017-02-31' });
  await principal.sync();
  const { database } = principal.device;
  database.exec(
    "UPDATE writeContext SET actor = 'd', actorName = 'd', action = 'd', at = 'd', origin = 'sync'",
  );
  database.prepare("UPDATE person SET middleName = 'Damaged' WHERE id = ?").run(person.id);
  database
    .prepare("UPDATE syncBase SET fields = json_set(fields, '$.middleName', 'Damaged') WHERE id = ?")
    .run(person.id);
  expect(await principal.device.repair()).toBe(1);
  expect(principal.row('person', person.id)).toMatchObject({ birthDate: '2017-02-31', middleName: null });
  expect(principal.waiting).toBe(1);
  expect(principal.digest).toBe(office.digest);
});

test('A partial update of a row never seen (TanStack/db #1698): fields of later versions survive the round trip.', async () => {
  const person = aPerson();
  office.put('person', person);
  await story.settle(office, principal);
  story.state.file
    .prepare("UPDATE record SET fields = json_set(fields, '$.laterField', 'kept') WHERE id = ?")
    .run(person.id);
  const late = await story.office('Late');
  await late.sync();
  late.change('person', person.id, { usualName: 'Sig' });
  await late.sync();
  expect(story.history(person.id).length).toBeGreaterThan(0);
  const there = story.state.file
    .prepare('SELECT fields FROM record WHERE id = ?')
    .pluck()
    .get(person.id) as string;
  expect(JSON.parse(there)).toMatchObject({ laterField: 'kept', usualName: 'Sig' });
});

test('Students are empty after a first sync that broke off: it goes on where it was, and nothing shows before it is whole (M16).', async () => {
  const persons = people(20);
  for (const person of persons) office.put('person', person);
  await office.sync();
  const late = await story.office('Late');
  let pages = 0;
  late.device.line.befalls = (request) => {
    if (!fetches(request)) return null;
    pages += 1;
    return pages === 3 ? 'drop' : null;
  };
  await late.sync();
  expect(late.count('person')).toBe(0);
  expect(late.count('syncStaging')).toBe(2);
  late.put('person', aPerson({ lastName: 'Typed meanwhile' }));
  await late.sync();
  expect(late.count('person')).toBe(21);
  // Two pages of the first try, the one that was cut, and three more: none was fetched twice.
  expect(pages).toBeLessThanOrEqual(8);
});

test('People entered before the computer was connected are not sent twice: a card asks whether they are the same (M16).', async () => {
  const person = aPerson({ lastName: 'Larkspur', firstName: 'Signe' });
  office.put('person', person);
  await office.sync();
  const late = story.computer('Late');
  const own = aPerson({ lastName: 'larkspur', firstName: 'Signe' });
  const phone = aPhone(own.id);
  late.put('person', own);
  late.put('phone', phone);
  await story.connect(late);
  await late.sync();
  expect(late.cards).toMatchObject([{ kind: 'rule' }]);
  expect(story.history(own.id)).toEqual([]);
  late.decide('state');
  await story.settle(late, office);
  expect(office.count('person')).toBe(1);
  expect(office.row('phone', phone.id)?.personId).toBe(person.id);
});

test('“Offline” sticks (actual #3128): as soon as the line is back, the next cycle is an ordinary one.', async () => {
  office.put('person', aPerson());
  for (const befalls of ['drop', 'portal', 503, 'lost'] as const) {
    office.device.line.befalls = () => befalls;
    expect((await office.sync())?.outcome).toBe('offline');
  }
  office.device.line.befalls = () => null;
  expect((await office.sync())?.outcome).toBe('done');
  expect(office.waiting).toBe(0);
});

test('Three lost races in a row: the record waits and no card opens with nothing to decide (M5).', async () => {
  const person = aPerson();
  office.put('person', person);
  await story.settle(office, principal);
  office.change('person', person.id, { usualName: 'Sig' });
  let races = 0;
  office.device.line.befalls = (request) => {
    // Another hand is quicker each time, at another field.
    if (sends(request)) {
      races += 1;
      const row = story.state.file
        .prepare('SELECT rev FROM record WHERE id = ?')
        .pluck()
        .get(person.id) as number;
      story.state.file.prepare('UPDATE record SET rev = ? WHERE id = ?').run(row + 1, person.id);
    }
    return null;
  };
  await office.sync();
  expect(races).toBeLessThanOrEqual(3);
  expect(office.cards).toEqual([]);
  expect(office.count('syncDirty WHERE notBefore IS NOT NULL')).toBe(1);
});
