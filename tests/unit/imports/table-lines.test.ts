import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableLines } from '#db/imports/table-lines.ts';

const read = (text: string, separator: ',' | '\t' = '\t', fits?: (cells: number) => boolean) =>
  [...tableLines([text], separator, fits)].map(({ number, cells }) => [number, ...cells]);

const hostile = fc.string({
  unit: fc.constantFrom('"', '\t', ',', '\n', 'a', 'Ł', '語', '😀', ' ', "'", '""'),
  maxLength: 12,
});
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

test('whatever was written in quotes is read again, in whatever pieces it comes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(hostile, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom<',' | '\t'>(',', '\t'),
      fc.integer({ min: 1, max: 7 }),
      (rows, separator, piece) => {
        const text = rows.map((row) => `${row.map(quoted).join(separator)}\n`).join('');
        const pieces: string[] = [];
        for (let at = 0; at < text.length; at += piece) pieces.push(text.slice(at, at + piece));
        const wanted = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
        expect([...tableLines(pieces, separator, (n) => n === 3)].map(({ cells }) => cells)).toEqual(wanted);
      },
    ),
    { numRuns: 300 },
  );
});

test('a stray quote spoils its own row only', () => {
  expect(read('1\t"Bo\tx\n2\tAl\ty\n3\tCy "the\tz\n', '\t', (n) => n === 3)).toEqual([
    [1, '1', '"Bo', 'x'],
    [2, '2', 'Al', 'y'],
    [3, '3', 'Cy "the', 'z'],
  ]);
});

test('lines are counted as an editor counts them, blank ones and quoted breaks too', () => {
  expect(read('a\tb\n\n"1\n2"\tx\nc\td')).toEqual([
    [1, 'a', 'b'],
    [3, '1\n2', 'x'],
    [5, 'c', 'd'],
  ]);
});
