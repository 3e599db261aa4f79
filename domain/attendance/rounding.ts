import {
  addRatios,
  decimalText,
  type Ratio,
  ratio,
  ratioOfDecimal,
  subtractRatio,
} from '#domain/system/fraction.ts';

/**
 * What the rounded parts lack of the total that was added exactly and rounded once: "+0.01", "-0.02", or null when they
 * add up as shown. Shown as a line of its own, so that a sum on paper can be checked by hand. Numbers without a decimal
 * point are whole already.
 */
export function roundingOf(explanation: {
  readonly total: string;
  readonly lines: readonly { readonly value: string }[];
}): string | null {
  if (!explanation.total.includes('.')) return null;
  let shown: Ratio = ratio(0);
  for (const { value } of explanation.lines) shown = addRatios(shown, ratioOfDecimal(value) ?? ratio(0));
  const rest = subtractRatio(ratioOfDecimal(explanation.total) ?? ratio(0), shown);
  if (rest.numerator === 0n) return null;
  const text = decimalText(rest, 2);
  return text.startsWith('-') ? text : `+${text}`;
}
