import { expect, test } from 'vitest';
import { pupilsAndLines } from '#renderer/state-files/pupils-and-lines.ts';

test('people are counted once, and lines beside them where somebody has several', () => {
  const of = (...ids: string[]) => pupilsAndLines(ids.map((studentId) => ({ studentId })));
  expect(of()).toBe('0 pupils');
  expect(of('a')).toBe('1 pupil');
  expect(of('a', 'b')).toBe('2 pupils');
  expect(of('a', 'a', 'b')).toBe('2 pupils, 3 lines');
});
