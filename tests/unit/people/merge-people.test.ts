import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeAddress, changePhones } from '#db/people/change-person.ts';
import { changeNameFrom, moveFrom, pastOf } from '#db/people/dated-changes.ts';
import { duplicatePairs, keepApart } from '#db/people/duplicates.ts';
import { type MergeChoices, mergePeople, mergePreview } from '#db/people/merge-people.ts';
import { protectAddress, protectionOf, trueAddressOf } from '#db/people/protected-address.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { rememberUndoable, takingBack } from '#db/system/undo-action.ts';
import { recordTypes } from '#domain/sync/registry.ts';
import { aPerson } from '#tests/simulation/support/office.ts';
import { context } from '#tests/unit/support/district-file.ts';
import {
  aOnePupilSchool,
  MONDAY,
  type OnePupilSchool,
  TUESDAY,
} from '#tests/unit/support/one-pupil-school.ts';

let world: OnePupilSchool;
let keepId: string;
let goneId: string;
let second: string;
const write = <T>(act: Parameters<typeof world.file.write<T>>[1], groupId?: string): T =>
  world.file.write({ ...context, groupId }, act);
const takeBack = (writer: Writer, groupId: string, now: string): void => {
  const steps = takingBack(writer, groupId, now);
  while (!steps.next().done);
};
const codeOn = (enrollmentId: string) =>
  world.file.reader.rows<{ date: string; block: string; code: string }>(
    'SELECT date, block, code FROM attendanceMark WHERE enrollmentId = ? AND code IS NOT NULL ORDER BY date, block',
    enrollmentId,
  );

/** The pupil of the school twice: the second time under a nickname, with an enrollment, marks, an adult and a phone. */
beforeEach(() => {
  world = aOnePupilSchool();
  keepId = requiredRow(world.file.reader, 'enrollment', world.ids.pupil).studentId;
  goneId = randomUUID();
  second = randomUUID();
  write((writer) => {
    const first = requiredRow(writer, 'person', keepId);
    put(writer, 'person', { ...first, id: goneId, usualName: 'Twin', middleName: 'Jo' });
    put(writer, 'enrollment', {
      ...requiredRow(writer, 'enrollment', world.ids.pupil),
      id: second,
      studentId: goneId,
      startDate: TUESDAY,
    });
    const adult = aPerson({ isStudent: 0 });
    put(writer, 'person', adult);
    putKeyed(writer, 'relationship', {
      studentId: goneId,
      adultId: adult.id,
      kind: null,
      priority: 1,
      livesWith: 1,
      mayPickUp: 0,
      getsMail: 1,
      custodyNote: null,
    });
    changePhones(writer, goneId, [{ kind: null, number: '406-555-0111' }], randomUUID);
    const lives = { street: '1 A St', city: 'T', state: 'MT', zip: '59001' };
    changeAddress(writer, [keepId], { ...lives, street: '2 B St' });
    changeAddress(writer, [goneId], lives);
  });
});
afterEach(() => world.end());

const everything = () =>
  recordTypes.map((type) => [type.name, world.file.reader.rows(`SELECT * FROM "${type.name}" ORDER BY id`)]);
const choices: MergeChoices = { fields: {}, records: {}, marks: [] };
const merge = (writer: Writer, chosen: MergeChoices): void =>
  mergePeople(writer, keepId, goneId, chosen, context.at);

describe('the duplicate finder', () => {
  test('finds the pair until somebody says that they are two', () => {
    const [pair] = duplicatePairs(world.file.reader);
    expect([pair?.one.personId, pair?.other.personId].sort()).toEqual([keepId, goneId].sort());
    world.file.writeLocal((writer) => keepApart(writer, goneId, keepId, 'Cousins', context.at));
    expect(duplicatePairs(world.file.reader)).toEqual([]);
  });
});

describe('a merge', () => {
  test('moves every record that names the one that goes, and leaves nothing of it', () => {
    const preview = mergePreview(world.file.reader, keepId, goneId);
    expect(preview.fields.map(({ name }) => name)).toEqual(['middleName', 'usualName']);
    expect(preview.clashes.map(({ label, keep, gone }) => [label, keep, gone])).toEqual([
      ['Address', 'Street: 2 B St', 'Street: 1 A St'],
    ]);
    expect(preview.joins).toBe(1);
    write((writer) => merge(writer, { ...choices, fields: { middleName: 'gone' } }));
    for (const type of recordTypes)
      for (const [name, field] of Object.entries(type.fields))
        if (field.refersTo === 'person')
          expect(
            world.file.reader.rows(`SELECT 1 FROM "${type.name}" WHERE "${name}" = ?`, goneId),
            `${type.name}.${name}`,
          ).toEqual([]);
    const person = requiredRow(world.file.reader, 'person', keepId);
    expect([person.middleName, person.usualName]).toEqual(['Jo', null]);
    const street = world.file.reader.rows('SELECT street FROM directory WHERE personId = ?', keepId);
    expect(street).toEqual([{ street: '2 B St' }]);
    const stays = world.file.reader.rows('SELECT id, startDate FROM enrollment WHERE studentId = ?', keepId);
    expect(stays).toEqual([{ id: world.ids.pupil, startDate: '2026-08-24' }]);
  });

  test('marks of two enrollments on one key are a question, and none is lost', () => {
    world.mark({ date: MONDAY, code: 'AE' });
    world.mark({ date: TUESDAY, code: 'AE', block: 'AM' });
    world.mark({ enrollmentId: second, date: TUESDAY, code: 'AU', block: 'AM' });
    world.mark({ enrollmentId: second, date: TUESDAY, code: 'AU', block: 'PM' });
    const { marks } = mergePreview(world.file.reader, keepId, goneId);
    expect(marks).toEqual([{ date: TUESDAY, block: 'AM', source: 'office', keep: 'AE', gone: 'AU' }]);
    const before = everything();
    expect(() => write((writer) => merge(writer, choices))).toThrow(/one mark disagrees/);
    expect(everything()).toEqual(before);
    write((writer) =>
      merge(writer, {
        ...choices,
        marks: [{ date: TUESDAY, block: 'AM', source: 'office', holds: 'gone' }],
      }),
    );
    expect(codeOn(world.ids.pupil)).toEqual([
      { date: MONDAY, block: 'AM', code: 'AE' },
      { date: MONDAY, block: 'PM', code: 'AE' },
      { date: TUESDAY, block: 'AM', code: 'AU' },
      { date: TUESDAY, block: 'PM', code: 'AU' },
    ]);
  });

  test('of two records of which there can be one, the chosen one holds, and gaps are filled', () => {
    const facts = {
      ...{
        dayTreatment: null,
        ageEligible: null,
        boardApprovedOn: null,
        repeatsGrade: null,
        offeredMode: null,
      },
      ...{ homeDistrict: null, homeCounty: null, previousSchool: 'Here' as string | null },
    };
    write((writer) => {
      putKeyed(writer, 'enrollmentFacts', { ...facts, enrollmentId: world.ids.pupil });
      putKeyed(writer, 'enrollmentFacts', {
        ...facts,
        enrollmentId: second,
        previousSchool: 'There',
        homeCounty: 'Hill',
      });
    });
    const clash = mergePreview(world.file.reader, keepId, goneId).clashes.find(
      ({ label }) => label === 'State facts of an enrollment',
    );
    expect(clash).toMatchObject({ keep: 'School before: Here', gone: 'School before: There' });
    write((writer) => merge(writer, { ...choices, records: { [clash?.key ?? '']: 'gone' } }));
    expect(world.file.reader.rows('SELECT previousSchool, homeCounty FROM enrollmentFacts')).toEqual([
      { previousSchool: 'There', homeCounty: 'Hill' },
    ]);
  });

  test('is taken back to the last record, and refused when somebody has worked on it since', () => {
    world.mark({ enrollmentId: second, date: TUESDAY, code: 'AU' });
    const before = everything();
    const groupId = randomUUID();
    const mergeOnce = () =>
      write((writer) => {
        merge(writer, { ...choices, fields: { usualName: 'gone' } });
        rememberUndoable(writer, { groupId, kind: 'merge', title: 'x', at: context.at });
      }, groupId);
    mergeOnce();
    expect(everything()).not.toEqual(before);
    write((writer) => takeBack(writer, groupId, '2026-11-05T00:00:00.000Z'));
    expect(everything()).toEqual(before);
    expect(() => write((writer) => takeBack(writer, groupId, context.at))).toThrow(/taken back already/);
  });

  test('is not taken back over later work, nor after 30 days', () => {
    const groupId = randomUUID();
    write((writer) => {
      merge(writer, { ...choices, fields: { usualName: 'gone' } });
      rememberUndoable(writer, { groupId, kind: 'merge', title: 'x', at: context.at });
    }, groupId);
    expect(() => write((writer) => takeBack(writer, groupId, '2026-11-06T00:00:00.000Z'))).toThrow(/30 days/);
    write((writer) =>
      put(writer, 'person', { ...requiredRow(writer, 'person', keepId), usualName: 'Other' }),
    );
    const before = everything();
    expect(() => write((writer) => takeBack(writer, groupId, context.at))).toThrow(/was changed since/);
    expect(everything()).toEqual(before);
  });
});

describe('a merge with somebody whose address is protected', () => {
  const HELENA = { street: 'PO Box 201', city: 'Helena', state: 'MT', zip: '59620' };
  const protect = (personId: string) =>
    write((writer) =>
      protectAddress(
        writer,
        { personId, substitute: HELENA, trueAddress: null, since: MONDAY, through: null },
        context.at,
      ),
    );
  const streets = () =>
    ['directory', 'formerAddress', 'household'].flatMap((table) =>
      world.file.reader.rows<{ street: string }>(`SELECT street FROM ${table}`).map(({ street }) => street),
    );

  test.each([
    ['the one that stays', () => keepId, '1 A St', '2 B St, T, MT, 59001'],
    ['the one that goes', () => goneId, '2 B St', '1 A St, T, MT, 59001'],
  ])('never puts the true address back: %s is protected', (_who, protectedId, openStreet, trueAddress) => {
    protect(protectedId());
    const { clashes } = mergePreview(world.file.reader, keepId, goneId);
    expect(clashes.filter(({ key }) => key.startsWith('directory'))).toEqual([]);
    const key = `directory ${world.file.reader.rows<{ id: string }>('SELECT id FROM directory WHERE personId = ?', goneId)[0]?.id}`;
    const open = protectedId() === keepId ? 'gone' : 'keep';
    write((writer) => merge(writer, { ...choices, records: { [key]: open } }));
    expect(streets()).not.toContain(openStreet);
    expect(
      world.file.reader.rows('SELECT street, city, zip FROM directory WHERE personId = ?', keepId),
    ).toEqual([{ street: 'PO Box 201', city: 'Helena', zip: '59620' }]);
    expect(protectionOf(world.file.reader, keepId)).toEqual({ active: true, since: MONDAY, through: null });
    expect(trueAddressOf(world.file.reader, keepId)).toBe(trueAddress);
  });

  test('the household of the other record, an earlier address and a protection that had ended are no way round', () => {
    const household = {
      ...{
        name: 'Home',
        street: '2 B St',
        city: 'T',
        state: 'MT',
        zip: '59001',
        phone: null,
        language: null,
      },
      ...{ mailingStreet: '2 B St', mailingCity: null, mailingState: null, mailingZip: null },
    };
    const householdId = randomUUID();
    write((writer) => {
      put(writer, 'household', { id: householdId, ...household });
      putKeyed(writer, 'householdMember', {
        ...{ householdId, personId: keepId, main: 1, getsMail: 1, active: 1 },
      });
      const gone = { throughDate: MONDAY, city: 'T', state: 'MT', zip: '59001' };
      put(writer, 'formerAddress', { id: randomUUID(), personId: goneId, street: '2 B St', ...gone });
      putKeyed(writer, 'addressProtection', { personId: keepId, active: 0, since: null, through: MONDAY });
    });
    protect(goneId);
    write((writer) => merge(writer, choices));
    expect(streets()).toEqual(['PO Box 201', 'PO Box 201']);
    expect(world.file.reader.rows('SELECT mailingStreet FROM household WHERE id = ?', householdId)).toEqual([
      { mailingStreet: null },
    ]);
    expect(protectionOf(world.file.reader, keepId)?.active).toBe(true);
  });
});

describe('a change from a date', () => {
  test('keeps the old name and address with their last day; corrections leave no past', () => {
    const { lastName, firstName } = requiredRow(world.file.reader, 'person', keepId);
    const details = { ...requiredRow(world.file.reader, 'person', keepId), lastName: 'Newname' };
    const rename = (from: string, name = details) =>
      write((writer) =>
        changeNameFrom(
          writer,
          { personId: keepId, from, details: name, reason: 'Adoption' },
          TUESDAY,
          randomUUID,
        ),
      );
    rename(MONDAY);
    const past = pastOf(world.file.reader, keepId);
    expect(past.names).toMatchObject([
      { lastName, firstName, throughDate: '2026-10-04', reason: 'Adoption' },
    ]);
    expect(() => rename('2026-09-01', { ...details, lastName: 'Third' })).toThrow(/later change/);
    expect(() => rename('2026-12-01', { ...details, lastName: 'Third' })).toThrow(/has not come yet/);
    expect(() => rename(TUESDAY)).toThrow(/same as before/);
    write((writer) =>
      moveFrom(
        writer,
        { personIds: [keepId], from: TUESDAY, address: { street: '9 Z', city: 'T', state: 'MT', zip: '1' } },
        TUESDAY,
        randomUUID,
      ),
    );
    expect(pastOf(world.file.reader, keepId).addresses).toMatchObject([
      { street: '2 B St', throughDate: MONDAY },
    ]);
  });
});

test('one enrollment that meets two of the other’s is told and refused: the pupil would be here twice', () => {
  write((writer) => {
    const first = requiredRow(writer, 'enrollment', world.ids.pupil);
    put(writer, 'enrollment', { ...first, endDate: first.startDate });
    put(writer, 'enrollment', { ...first, id: randomUUID(), startDate: TUESDAY });
    put(writer, 'enrollment', { ...requiredRow(writer, 'enrollment', second), startDate: first.startDate });
  });
  const before = world.file.reader.rows('SELECT * FROM enrollment ORDER BY id');
  expect(mergePreview(world.file.reader, keepId, goneId).problem).toContain('more than one enrollment');
  expect(() => write((writer) => merge(writer, { fields: {}, records: {}, marks: [] }))).toThrow(
    'more than one enrollment',
  );
  expect(world.file.reader.rows('SELECT * FROM enrollment ORDER BY id')).toEqual(before);
});
