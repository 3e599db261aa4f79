import type { Reader, Writer } from '#db/system/connection.ts';
import { type Closed, type ClosedTimes, closedAt } from '#domain/sync/closed-times.ts';
import shipped from '#resources/state/closed-times.json' with { type: 'json' };

const NAME = 'closed-times';

/** The state's or the district's own list where there is one, the shipped one otherwise. */
export function closedTimes(reader: Reader): ClosedTimes & { readonly replaced: boolean } {
  const own = reader.rows<{ value: string }>('SELECT value FROM referenceSet WHERE name = ?', NAME)[0];
  const { zone, weekly, dated } = own ? (JSON.parse(own.value) as ClosedTimes) : (shipped as ClosedTimes);
  return { zone, weekly, dated, replaced: own !== undefined };
}

/** Replaces the list; null goes back to the shipped one. */
export function setClosedTimes(writer: Writer, times: ClosedTimes | null, at: string): void {
  if (times === null) writer.exec('DELETE FROM referenceSet WHERE name = ?', NAME);
  else
    writer.exec(
      `INSERT INTO referenceSet (name, value, source, at) VALUES (?, ?, 'district', ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, source = excluded.source, at = excluded.at`,
      NAME,
      JSON.stringify(times),
      at,
    );
}

/** Whether the state has announced that it is closed now. */
export const closedNow = (reader: Reader, now: string): Closed | null => closedAt(closedTimes(reader), now);
