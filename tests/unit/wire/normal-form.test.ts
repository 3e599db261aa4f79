import { describe, expect, test } from 'vitest';
import { checkFields, checkRecord } from '#domain/sync/normal-form.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

function typeNamed(name: string) {
  const type = recordTypeNamed(name);
  if (!type) throw new Error(`There is no type ${name}.`);
  return type;
}

describe('normal form', () => {
  test.each([
    ['person', 'birthDate', '2024-02-29', true],
    ['person', 'birthDate', '2023-02-29', false],
    ['person', 'birthDate', '2023-2-9', false],
    ['person', 'usualName', '', false],
    ['person', 'usualName', 'e\u0301', false],
    ['person', 'usualName', '\u00e9', true],
    ['person', 'usualName', 'a\u0000b', false],
    ['person', 'usualName', '\ud800', false],
    ['person', 'usualName', 7, false],
    ['person', 'isStudent', true, false],
    ['person', 'isStudent', 1, true],
    ['person', 'isStudent', 2, false],
    ['person', 'lastName', null, false],
    ['person', 'middleName', null, true],
    ['attendanceMark', 'clockTime', '24:00', false],
    ['attendanceMark', 'clockTime', '08:05', true],
    ['attendanceMark', 'minutes', 1.5, false],
    ['attendanceMark', 'minutes', 2 ** 53, false],
    ['attendanceTaken', 'takenAt', '2026-10-06T14:05:00.000Z', true],
    ['attendanceTaken', 'takenAt', '2026-10-06T14:05:00Z', false],
    ['attendanceTaken', 'takenAt', '2026-02-30T14:05:00.000Z', false],
    ['markScaleValue', 'points', '4.00', true],
    ['markScaleValue', 'points', '4.0', false],
    ['markScaleValue', 'points', '04.00', false],
    ['markScaleValue', 'points', '-0.00', false],
    ['markScaleValue', 'points', 4, false],
    ['demographics', 'races', ['A', 'B'], true],
    ['demographics', 'races', ['B', 'A'], false],
    ['demographics', 'races', ['A', 'A'], false],
    ['demographics', 'races', [], false],
    ['phone', 'personId', '018F0000-0000-7000-8000-000000000000', false],
    ['phone', 'personId', '018f0000-0000-7000-8000-000000000000', true],
    ['person', 'fieldOfTomorrow', { nested: 1 }, false],
    ['person', 'fieldOfTomorrow', ['any', 'order', 'any'], true],
    ['person', 'id', 'x', false],
    ['person', 'Not a name', 'x', false],
    ['person', 'constructor', 'x', true],
  ])('%s.%s = %j: %s', (type, field, value, right) => {
    expect(checkFields(typeNamed(type), { [field]: value }).map((problem) => problem.field)).toEqual(
      right ? [] : [field],
    );
  });

  test('a whole record also needs what is required', () => {
    expect(checkRecord(typeNamed('phone'), { number: '406' }).map(({ field }) => field)).toEqual([
      'personId',
      'position',
    ]);
  });
});
