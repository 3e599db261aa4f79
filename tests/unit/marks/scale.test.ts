import { expect, it } from 'vitest';
import { markOfPercent, marksInOrder, readMark, suggestedMarks } from '#domain/marks/scale.ts';
import letters from '#resources/marks/letters.json' with { type: 'json' };
import standards from '#resources/marks/standards.json' with { type: 'json' };

it('takes marks of the scale, small letters too', () => {
  expect(readMark(letters, 'B')).toEqual({ ok: true, value: 'B' });
  expect(readMark(letters, ' b ')).toEqual({ ok: true, value: 'B' });
  expect(readMark(standards, '3')).toEqual({ ok: true, value: '3' });
});

it('refuses what is not on the scale and says what is', () => {
  expect(readMark(letters, 'E')).toMatchObject({
    problem: '"E" is not a mark of the scale "Letters". Use A, B, C, D, F, P, I.',
  });
  expect(readMark(letters, 'pas')).toMatchObject({
    problem: '"pas" is not a mark of the scale "Letters". Use P.',
  });
  expect(readMark(letters, '85')).toMatchObject({
    problem: '"85" is a percent; on the scale "Letters" it is B. Type B.',
  });
  expect(readMark(standards, '85')).toMatchObject({ ok: false });
  expect(readMark(letters, '')).toMatchObject({ ok: false });
});

it.each([
  ['100', 'A'],
  ['90', 'A'],
  ['89.99', 'B'],
  ['60.00', 'D'],
  ['59.995', 'F'],
  ['0', 'F'],
  ['-1', null],
  ['many', null],
])('%s percent is %s', (percent, mark) => {
  expect(markOfPercent(letters, percent)).toBe(mark);
});

it('has no percents on a standards scale', () => {
  expect(markOfPercent(standards, '90')).toBeNull();
  expect(marksInOrder(standards)).toEqual(['4', '3', '2', '1', 'NA']);
  expect(suggestedMarks(standards, 'mee')).toEqual(['3']);
});
