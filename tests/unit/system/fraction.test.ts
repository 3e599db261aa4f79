import { expect, it } from 'vitest';
import {
  addRatios,
  compareRatios,
  decimalText,
  FractionSum,
  multiplyRatios,
  ratio,
  ratioOfDecimal,
  subtractRatio,
} from '#domain/system/fraction.ts';

it('rounds a half away from zero', () => {
  expect(decimalText(ratio(1, 2), 0)).toBe('1');
  expect(decimalText(ratio(5, 1000), 2)).toBe('0.01');
  expect(decimalText(ratio(-5, 1000), 2)).toBe('-0.01');
  expect(decimalText(ratio(-1, 1000), 2)).toBe('0.00');
  expect(decimalText(ratio(2, 3), 4)).toBe('0.6667');
  expect(decimalText(ratio(11_125, 1000), 2)).toBe('11.13');
});

it('does the clerk training example: 158 × 187/180', () => {
  expect(decimalText(multiplyRatios(ratio(150 + 166, 2), ratio(187, 180)), 2)).toBe('164.14');
});

it('keeps lowest terms and the sign above', () => {
  expect(ratio(2, -4)).toEqual({ numerator: -1n, denominator: 2n });
  expect(ratio(0, 7)).toEqual({ numerator: 0n, denominator: 1n });
  expect(addRatios(ratio(1, 6), ratio(1, 3))).toEqual(ratio(1, 2));
  expect(subtractRatio(ratio(1, 2), ratio(1, 3))).toEqual(ratio(1, 6));
  expect(compareRatios(ratio(1, 3), ratio(33, 100))).toBe(1);
  expect(() => ratio(1, 0)).toThrow(RangeError);
});

it('reads decimal text exactly', () => {
  expect(ratioOfDecimal('2.50')).toEqual(ratio(5, 2));
  expect(ratioOfDecimal('-0.05')).toEqual(ratio(-1, 20));
  expect(ratioOfDecimal('7')).toEqual(ratio(7));
  expect(ratioOfDecimal('7.')).toBeNull();
  expect(ratioOfDecimal('1e3')).toBeNull();
});

it('sums many shares and takes them back', () => {
  const sum = new FractionSum();
  for (let n = 0; n < 3; n++) sum.add(1, 3);
  expect(sum.toDecimal(2)).toBe('1.00');
  const copy = new FractionSum(sum).add(-1, 3);
  expect(copy.toDecimal(4)).toBe('0.6667');
  expect(sum.toDecimal(2)).toBe('1.00');
  expect(new FractionSum().addAll(sum).subtractAll(copy).total()).toEqual(ratio(1, 3));
  expect(() => sum.add(1, 0)).toThrow(RangeError);
  expect(() => sum.add(Number.MAX_SAFE_INTEGER, 3)).toThrow(RangeError);
});
