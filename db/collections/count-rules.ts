import type { Reader } from '#db/system/connection.ts';
import { type CountRules, countRulesIn, countRulesOf } from '#domain/collections/count-rules.ts';
import shipped from '#resources/collections/count-rules.json' with { type: 'json' };

/** The count rules of all years: the state's or the district's own version where there is one, the shipped one otherwise. */
export function countRulesFile(reader: Reader): { rows: readonly CountRules[] } {
  const replaced = reader.rows<{ value: string }>(
    "SELECT value FROM referenceInForce WHERE name = 'count-rules'",
  )[0];
  return (replaced ? JSON.parse(replaced.value) : shipped) as { rows: readonly CountRules[] };
}

/** The count rules of one school year. */
export function countRulesOfYear(reader: Reader, endYear: number): CountRules {
  return countRulesOf(countRulesFile(reader).rows, endYear);
}

/** The same; undefined for a school year that has none. */
export const countRulesIfAny = (reader: Reader, endYear: number): CountRules | undefined =>
  countRulesIn(countRulesFile(reader).rows, endYear);
