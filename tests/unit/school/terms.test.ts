import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addTerm } from '#db/school/terms.ts';
import { context } from '#tests/unit/support/district-file.ts';
import { aOnePupilSchool, type OnePupilSchool } from '#tests/unit/support/one-pupil-school.ts';

let world: OnePupilSchool;
beforeEach(() => {
  world = aOnePupilSchool();
});
afterEach(() => world.end());

const add = (name: string, startDate: string, endDate: string): void =>
  world.file.write(context, (writer) =>
    addTerm(writer, { id: randomUUID(), calendarId: world.ids.calendar, name, startDate, endDate }),
  );
const names = () => world.file.reader.rows('SELECT name, position FROM term ORDER BY position');

test('a term lies in the school year of its calendar, and each has a name of its own', () => {
  add('Quarter 1', '2026-08-24', '2026-10-30');
  add('Year', '2026-08-24', '2027-06-04');
  for (const [start, end, field] of [
    ['2026-08-23', '2026-10-30', 'startDate'],
    ['2026-10-31', '2027-06-05', 'endDate'],
    ['2026-11-02', '2026-11-01', 'endDate'],
  ] as const)
    expect(() => add('Quarter 2', start, end)).toThrow(
      expect.objectContaining({ kind: 'invalid-input', problems: [expect.objectContaining({ field })] }),
    );
  expect(() => add('quarter 1', '2026-11-02', '2027-01-15')).toThrow(/has a term "quarter 1" already/);
  expect(names()).toEqual([
    { name: 'Quarter 1', position: 0 },
    { name: 'Year', position: 1 },
  ]);
});
