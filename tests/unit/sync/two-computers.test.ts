import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type OfficeHost,
  type OfficesAndState,
  officesAndState,
} from '#tests/unit/sync/support/office-host.ts';

let world: OfficesAndState;
let office: OfficeHost;
let principal: OfficeHost;
let pupils: { id: string }[];

beforeEach(async () => {
  world = await officesAndState();
  office = await world.office('0123', 2);
  await office.call('sync.run');
  principal = await world.further('0123');
  pupils = office.file.reader.rows("SELECT id FROM person WHERE lastName LIKE 'Pupil%' ORDER BY lastName");
});
afterEach(() => world.end());

const both = async (): Promise<void> => {
  for (const one of [office, principal, office, principal]) await one.call('sync.run');
};
const sameEverywhere = async (): Promise<void> => {
  const [one, other] = [await office.call('sync.digest'), await principal.call('sync.digest')];
  expect(one).toEqual(other);
};
const numbersOf = async (at: OfficeHost, personId: string | undefined): Promise<string[]> =>
  (await at.call('people.page', { personId })).phones.map(({ number }) => number);
const setPhones = (at: OfficeHost, personId: string | undefined, phones: object[]) =>
  at.call('people.change-phones', { personId, phones });

test('two computers set the phones of one pupil by number alone: no number stands there twice', async () => {
  const [pupil] = pupils;
  const [home, cell, work] = [
    { kind: 'home', number: '406-555-0100' },
    { kind: 'cell', number: '406-555-0101' },
    { kind: 'work', number: '406-555-0102' },
  ];
  await setPhones(office, pupil?.id, [home, cell]);
  await both();
  await setPhones(office, pupil?.id, [home]);
  await setPhones(principal, pupil?.id, [home, cell, work]);
  await both();
  for (const at of [office, principal])
    expect(await numbersOf(at, pupil?.id)).toEqual(['4065550100', '4065550102']);
  expect(await principal.call('sync.conflicts', {})).toEqual([]);
  await sameEverywhere();
});

test('a number of somebody else stays with them, whatever id is sent', async () => {
  const [one, other] = pupils;
  await setPhones(office, other?.id, [{ number: '406-555-0109' }]);
  const theirs = (await office.call('people.page', { personId: other?.id })).phones[0];
  await setPhones(office, one?.id, [{ id: theirs?.id, number: '406-555-0110' }]);
  expect(await numbersOf(office, other?.id)).toEqual(['4065550109']);
  expect(await numbersOf(office, one?.id)).toEqual(['4065550110']);
});

test('a record removed on one computer and changed on the other: the card says whose it is and what would be lost', async () => {
  const [pupil] = pupils;
  const adult = {
    studentId: pupil?.id,
    lastName: 'Grown',
    firstName: 'Up',
    kind: 'mother',
    priority: 1,
    livesWith: true,
    getsMail: true,
    custodyNote: null,
  };
  const made = await office.call('families.save-adult', { ...adult, mayPickUp: true });
  await both();
  const removed = { studentId: pupil?.id, adultId: made.adultId };
  await principal.call('families.remove-adult', removed);
  await office.call('families.save-adult', { ...adult, ...removed, mayPickUp: false });
  await both();
  const [card] = await principal.call('sync.conflicts', {});
  expect(card).toMatchObject({
    kind: 'delete',
    title: 'Pupil-001, Ash: family, Grown, Up (removed)',
    to: `/people/${pupil?.id}`,
    fields: [{ mine: { words: 'removed' }, state: { words: 'kept, with changes: May pick up no' } }],
  });
  await principal.call('sync.resolve', {
    number: card?.number,
    rev: card?.rev,
    choices: { record: 'mine' },
  });
  await both();
  expect((await principal.call('sync.decisions', {}))[0]?.title).toContain('Grown, Up (removed)');
  await sameEverywhere();
});

test('a value typed into a card is as long and as old as its form takes, and the page still opens', async () => {
  const [pupil] = pupils;
  const named = (lastName: string) => ({ lastName, firstName: 'Ash', birthDate: '2016-05-05' });
  await office.call('people.change-details', { personId: pupil?.id, details: named('Alder') });
  await principal.call('people.change-details', { personId: pupil?.id, details: named('Birch') });
  await both();
  const [card] = await principal.call('sync.conflicts', {});
  const type = (value: string) =>
    principal.call('sync.resolve', {
      number: card?.number,
      rev: card?.rev,
      choices: { lastName: { value } },
    });
  await expect(type('y'.repeat(256))).rejects.toMatchObject({ problems: [{ field: 'lastName' }] });
  await type('y'.repeat(255));
  await both();
  for (const at of [office, principal])
    expect((await at.call('people.page', { personId: pupil?.id })).details.lastName).toBe('y'.repeat(255));
  await sameEverywhere();
});

test('a pupil enrolled into a room and put right before the line is back reaches the state', async () => {
  const { calendars, schools } = await office.call('school.overview');
  const { id: room } = await office.call('classes.save-class', {
    schoolId: schools[0]?.id,
    number: 'R-9',
    name: 'Upper room',
    kind: 'room',
  });
  await office.call('sync.run');
  const { personId, enrollmentId } = await office.call('enrollment.enroll', {
    details: { lastName: 'Larkspur', firstName: 'Signe', birthDate: '2017-08-02' },
    calendarId: calendars[0]?.id,
    grade: '03',
    startDate: '2026-09-01',
    sectionId: room,
  });
  // The enrollment belongs to this later action now; the seat, of the first one, waits for it.
  await office.call('enrollment.fix', { enrollmentId, grade: '04' });
  await both();
  expect(await office.call('sync.status')).toMatchObject({ waiting: 0, rejected: 0 });
  const page = await principal.call('people.page', { personId });
  expect(page.enrollments).toMatchObject([{ grade: '04' }]);
  expect(await principal.call('classes.seats', { sectionId: room, date: '2026-09-02' })).toMatchObject({
    seats: [{ enrollmentId }],
  });
  await sameEverywhere();
});
