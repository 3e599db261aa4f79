import { expect, test } from 'vitest';
import { meaningOf } from '#renderer/attendance/grid-keys.ts';
import codes from '#resources/attendance/codes.json' with { type: 'json' };

const table = codes.codes.map((code) => ({
  code: code.code,
  label: code.label,
  keyLetter: code.keyLetter,
  byMinutes: code.byMinutes === 1,
  absent: code.absent === 1,
}));
const press = (key: string, ctrlKey = false) => meaningOf({ key, ctrlKey, altKey: false }, table);

test.each([
  ['a', 'A', null],
  ['x', 'AE', null],
  ['u', 'AU', null],
  ['s', 'SA', null],
  ['t', 'T', 'arrived'],
  ['l', 'T', 'arrived'],
  ['e', 'LE', 'left'],
  ['h', 'A', 'half'],
  ['p', null, null],
])('%s marks %s', (key, code, asks) => {
  expect(press(key)).toEqual({ kind: 'code', code, asks });
});

test.each([
  ['d', 'fill'],
  ['z', 'undo'],
  ['y', 'redo'],
  ['Enter', 'finish'],
])('Ctrl+%s is %s', (key, kind) => {
  expect(press(key, true)).toEqual({ kind });
});

test('a letter that is no code, and a letter with Ctrl, are left to others', () => {
  expect(press('q')).toBeNull();
  expect(press('a', true)).toBeNull();
});

test('Page Down is ten rows, whatever the window', () => {
  expect(press('PageDown')).toEqual({ kind: 'move', rows: 10, columns: 0 });
});
