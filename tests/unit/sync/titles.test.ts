import { afterAll, beforeAll, expect, test } from 'vitest';
import { subjectOf, titleOf } from '#db/sync/titles.ts';
import { valueWords } from '#db/sync/value-words.ts';
import type { Reader } from '#db/system/connection.ts';
import type { Value } from '#domain/sync/merge.ts';
import { recordTypeNamed, recordTypes } from '#domain/sync/registry.ts';
import { screens } from '#renderer/shell/screens.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
beforeAll(async () => {
  world = await aPracticeHost();
});
afterAll(() => world.end());

/** The practice district, with rows of the test's own in the place of some. */
const reader = (made: Readonly<Record<string, object>> = {}): Reader =>
  ({
    rows: (text: string, ...values: unknown[]) => {
      const own = made[/^SELECT \* FROM "(\w+)" WHERE id = \?$/.exec(text)?.[1] ?? ''];
      return own && values[0] === 'made' ? [own] : world.rows(text, ...values);
    },
  }) as unknown as Reader;

const idOf = (type: string): string =>
  world.rows<{ id: string }>(`SELECT id FROM "${type}" LIMIT 1`)[0]?.id ?? '';

/** Kinds whose very existence is confidential: the title names nobody, and the place leads to those who may see it. */
const UNNAMED = new Set([
  'fosterPlacement',
  'nonPublicPupil',
  'iep',
  'iepService',
  'iepTransition',
  'rightsNotice',
  'specialEducationExit',
]);

test.each(recordTypes.map((type) => type.name))('%s says which one it is, and a screen shows it', (name) => {
  const type = recordTypeNamed(name);
  if (!type) throw new Error('It is registered.');
  const row: Record<string, string | number | null> = { id: 'made' };
  for (const [field, { kind, refersTo }] of Object.entries(type.fields))
    row[field] =
      kind === 'reference'
        ? idOf(refersTo ?? '')
        : kind === 'date'
          ? '2026-10-06'
          : field === 'endYear'
            ? 2027
            : kind === 'integer' || kind === 'flag'
              ? 1
              : `the ${field}`;
  const { title, to } = subjectOf(reader({ [name]: row }), name, 'made');
  expect(title).not.toBe(type.label);
  expect(title).not.toMatch(/undefined|null|NaN|the id\b/);
  const place = to.split('?')[0] ?? '';
  expect(screens.map(({ path }) => path)).toContain(place.replace(/^\/people\/.+/, '/people/'));
  expect(to).not.toMatch(/undefined|null/);
  const person = ['studentId', 'personId'].find((field) => type.fields[field]?.refersTo === 'person');
  const studentId =
    row[person ?? ''] ??
    (type.fields.enrollmentId &&
      world.rows<{ studentId: string }>('SELECT studentId FROM enrollment WHERE id = ?', row.enrollmentId)[0]
        ?.studentId);
  if (studentId && !UNNAMED.has(name)) {
    const { lastName } =
      world.rows<{ lastName: string }>('SELECT lastName FROM person WHERE id = ?', studentId)[0] ?? {};
    expect(title).toContain(`${lastName}, `);
  }
  if (type.fields.calendarId && !type.fields.studentId)
    expect(to).toContain(`/calendar?calendar=${row.calendarId}`);
});

test('a test score is called by its pupil, its test and its day', () => {
  const studentId = idOf('person');
  const row = { id: 'made', studentId, test: 'MATH', takenOn: '2026-05-01' };
  expect(subjectOf(reader({ testScore: row }), 'testScore', 'made')).toMatchObject({
    title: expect.stringMatching(/, .+: score of Mathematics, grades 3 to 8, .*May 1/),
    to: `/people/${studentId}`,
  });
});

test('values are said in words: the label of a code, yes and no, a day; an unknown code as it is', () => {
  const words = (type: string, field: string, value: Value): string =>
    valueWords(reader(), recordTypeNamed(type)?.fields[field], value, titleOf);
  expect(words('testDecision', 'part', 'ALT')).toBe('Takes the alternate assessment');
  expect(words('testDecision', 'part', 'ZZ')).toBe('ZZ');
  expect(words('calendarReporting', 'excluded', 1)).toBe('yes');
  expect(words('calendarReporting', 'excluded', 0)).toBe('no');
  expect(words('calendarReporting', 'excludedGrades', ['KF', '01'])).toMatch(/Kinder.*, .*1/i);
  expect(words('immunizationPaper', 'standing', 'ON_FILE')).not.toBe('ON_FILE');
  expect(words('attendanceMark', 'code', 'AU')).toMatch(/unexcused/i);
  expect(words('calendarDay', 'kind', 'closed')).toBe('Closed, emergency');
  expect(words('enrollment', 'endDate', '2026-10-06')).toContain('2026');
  expect(words('enrollment', 'endDate', null)).toBe('');
});

test('every list a field chooses from has its labels', () => {
  for (const type of recordTypes)
    for (const [field, { codeSet }] of Object.entries(type.fields))
      if (codeSet)
        expect(valueWords(reader(), recordTypeNamed(type.name)?.fields[field], '?', titleOf)).toBe('?');
});
