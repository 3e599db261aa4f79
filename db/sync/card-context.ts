import { openConflicts } from '#db/sync/conflict-rows.ts';
import type { Reader } from '#db/system/connection.ts';

/** What a conflict card says besides its values. */
export interface CardContext {
  /** Who changed the record here last, and when; null when nobody here has. */
  readonly mineBy: string | null;
  readonly mineAt: string | null;
  /** Cards with the same key ask the same question about other records: one decision may serve them all. */
  readonly alike: string;
}

/** For each open conflict, by its number. */
export function cardContexts(reader: Reader): ReadonlyMap<number, CardContext> {
  return new Map(
    openConflicts(reader).map(({ number, type, id, kind, fields, detail }) => {
      const last = reader.rows<{ actorName: string; at: string }>(
        "SELECT actorName, at FROM auditLine WHERE type = ? AND recordId = ? AND origin <> 'sync' ORDER BY number DESC LIMIT 1",
        type,
        id,
      )[0];
      const asked = Object.entries(fields).map(([name, held]) => `${name}/${held.author.party}`);
      return [
        number,
        {
          mineBy: last?.actorName ?? null,
          mineAt: last?.at ?? null,
          alike: [type, kind, String(detail.side ?? detail.rule ?? ''), ...asked.sort()].join(' '),
        },
      ];
    }),
  );
}
