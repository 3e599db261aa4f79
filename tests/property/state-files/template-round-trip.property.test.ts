import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableLines } from '#db/imports/table-lines.ts';
import { cellsByName, type StateLayout } from '#domain/state-files/layout.ts';
import { fileText, headerCells, writeRecord } from '#domain/state-files/write-record.ts';
import en from '#resources/layouts/aim-en.json' with { type: 'json' };
import meals from '#resources/layouts/aim-fram.json' with { type: 'json' };
import pp from '#resources/layouts/aim-pp.json' with { type: 'json' };
import sd from '#resources/layouts/aim-sd.json' with { type: 'json' };

const layouts = [sd, en, pp] as unknown as StateLayout[];
const asIs = (_set: string, code: string) => ({ text: code });

/** Names as people have them and as nobody should: quotes, tabs, line breaks, every script, up to 255 signs. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 255 }),
  fc.constantFrom(
    '"',
    '""',
    '"Bud" Smith',
    'Smith "Bud',
    'a\tb',
    'a\r\nb',
    "O'Neil",
    'Łąkowiak',
    '李小龍',
    'עברית',
    '"\t"',
  ),
);

/** What may be expected back: no tabs or line breaks, no blanks at either end. */
const tidy = (text: string): string => text.replace(/[\t\r\n\u0085\u2028\u2029]+/gu, ' ').trim();

test('whatever a field holds, a line is read back as it was written', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...layouts),
      fc.array(fc.array(hostile, { minLength: 8, maxLength: 8 }), { maxLength: 5 }),
      (layout, people) => {
        const free = layout.fields.filter(
          (field) =>
            field.value === undefined &&
            !field.format &&
            !field.padZero &&
            !field.codeSet &&
            !field.program &&
            !field.values,
        );
        const values = people.map((texts) =>
          Object.fromEntries(free.map((field, at) => [field.name, texts[at] ?? ''])),
        );
        const records = values.map((one) => writeRecord(layout, one, asIs).cells);
        const header = headerCells(layout, { date: '2026-11-24', time: '08:00' }) ?? [];
        const text = fileText([header, ...records]);
        expect(text.split('\r\n')).toHaveLength(records.length + 2);
        const read = [
          ...tableLines([text], '\t', (cells) => cells === layout.fields.length || cells === 4),
        ].slice(1);
        expect(read).toHaveLength(records.length);
        read.forEach(({ cells }, at) => {
          const named = cellsByName(layout, cells);
          for (const field of free)
            expect(named[field.name]?.trim()).toBe(tidy(values[at]?.[field.name] ?? ''));
        });
      },
    ),
    { numRuns: 300 },
  );
});

test('nothing is cut short: what is longer than the state says is a problem, and a length nobody knows is none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 255 }), (length) => {
      const { problems, cells } = writeRecord(
        meals as unknown as StateLayout,
        { lastName: 'x'.repeat(length) },
        asIs,
      );
      expect(cells[1]).toHaveLength(length);
      expect(problems.some(({ field }) => field === 'lastName')).toBe(length > 50);
      const demographic = writeRecord(sd as unknown as StateLayout, { lastName: 'x'.repeat(length) }, asIs);
      expect(demographic.cells[4]).toHaveLength(length);
      expect(demographic.problems.map(({ field }) => field)).not.toContain('lastName');
    }),
  );
});
