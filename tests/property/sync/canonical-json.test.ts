import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '#domain/sync/canonical-json.ts';

const key = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('10', '9', '__proto__', 'é'),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  ),
}));

test('every JSON value has the text that the library for RFC 8785 gives it', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(canonicalJson(one)).toBe(canonicalize(one));
    }),
    { numRuns: 2_000 },
  );
});

test('what JCS cannot write is refused, never written as something else', () => {
  for (const wrong of [Number.NaN, [Number.POSITIVE_INFINITY], { a: '\ud800' }, undefined])
    expect(() => canonicalJson(wrong)).toThrow();
  let deep: unknown = 1;
  for (let level = 0; level < 50_000; level++) deep = [deep];
  expect(canonicalJson(deep)).toHaveLength(100_001);
});
