import { afterAll, beforeAll, expect, test } from 'vitest';
import { typedProblem } from '#db/sync/typed-values.ts';
import type { Reader } from '#db/system/connection.ts';
import type { Value } from '#domain/sync/merge.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import { aDistrictFile } from '#tests/unit/support/district-file.ts';

let world: ReturnType<typeof aDistrictFile>;
beforeAll(() => {
  world = aDistrictFile();
});
afterAll(() => world.end());

function problem(typeName: string, values: Record<string, Value>, typed = Object.keys(values)) {
  const type = recordTypeNamed(typeName);
  if (!type) throw new Error(`There is no ${typeName}.`);
  return typedProblem(world.file.reader as Reader, type, values, typed, '2026-11-24')?.field ?? null;
}

test.each([
  ['testDecision', { part: 'banana', reason: 'x' }, 'part'],
  ['testDecision', { part: 'ALT', reason: null }, 'reason'],
  ['calendarReporting', { excluded: 1, excludedGrades: null, reason: null }, 'reason'],
  ['immunizationPaper', { standing: 'CONDITIONAL', until: null }, 'until'],
  ['enrollment', { startDate: '2026-09-02', endDate: '2026-09-01' }, 'endDate'],
  ['enrollment', { grade: '99' }, 'grade'],
  ['person', { lastName: 'x'.repeat(256) }, 'lastName'],
  ['person', { birthDate: '2026-11-25' }, 'birthDate'],
  ['person', { birthDate: '1816-05-05' }, 'birthDate'],
  ['enrollment', { startDate: '2216-09-02' }, 'startDate'],
  ['testScore', { score: 'x'.repeat(5_000) }, 'score'],
  ['testScore', { takenOn: '2026-10-06', score: 'four hundred', level: null }, 'score'],
  ['testScore', { takenOn: '2026-10-06', score: null, level: null }, 'score'],
  ['testScore', { takenOn: '2026-11-25', score: '412', level: null }, 'takenOn'],
  ['testScore', { takenOn: '2026-10-06', score: '412', level: '---' }, 'level'],
] as const)(
  'what a person types into a card of a %s is looked at as its form would: %j',
  (type, values, field) => {
    expect(problem(type, { ...values })).toBe(field);
  },
);

test('values that both sides had are not looked at again, and right ones pass', () => {
  expect(problem('testDecision', { part: 'banana' }, [])).toBeNull();
  expect(problem('immunizationPaper', { standing: 'CONDITIONAL', until: '2026-12-01' })).toBeNull();
  expect(problem('testScore', { takenOn: '2026-10-06', score: '412', level: 'Proficient' })).toBeNull();
  expect(problem('person', { lastName: '𠮷'.repeat(255), birthDate: '2026-11-24' })).toBeNull();
  expect(problem('person', { lastName: 'Alder', birthDate: '2099-01-01' }, ['lastName'])).toBeNull();
  expect(problem('enrollment', { grade: '04', startDate: '2026-09-01', endDate: null })).toBeNull();
});
