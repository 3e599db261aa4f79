import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectionOf, referenceAsked, setReferenceAsked } from '#db/sync/sync-state.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { newId } from '#electron/data-process/new-id.ts';
import gender from '#resources/code-sets/gender.json' with { type: 'json' };
import layout504 from '#resources/layouts/aim-504.json' with { type: 'json' };
import type { StaffMember } from '#state-server/accounts/staff-accounts.ts';
import { publishReference, withdrawReference } from '#state-server/reference/publish.ts';
import { afterCycle } from '#sync/after-cycle.ts';
import { fetchReference } from '#sync/reference.ts';
import { StateClient } from '#sync/state-client.ts';
import type { Transport, WireAnswer, WireRequest } from '#sync/transport.ts';
import {
  type OfficeHost,
  type OfficesAndState,
  officesAndState,
} from '#tests/unit/sync/support/office-host.ts';

const STAFF: StaffMember = { id: 's', name: 'The state', role: 'administrator' };
const endYear = schoolYearOf(systemClock.today());

let all: OfficesAndState;
let office: OfficeHost;
beforeAll(async () => {
  all = await officesAndState();
  office = await all.office('0911', 1);
  await office.call('sync.run');
}, 60_000);
afterAll(() => all.end());
beforeEach(async () => {
  for (const { name, source } of await office.call('system.reference-data'))
    if (source === 'district') await office.call('system.reset-reference', { name });
});

const genders = (...labels: string[]) => ({
  ...gender,
  values: [...gender.values, ...labels.map((label, at) => ({ code: `X${at}`, label, authority: 'S' }))],
});
async function publish(name: string, value: object, fromYear = endYear): Promise<void> {
  all.state.pass(1);
  const file = Buffer.from(JSON.stringify(value));
  expect(await publishReference(all.state.services, STAFF, { name, fromYear, file })).toEqual([]);
}
/** Puts into the state's tables what this build's state would refuse: another build may know more. */
async function publishUnchecked(name: string, value: object): Promise<void> {
  const row = { name, from_year: endYear, number: 90, by_name: 'The state', at: '2026-10-07T00:00:00.000Z' };
  await all.state.database.kysely
    .insertInto('reference_edition')
    .values({ ...row, value: JSON.stringify(value), version: name.length.toString(16).padStart(64, 'a') })
    .execute();
}
/** A day goes by, and the office syncs. */
async function nextDay(): Promise<void> {
  const asked = referenceAsked(office.file.reader);
  if (asked)
    office.file.writeLocal((writer) =>
      setReferenceAsked(writer, { ...asked, at: '2026-01-01T00:00:00.000Z' }),
    );
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'done' });
}
const line = async (name: string) =>
  (await office.call('system.reference-data')).find((one) => one.name === name);
const genderLabels = async () => (await office.call('enrollment.choices')).gender?.map(({ label }) => label);
const newestNotice = async () => (await office.call('sync.notices', { limit: 1 }))[0]?.words;

/** The office's own transport and what goes over it. */
async function fetchOver(
  spoil: (request: WireRequest) => Partial<Transport> | null = () => null,
  onChange?: () => void,
) {
  const asked: WireRequest[] = [];
  const { transport } = office.host.district;
  const listening: Transport = {
    send: async (request) => {
      asked.push(request);
      return (spoil(request)?.send ?? transport.send)(request);
    },
    close: () => undefined,
  };
  const connection = connectionOf(office.file.reader);
  if (!connection) throw new Error('The office is not connected.');
  const client = new StateClient(listening, connection);
  const before = referenceAsked(office.file.reader);
  if (before)
    office.file.writeLocal((writer) =>
      setReferenceAsked(writer, { ...before, at: '2026-01-01T00:00:00.000Z' }),
    );
  await fetchReference({ file: office.file, client, clock: systemClock }, onChange ? { onChange } : {});
  return asked.filter(({ url }) => url.includes('/v1/reference'));
}

test('a list of the state is in force after the day’s sync or one that somebody asks for, says whose it is, and gives way to the district’s own', async () => {
  expect(await line('code-set gender')).toMatchObject({ source: 'shipped', state: null });
  await publish('code-set gender', genders('Not named'));
  await office.host.district.schedule?.run();
  expect(await genderLabels(), 'asked once a day').toEqual(['Female', 'Male']);
  await office.call('sync.run');
  expect(await genderLabels()).toEqual(['Female', 'Male', 'Not named']);
  const { at, state } = (await line('code-set gender')) ?? {};
  expect(await line('code-set gender')).toMatchObject({ source: 'state', at: state?.publishedAt });
  expect(at).toMatch(/^2026-10-06T/);
  expect(state).toMatchObject({ fromYear: endYear, problem: null });
  expect(await newestNotice()).toBe('“Gender” is the state’s from now on.');

  const own = JSON.stringify(genders('Ours'));
  await office.call('system.load-reference', { name: 'code-set gender', text: own });
  await publish('code-set gender', genders('The state’s second'));
  await nextDay();
  expect(await genderLabels()).toContain('Ours');
  expect(await line('code-set gender')).toMatchObject({ source: 'district', state: { problem: null } });
  expect(await newestNotice()).toMatch(/loaded here stays in force/);
  await office.call('system.reset-reference', { name: 'code-set gender' });
  expect(await genderLabels()).toContain('The state’s second');
});

test('a layout of the state is the one files are written by', async () => {
  const [first, second, ...rest] = layout504.fields;
  const turned = {
    ...layout504,
    fields: [first, second, ...rest.toReversed()].map((field) => ({ ...field, mark: 'S' })),
  };
  const before = (await office.call('exports.list')).find(({ template }) => template === 'aim-504');
  await publish('layout aim-504', turned);
  await nextDay();
  expect(await line('layout aim-504')).toMatchObject({ source: 'state' });
  const after = (await office.call('exports.list')).find(({ template }) => template === 'aim-504');
  expect(before?.guessed).toBeGreaterThan(0);
  expect(after?.guessed).toBe(0);
  const { text } = await office.call('system.reference-text', { name: 'layout aim-504' });
  expect(JSON.parse(text).fields).toEqual(turned.fields);
});

test('what is known is not fetched again; what the state takes back is gone here, and comes again when it does', async () => {
  await publish('code-set gender', genders('Third'));
  await nextDay();
  let told = 0;
  const [again, ...more] = await fetchOver(
    () => null,
    () => {
      told += 1;
    },
  );
  expect(told, 'windows read again only what is new').toBe(0);
  expect(again?.ifNoneMatch).toBe(referenceAsked(office.file.reader)?.etag);
  expect(again?.ifNoneMatch).toMatch(/^"[0-9a-f]{64}"$/);
  expect(more).toEqual([]);

  await withdrawReference(all.state.services, STAFF, { name: 'code-set gender', fromYear: endYear });
  await nextDay();
  expect(await genderLabels()).toEqual(['Female', 'Male']);
  expect(await newestNotice()).toMatch(/withdrawn its “Gender”.*came with Hi-Line/);
  await publish('code-set gender', genders('Third'));
  await nextDay();
  expect(await genderLabels()).toContain('Third');
});

test('a call that the state fails at holds up no list; a line that is down ends all further calls', async () => {
  await publish('code-set gender', genders('In spite of it'));
  const { transport } = office.host.district;
  const after = async (answer: WireAnswer): Promise<{ calls: number; failed: boolean }> => {
    let calls = 0;
    const spoilt: Transport = {
      send: async (request) => {
        calls += 1;
        return request.url.endsWith('/v1/movements') ? answer : transport.send(request);
      },
      close: () => undefined,
    };
    const run = afterCycle(office.file, spoilt, systemClock, newId, () => undefined);
    const failed = await run(true).then(
      () => false,
      () => true,
    );
    return { calls, failed };
  };
  const down = await after({ kind: 'unreachable' });
  expect(down.failed).toBe(true);
  expect(await genderLabels()).not.toContain('In spite of it');
  const fails = await after({ kind: 'answer', status: 500, json: null, retryAfterSeconds: null });
  expect(fails.failed).toBe(true);
  expect(fails.calls).toBeGreaterThan(down.calls);
  expect(await genderLabels()).toContain('In spite of it');
});

test('one that holds from a later school year on is not taken yet', async () => {
  await publish('code-set gender', genders('This year'));
  await publish('code-set gender', genders('In two years'), endYear + 2);
  await nextDay();
  expect(await genderLabels()).toContain('This year');
  // The day after the school year began, without a line until then.
  const clock = { now: systemClock.now, today: () => `${endYear + 1}-09-01` };
  const connection = connectionOf(office.file.reader);
  if (!connection) throw new Error('The office is not connected.');
  const client = new StateClient(office.host.district.transport, connection);
  let told = 0;
  await fetchReference({ file: office.file, client, clock }, { onChange: () => (told += 1) });
  expect(told).toBe(1);
  expect(await genderLabels()).toContain('In two years');
});

test.each([
  [
    'code-set moon_phase',
    { name: 'moon_phase', title: 'Moon phases', values: [] },
    /Moon phases.*does not know such a list/,
  ],
  ['code-set race', { name: 'race', values: [] }, /Race.*cannot use it.*title: This is missing\./],
  [
    'layout aim-mi',
    {
      ...layout504,
      name: 'aim-mi',
      fields: [
        { ...layout504.fields[0], name: 'shoeSize', label: 'Shoe size', required: true, value: undefined },
      ],
    },
    /asks for “Shoe size”/,
  ],
])(
  '%s that this Hi-Line cannot use is set aside with a notice and breaks nothing',
  async (name, value, words) => {
    const before = await office.call('enrollment.choices');
    await publishUnchecked(name, value);
    await nextDay();
    expect(await newestNotice()).toMatch(words);
    expect((await office.call('enrollment.choices')).race).toEqual(before.race);
    const shown = await line(name);
    if (shown) expect(shown).toMatchObject({ source: 'shipped', state: { problem: expect.any(String) } });
    // It is told once, and not fetched each day.
    expect(await fetchOver()).toHaveLength(1);
    expect(await office.call('sync.notices', { limit: 500 })).toSatisfy(
      (notices: { words: string }[]) => notices.filter((one) => words.test(one.words)).length === 1,
    );
  },
);

test('what an older Hi-Line set aside is in force after the update', async () => {
  await publish('code-set gender', genders('Newer'));
  await nextDay();
  office.file.writeLocal((writer) =>
    writer.exec("UPDATE referenceSet SET problem = 'Not known.' WHERE name = 'code-set gender'"),
  );
  expect(await line('code-set gender')).toMatchObject({ source: 'shipped' });
  await nextDay();
  expect(await line('code-set gender')).toMatchObject({ source: 'state' });
});

test('a state that does not have the call, or not one of its lists, holds nothing up; a broken line loses nothing', async () => {
  const problem = { problem: 'not-found', sentence: 'The state has nothing at this address.' };
  const gone = { kind: 'answer', status: 404, json: problem, retryAfterSeconds: null } as const;
  const labels = await genderLabels();
  await fetchOver(({ url }) => (url.includes('/v1/reference') ? { send: async () => gone } : null));
  expect(await genderLabels()).toEqual(labels);

  await publish('code-set gender', genders('Fourth'));
  await fetchOver(({ url }) => (url.includes('gender') ? { send: async () => gone } : null));
  expect(
    referenceAsked(office.file.reader)?.etag,
    'the list is not known until all of it is here',
  ).toBeNull();
  await expect(
    fetchOver(({ url }) => (url.includes('gender') ? { send: async () => ({ kind: 'unreachable' }) } : null)),
  ).rejects.toMatchObject({ refusal: 'unreachable' });
  expect(await genderLabels()).toEqual(labels);
  await nextDay();
  expect(await genderLabels()).toContain('Fourth');
});

test('another state’s lists go when this computer is connected to one', async () => {
  office.file.writeLocal((writer) => {
    const asked = referenceAsked(writer);
    if (asked) setReferenceAsked(writer, { ...asked, serverId: 'another' });
    writer.exec(
      "INSERT INTO referenceSet (name, source, value, at) VALUES ('code-set old', 'state', '{}', '2026-01-01')",
    );
  });
  await office.call('sync.run');
  const kept = office.file.reader.rows<{ name: string }>(
    "SELECT name FROM referenceSet WHERE name = 'code-set old'",
  );
  expect(kept).toEqual([]);
  expect(await genderLabels()).toContain('Fourth');
});
