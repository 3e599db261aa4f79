import type { Reader } from '#db/system/connection.ts';
import { type CountRules, countRulesOf } from '#domain/collections/count-rules.ts';
import shipped from '#resources/collections/count-rules.json' with { type: 'json' };

/** The rules of the year: the state's or the district's own version where there is one, the shipped one otherwise. */
export function countRulesOfYear(reader: Reader, endYear: number): CountRules {
  const replaced = reader.rows<{ value: string }>(
    "SELECT value FROM referenceSet WHERE name = 'count-rules'",
  )[0];
  const file = (replaced ? JSON.parse(replaced.value) : shipped) as { rows: readonly CountRules[] };
  return countRulesOf(file.rows, endYear);
}
