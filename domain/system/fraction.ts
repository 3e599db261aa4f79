/** An exact number: numerator over denominator, the denominator above zero. Never a float. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A small ratio given as data, such as a threshold: `{ numerator: 1, denominator: 2 }`. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** Lowest terms, sign on the numerator. Throws a RangeError when the denominator is zero. */
export function ratio(numerator: number | bigint, denominator: number | bigint = 1n): Ratio {
  let top = BigInt(numerator);
  let bottom = BigInt(denominator);
  if (bottom === 0n) throw new RangeError('A share of nothing: the denominator is zero.');
  if (bottom < 0n) [top, bottom] = [-top, -bottom];
  const divisor = greatestDivisor(top < 0n ? -top : top, bottom);
  return { numerator: top / divisor, denominator: bottom / divisor };
}

export function addRatios(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtractRatio(a: Ratio, b: Ratio): Ratio {
  return addRatios(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function multiplyRatios(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** Negative, zero or positive. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * Decimal text with exactly so many digits after the point; a half rounds away from zero: 1/2 to 0 digits is "1".
 * Never prints "-0".
 */
export function decimalText(value: Ratio, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const negative = value.numerator < 0n;
  const top = negative ? -value.numerator : value.numerator;
  const scaled = (2n * top * scale + value.denominator) / (2n * value.denominator);
  const text = scaled.toString().padStart(digits + 1, '0');
  const shown = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return negative && scaled !== 0n ? `-${shown}` : shown;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The exact number a decimal text writes, or null when it is not one: "2.50" is 5/2. */
export function ratioOfDecimal(text: string): Ratio | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const places = match[3] ?? '';
  return ratio(BigInt(`${match[1]}${match[2]}${places}`), 10n ** BigInt(places.length));
}

/**
 * An exact sum of many fractions over few different denominators (a school has few lengths of day): numerators are
 * added per denominator in safe integers, and only the end result needs a common one.
 */
export class FractionSum {
  readonly #parts: Map<number, number>;

  constructor(other?: FractionSum) {
    this.#parts = new Map(other ? other.#parts : undefined);
  }

  /** Adds numerator/denominator, both safe integers; a negative numerator takes away. Returns itself. */
  add(numerator: number, denominator: number): this {
    if (denominator <= 0) throw new RangeError('A share of nothing: the denominator is not above zero.');
    const sum = (this.#parts.get(denominator) ?? 0) + numerator;
    if (!Number.isSafeInteger(sum)) throw new RangeError('The sum is too large to stay exact.');
    if (sum === 0) this.#parts.delete(denominator);
    else this.#parts.set(denominator, sum);
    return this;
  }

  addAll(other: FractionSum): this {
    for (const [denominator, numerator] of other.#parts) this.add(numerator, denominator);
    return this;
  }

  subtractAll(other: FractionSum): this {
    for (const [denominator, numerator] of other.#parts) this.add(-numerator, denominator);
    return this;
  }

  total(): Ratio {
    let sum: Ratio = { numerator: 0n, denominator: 1n };
    for (const [denominator, numerator] of this.#parts) sum = addRatios(sum, ratio(numerator, denominator));
    return sum;
  }

  /** The total as decimal text, rounded half away from zero. */
  toDecimal(digits: number): string {
    return decimalText(this.total(), digits);
  }
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a, b];
  while (small !== 0n) [large, small] = [small, large % small];
  return large === 0n ? 1n : large;
}
