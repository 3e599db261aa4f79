import { afterEach, beforeEach, expect, test } from 'vitest';
import { baseDigest, digestLine } from '#db/sync/base-digest.ts';
import { put, putKeyed, remove } from '#db/system/rows.ts';
import {
  anAddress,
  aPerson,
  aPhone,
  beginStory,
  type Office,
  type Story,
} from '#tests/simulation/support/office.ts';

let story: Story;
let office: Office;
let principal: Office;

beforeEach(async () => {
  story = await beginStory();
  office = await story.newOffice();
  principal = await story.newOffice();
});
afterEach(() => story.end());

const both = async (): Promise<void> => {
  for (const one of [office, principal, office, principal]) await one.sync();
};
const sameEverywhere = (): void => {
  const [a, b] = [office, principal].map((one) => digestLine(baseDigest(one.file.reader).digest));
  expect(a).toBe(b);
};

test('The office edits the phone offline, the principal edits the address; both sync; both edits are there.', async () => {
  const person = aPerson();
  const phone = aPhone(person.id);
  office.put('person', person);
  office.put('phone', phone);
  const directory = office.act((writer) => putKeyed(writer, 'directory', anAddress(person.id)));
  await both();
  office.change('phone', phone.id, { number: '4065559999' });
  principal.change('directory', directory, { street: '2 Oak St' });
  await both();
  for (const one of [office, principal]) {
    expect(one.row('phone', phone.id)?.number).toBe('4065559999');
    expect(one.row('directory', directory)?.street).toBe('2 Oak St');
    expect(one.waiting).toBe(0);
    expect(one.cards).toEqual([]);
  }
  sameEverywhere();
});

test('Two computers change the same phone: a person is asked, and neither number is lost.', async () => {
  const person = aPerson();
  const phone = aPhone(person.id);
  office.put('person', person);
  office.put('phone', phone);
  await both();
  office.change('phone', phone.id, { number: '4065550001' });
  principal.change('phone', phone.id, { number: '4065550002' });
  await office.sync();
  await principal.sync();
  const [card] = principal.cards;
  expect(card?.fields).toMatchObject([
    {
      field: 'number',
      mine: { value: '4065550002' },
      state: { value: '4065550001' },
      stateBy: 'another computer of this district',
    },
  ]);
  expect(principal.row('phone', phone.id)?.number).toBe('4065550002');
  principal.decide(card?.number ?? 0, { number: 'mine' });
  await both();
  expect(office.row('phone', phone.id)?.number).toBe('4065550002');
  expect(principal.cards).toEqual([]);
  sameEverywhere();
});

test('While a card is open, the other fields of the record keep going to the state.', async () => {
  const person = aPerson();
  office.put('person', person);
  await both();
  office.change('person', person.id, { birthDate: '2017-08-03' });
  principal.change('person', person.id, { birthDate: '2017-08-04' });
  await office.sync();
  await principal.sync();
  expect(principal.cards).toHaveLength(1);
  principal.change('person', person.id, { usualName: 'Sig' });
  await both();
  expect(office.row('person', person.id)).toMatchObject({ usualName: 'Sig', birthDate: '2017-08-03' });
  expect(principal.row('person', person.id)?.birthDate).toBe('2017-08-04');
  principal.decide(principal.cards[0]?.number ?? 0, { birthDate: 'state' });
  await both();
  expect(principal.row('person', person.id)?.birthDate).toBe('2017-08-03');
  expect(principal.waiting).toBe(0);
  sameEverywhere();
});

test('A card that is out of date is refused, and shows the newer value.', async () => {
  const person = aPerson();
  office.put('person', person);
  await both();
  office.change('person', person.id, { birthDate: '2017-08-03' });
  principal.change('person', person.id, { birthDate: '2017-08-04' });
  await office.sync();
  await principal.sync();
  const [old] = principal.cards;
  office.change('person', person.id, { birthDate: '2017-08-05' });
  await office.sync();
  await principal.sync();
  expect(() => principal.decide(old?.number ?? 0, { birthDate: 'mine' }, old?.rev)).toThrow(/newer/);
  expect(principal.cards[0]?.fields[0]?.state.value).toBe('2017-08-05');
});

test('Both make the same attendance mark offline: one record, no card.', async () => {
  const person = aPerson();
  office.put('person', person);
  await both();
  for (const one of [office, principal])
    one.act((writer) => putKeyed(writer, 'directory', anAddress(person.id)));
  await both();
  expect(office.cards).toEqual([]);
  expect(principal.cards).toEqual([]);
  sameEverywhere();
});

test('An answer that is lost on the way does not send the change twice.', async () => {
  const person = aPerson();
  office.put('person', person);
  office.line = (request) => (request.url.endsWith('/v1/operations') ? 'lost' : 'through');
  expect((await office.sync()).outcome).toBe('offline');
  expect(office.waiting).toBe(1);
  office.line = () => 'through';
  expect((await office.sync()).outcome).toBe('done');
  expect(office.waiting).toBe(0);
  await principal.sync();
  expect(principal.row('person', person.id)?.lastName).toBe('Larkspur');
  sameEverywhere();
});

test('A line that breaks between two requests: what the state has taken by then is counted.', async () => {
  office.act((writer) => {
    for (let n = 0; n < 620; n++) put(writer, 'person', aPerson());
  });
  let requests = 0;
  const sends = (request: { url: string }): boolean => request.url.endsWith('/v1/operations');
  office.line = (request) => {
    if (sends(request)) requests += 1;
    return requests > 1 ? 'down' : 'through';
  };
  expect(await office.sync()).toMatchObject({ outcome: 'offline', sent: 500, obstacle: 'no-internet' });
  expect(office.waiting).toBe(120);
  office.line = (request) => (sends(request) ? 'busy' : 'through');
  expect(await office.sync()).toMatchObject({ outcome: 'offline', sent: 0, obstacle: 'state-not-ready' });
  office.line = () => 'through';
  expect(await office.sync()).toMatchObject({ outcome: 'done', sent: 120 });
});

test('An edit made while the change is on its way is sent next, and nothing flickers back.', async () => {
  const person = aPerson();
  office.put('person', person);
  office.line = (request) => {
    if (!request.url.endsWith('/v1/operations')) return 'through';
    office.line = () => 'through';
    office.change('person', person.id, { usualName: 'Sig' });
    return 'through';
  };
  await office.sync();
  expect(office.row('person', person.id)?.usualName).toBe('Sig');
  await both();
  expect(principal.row('person', person.id)?.usualName).toBe('Sig');
  expect(office.waiting).toBe(0);
});

test('A captive portal is not the state: nothing is lost, nothing is sent.', async () => {
  office.put('person', aPerson());
  office.line = () => 'portal';
  const result = await office.sync();
  expect(result.outcome).toBe('offline');
  expect(result.words).toMatch(/not the state/);
  expect(office.waiting).toBe(1);
});

test('A removed phone disappears everywhere; a phone removed here and changed there asks.', async () => {
  const person = aPerson();
  const [one, other] = [aPhone(person.id), aPhone(person.id, { number: '4065550113', position: 1 })];
  office.put('person', person);
  office.put('phone', one);
  office.put('phone', other);
  await both();
  office.act((writer) => writer.exec('DELETE FROM phone WHERE id = ?', one.id));
  await both();
  expect(principal.row('phone', one.id)).toBeUndefined();
  office.act((writer) => writer.exec('DELETE FROM phone WHERE id = ?', other.id));
  principal.change('phone', other.id, { number: '4065550114' });
  await principal.sync();
  await office.sync();
  const [card] = office.cards;
  expect(card?.kind).toBe('delete');
  office.decide(card?.number ?? 0, { record: 'state' });
  await both();
  expect(office.row('phone', other.id)?.number).toBe('4065550114');
  sameEverywhere();
});

test('Where both changed a field, its owner decides without asking, and both values stay in "Merged for you".', async () => {
  const id = crypto.randomUUID();
  office.put('district', {
    id,
    name: 'Ours',
    number: '0123',
    legalEntity: '0001',
    phone: null,
    street: null,
    city: null,
    state: null,
    zip: null,
  });
  await both();
  office.change('district', id, { name: 'Ours, renamed', phone: '4065550100' });
  await story.staffChange('district', id, { name: 'Named by the state', legalEntity: '0002' });
  await office.sync();
  expect(office.row('district', id)).toMatchObject({
    name: 'Ours, renamed',
    legalEntity: '0002',
    phone: '4065550100',
  });
  expect(office.cards).toEqual([]);
  expect(office.merged).toMatchObject([
    { mine: 'Ours, renamed', state: 'Named by the state', kept: 'Ours, renamed' },
  ]);
  await both();
  expect(principal.row('district', id)?.name).toBe('Ours, renamed');
  sameEverywhere();
});

test('A refused change is parked with the state’s reason, holds nothing else up, and goes again when fixed.', async () => {
  const [good, bad] = [aPerson(), aPerson()];
  office.put('person', bad);
  // A value no screen lets through: the state refuses it by its field.
  office.act((writer) => writer.exec("UPDATE person SET gender = char(9) || ' ' WHERE id = ?", bad.id));
  office.act((writer) => writer.exec("UPDATE person SET birthDate = '2017-02-31' WHERE id = ?", bad.id));
  office.put('person', good);
  await office.sync();
  await principal.sync();
  expect(principal.row('person', good.id)).toBeDefined();
  expect(office.waiting).toBe(1);
  office.change('person', bad.id, { birthDate: '2017-02-28', gender: 'F' });
  await both();
  expect(office.waiting).toBe(0);
  expect(principal.row('person', bad.id)?.birthDate).toBe('2017-02-28');
  sameEverywhere();
});

test('One record that the state has removed is spoken of as one.', async () => {
  const [stays, goes] = [aPerson(), aPerson()];
  office.put('person', stays);
  office.put('person', goes);
  await both();
  office.act((writer) => remove(writer, 'person', goes.id));
  await office.sync();
  expect((await principal.sync()).words).toBe(
    'The state has removed a record that is here. Look at it before it is removed here too.',
  );
});
