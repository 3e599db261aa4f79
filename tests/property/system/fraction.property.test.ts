import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  compareRatios,
  decimalText,
  FractionSum,
  ratio,
  ratioOfDecimal,
  subtractRatio,
} from '#domain/system/fraction.ts';

const part = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 420 }));

it('sums like plain rationals, in any order', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      let top = 0n;
      let bottom = 1n;
      for (const [numerator, denominator] of parts) {
        top = top * BigInt(denominator) + BigInt(numerator) * bottom;
        bottom *= BigInt(denominator);
      }
      const forward = new FractionSum();
      for (const [numerator, denominator] of parts) forward.add(numerator, denominator);
      const backward = new FractionSum();
      for (const [numerator, denominator] of [...parts].reverse()) backward.add(numerator, denominator);
      expect(forward.total()).toEqual(ratio(top, bottom));
      expect(backward.total()).toEqual(forward.total());
    }),
  );
});

it('rounds to the nearest and never further than half a step', () => {
  fc.assert(
    fc.property(part, fc.integer({ min: 0, max: 6 }), ([numerator, denominator], digits) => {
      const value = ratio(numerator, denominator);
      const shown = ratioOfDecimal(decimalText(value, digits));
      if (!shown) throw new Error('not decimal text');
      const off = subtractRatio(shown, value);
      const step = ratio(1n, 2n * 10n ** BigInt(digits));
      expect(compareRatios(off, step)).toBeLessThanOrEqual(0);
      expect(compareRatios(off, subtractRatio(ratio(0), step))).toBeGreaterThanOrEqual(0);
    }),
  );
});
