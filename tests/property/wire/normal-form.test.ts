import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkFields, checkRecord } from '#domain/sync/normal-form.ts';
import type { Field } from '#domain/sync/record-type.ts';
import { recordTypeNamed, recordTypes } from '#domain/sync/registry.ts';
import { civilDate, daysInMonth } from '#domain/system/civil-date.ts';

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((value) => value.normalize('NFC'))
  .filter((value) => value !== '' && value.isWellFormed() && !value.includes('\u0000'));
const date = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([year, month, day]) => civilDate(year, month, Math.min(day, daysInMonth(year, month))));
const two = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));

/** Values in normal form, by kind: what both ends must take as they are. */
function normalValue(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'text':
    case 'code':
      return text;
    case 'date':
      return date;
    case 'time':
      return fc.tuple(two(23), two(59)).map(([hour, minute]) => `${hour}:${minute}`);
    case 'instant':
      return fc
        .date({
          min: new Date('0001-01-01T00:00:00.000Z'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        })
        .map((value) => value.toISOString());
    case 'integer':
      return fc.maxSafeInteger().filter((value) => !Object.is(value, -0));
    case 'decimal':
      return fc.integer({ min: -99_999, max: 99_999 }).map((value) => {
        const scale = field.scale ?? 0;
        const digits = String(Math.abs(value)).padStart(scale + 1, '0');
        const sign = value < 0 ? '-' : '';
        return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
      });
    case 'flag':
      return fc.constantFrom(0, 1);
    case 'set':
      return fc.uniqueArray(text, { minLength: 1, maxLength: 5 }).map((items) => items.sort());
    case 'reference':
      return fc.uuid();
  }
}

describe('normal form', () => {
  test.each(recordTypes.map((type) => [type.name, type] as const))(
    '%s: every normal record is taken',
    (_, type) => {
      const record = fc.record(
        Object.fromEntries(
          Object.entries(type.fields).map(([name, field]) => [
            name,
            field.required ? normalValue(field) : fc.option(normalValue(field)),
          ]),
        ),
      );
      fc.assert(
        fc.property(record, (fields) => {
          expect(checkRecord(type, fields)).toEqual([]);
        }),
        { numRuns: 30 },
      );
    },
  );

  test('only text that NFC leaves alone is taken', () => {
    const person = recordTypeNamed('person');
    if (!person) throw new Error('no person');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (value) => {
        const normal =
          value !== '' &&
          !value.includes('\u0000') &&
          value.isWellFormed() &&
          value.normalize('NFC') === value;
        expect(checkFields(person, { usualName: value }).length === 0).toBe(normal);
      }),
    );
  });

  test('of a set only one writing is taken', () => {
    const demographics = recordTypeNamed('demographics');
    if (!demographics) throw new Error('no demographics');
    fc.assert(
      fc.property(fc.array(fc.constantFrom('A', 'B', 'C', 'a'), { maxLength: 5 }), (races) => {
        const one = [...new Set(races)].sort();
        const normal = races.length > 0 && JSON.stringify(one) === JSON.stringify(races);
        expect(checkFields(demographics, { races }).length === 0).toBe(normal);
      }),
    );
  });
});
