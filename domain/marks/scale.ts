import type { Row } from '#domain/sync/registry.ts';
import { compareRatios, ratioOfDecimal } from '#domain/system/fraction.ts';
import { type Reading, readAs, unreadable } from '#domain/system/reading.ts';

type Value = Pick<Row<'markScaleValue'>, 'mark' | 'label' | 'position' | 'lowPercent'>;

/** A grading scale and its marks. */
export interface Scale {
  readonly name: string;
  readonly values: readonly Value[];
}

/** The marks of a scale in the order of the scale. */
export function marksInOrder(scale: Scale): readonly string[] {
  return [...scale.values].sort((a, b) => a.position - b.position).map(({ mark }) => mark);
}

/**
 * The mark of the scale that was typed, capital or small letters alike. Anything else is refused with a sentence; a
 * percent is refused with the mark it would be, so that nobody's 85 becomes a B unseen.
 */
export function readMark(scale: Scale, typed: string): Reading<string> {
  const wanted = typed.trim();
  if (wanted === '') return unreadable('There is no mark. Clear the cell to remove a mark.');
  const exact = scale.values.find(({ mark }) => mark === wanted);
  if (exact) return readAs(exact.mark);
  const alike = scale.values.filter(({ mark }) => mark.toLowerCase() === wanted.toLowerCase());
  const only = alike[0];
  if (only && alike.length === 1) return readAs(only.mark);
  const percent = wanted.replace(/%$/, '');
  const mark = markOfPercent(scale, percent);
  if (mark !== null)
    return unreadable(`"${wanted}" is a percent; on the scale "${scale.name}" it is ${mark}. Type ${mark}.`);
  const near = suggestedMarks(scale, wanted);
  return unreadable(
    `"${wanted}" is not a mark of the scale "${scale.name}". Use ${(near.length > 0 ? near : marksInOrder(scale)).join(', ')}.`,
  );
}

/**
 * The mark a percent earns, compared exactly: the highest lowest-percent it reaches. The percent is decimal text
 * ("89.5"), never rounded first. Null where the scale has no percents or the text is none.
 */
export function markOfPercent(scale: Scale, percent: string): string | null {
  const reached = ratioOfDecimal(percent);
  if (reached === null || reached.numerator < 0n) return null;
  let best: { mark: string; low: NonNullable<ReturnType<typeof ratioOfDecimal>> } | null = null;
  for (const { mark, lowPercent } of scale.values) {
    const low = lowPercent === null ? null : ratioOfDecimal(lowPercent);
    if (low === null || compareRatios(reached, low) < 0) continue;
    if (best === null || compareRatios(low, best.low) > 0) best = { mark, low };
  }
  return best?.mark ?? null;
}

/** Marks that begin like what was typed, by mark or by label, in the order of the scale. */
export function suggestedMarks(scale: Scale, typed: string): readonly string[] {
  const start = typed.trim().toLowerCase();
  if (start === '') return marksInOrder(scale);
  const fits = (text: string | null): boolean => text?.toLowerCase().startsWith(start) ?? false;
  const letter = (text: string): boolean => text.toLowerCase().startsWith(start.slice(0, 1));
  const values = [...scale.values].sort((a, b) => a.position - b.position);
  const near = values.filter(({ mark, label }) => fits(mark) || fits(label));
  return (near.length > 0 ? near : values.filter(({ mark }) => letter(mark))).map(({ mark }) => mark);
}
