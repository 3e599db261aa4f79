import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { confirm } from '#db/sync/confirm.ts';
import { freeze } from '#db/sync/freeze.ts';
import { sendAgain } from '#db/sync/waiting.ts';
import { oldestWaiting, waitingList } from '#db/sync/waiting-list.ts';
import { put } from '#db/system/rows.ts';
import { aPerson, aPhone } from '#tests/simulation/support/office.ts';
import { aDistrictFile, context } from '#tests/unit/support/district-file.ts';

let made: ReturnType<typeof aDistrictFile>;
beforeEach(() => {
  made = aDistrictFile();
});
afterEach(() => made.end());

const LATER = '2026-10-20T15:00:00.000Z';

/** Freezes everything that waits and lets the state refuse the person's record. */
function refusePerson(personId: string): void {
  const frozen = made.file.write({ ...context, at: LATER, origin: 'sync' }, (writer) =>
    freeze(writer, { limit: 500, at: LATER, newId: randomUUID, schemaVersion: 1 }),
  );
  const operation = frozen.find(({ id }) => id === personId);
  made.file.write({ ...context, at: LATER, origin: 'sync' }, (writer) =>
    confirm(
      writer,
      [
        {
          outcome: 'rejected',
          operationId: operation?.operationId ?? '',
          rule: 'fields.normal-form',
          sentence: 'One field cannot be taken like this.',
          problems: [{ field: 'birthDate', message: 'The birth date lies in the future.' }],
        },
      ],
      LATER,
    ),
  );
}

test('a refused change names our field, keeps its age and leads to the field', () => {
  const person = aPerson();
  made.file.write(context, (writer) => put(writer, 'person', person));
  refusePerson(person.id);
  const [line] = waitingList(made.file.reader, 10);
  expect(line).toMatchObject({
    state: 'rejected',
    title: 'Larkspur, Signe: name and birth date',
    since: context.at,
    reason: 'One field cannot be taken like this.',
    problems: [{ field: 'birthDate', label: 'Birth date', message: 'The birth date lies in the future.' }],
    fix: `/people/${person.id}?fix=person.birthDate`,
  });
  expect(oldestWaiting(made.file.reader)).toBe(context.at);
});

test('what points to a refused record says what it waits for; sending again keeps the age', () => {
  const person = aPerson();
  made.file.write(context, (writer) => put(writer, 'person', person));
  refusePerson(person.id);
  made.file.write({ ...context, at: LATER }, (writer) => put(writer, 'phone', aPhone(person.id)));
  const lines = waitingList(made.file.reader, 10);
  expect(lines.map(({ state }) => state)).toEqual(['rejected', 'blocked']);
  expect(lines[1]?.reason).toContain('Larkspur, Signe: name and birth date');
  made.file.writeLocal((writer) => sendAgain(writer, 'person', person.id, LATER));
  const again = waitingList(made.file.reader, 10).find(({ type }) => type === 'person');
  expect(again).toMatchObject({ state: 'waiting', since: context.at });
});

test('nothing waits: nothing is old', () => {
  expect(waitingList(made.file.reader, 10)).toEqual([]);
  expect(oldestWaiting(made.file.reader)).toBeNull();
});

test('what was changed and sent long ago makes nothing that waits old', () => {
  const person = aPerson();
  made.file.write(context, (writer) => put(writer, 'person', person));
  made.file.writeLocal((writer) => writer.exec('DELETE FROM syncDirty'));
  expect(oldestWaiting(made.file.reader)).toBeNull();
  made.file.write({ ...context, at: LATER }, (writer) => put(writer, 'phone', aPhone(person.id)));
  expect(oldestWaiting(made.file.reader)).toBe(LATER);
});
