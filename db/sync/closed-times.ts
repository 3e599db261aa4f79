import type { Reader } from '#db/system/connection.ts';
import { type Closed, type ClosedTimes, closedAt } from '#domain/sync/closed-times.ts';
import shipped from '#resources/state/closed-times.json' with { type: 'json' };

const NAME = 'closed-times';

/** The state's or the district's own list where there is one, the shipped one otherwise. */
export function closedTimes(reader: Reader): ClosedTimes & { readonly replaced: boolean } {
  const own = reader.rows<{ value: string }>('SELECT value FROM referenceInForce WHERE name = ?', NAME)[0];
  const { zone, weekly, dated } = own ? (JSON.parse(own.value) as ClosedTimes) : (shipped as ClosedTimes);
  return { zone, weekly, dated, replaced: own !== undefined };
}

/** The file in force, with its title and where it comes from. */
export function closedTimesFile(reader: Reader): unknown {
  const { replaced, ...times } = closedTimes(reader);
  return replaced ? { ...shipped, ...times } : shipped;
}

/** Whether the state has announced that it is closed now. */
export const closedNow = (reader: Reader, now: string): Closed | null => closedAt(closedTimes(reader), now);
