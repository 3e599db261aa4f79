import { connectionOf } from '#db/sync/sync-state.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { readingGrant } from '#domain/enrollment/grant.records.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

export type GrantPart = 'permanent' | 'special-education';
type Grant = Row<'readingGrant'>;

/** A grant as this district sees it. */
export interface ListedGrant {
  id: string;
  moveId: string;
  part: GrantPart;
  /** `given`: the other district reads our records. `received`: we read theirs. */
  side: 'given' | 'received';
  /** The pupil here, where one has the State ID. */
  personId: string | null;
  name: string;
  stateId: string;
  other: { number: string; name: string };
  begunAt: string;
  begunBy: string;
  endedAt: string | null;
  endedBy: string | null;
  endReason: string | null;
  /** When the copy that lies here was last compared with what the other district has. */
  readAt: string | null;
  /** An end that was said here and that the state has not answered yet. */
  endWaits: boolean;
}

/** The id a grant of this move and part has, whether it was ever begun or not. */
export const grantIdOf = (moveId: string, part: string): string => naturalId(readingGrant, { moveId, part });

/** All grants of this district, those in force first, the newest first. */
export function listGrants(reader: Reader): ListedGrant[] {
  const own = connectionOf(reader)?.districtNumber;
  return reader
    .rows<Grant & { personId: string | null; name: string | null; readAt: string | null; endWaits: 0 | 1 }>(
      `SELECT g.*, p.id AS personId, p.lastName || ', ' || p.firstName AS name, c.at AS readAt,
          EXISTS (SELECT 1 FROM stateCall s WHERE s.kind = 'grant-end' AND s.subject = g.id
            AND s.state = 'sending') AS endWaits
        FROM readingGrant g
        LEFT JOIN person p ON p.id = (SELECT min(personId) FROM identifier WHERE system = 'state' AND value = g.stateId)
        LEFT JOIN grantedCopy c ON c.grantId = g.id
        ORDER BY g.endedAt IS NOT NULL, coalesce(g.endedAt, g.begunAt) DESC, g.id`,
    )
    .map(({ fromDistrict, fromName, toDistrict, toName, part, name, endWaits, ...grant }) => {
      const given = fromDistrict === own;
      return {
        ...grant,
        part: part as GrantPart,
        side: given ? 'given' : 'received',
        name: name ?? 'Somebody who is not here any more',
        other: given ? { number: toDistrict, name: toName } : { number: fromDistrict, name: fromName },
        endWaits: endWaits === 1,
      };
    });
}

/** Throws a Failure for one that is not here. */
export function grantNumbered(reader: Reader, id: string): ListedGrant {
  const found = listGrants(reader).find((grant) => grant.id === id);
  if (!found) throw new Failure('not-found', 'This reading is not on the list any more.');
  return found;
}

/** The copy that lies here of what a grant opens; undefined for none. */
export const grantedCopy = (
  reader: Reader,
  id: string,
): { reply: string; digest: string; at: string } | undefined =>
  reader.rows<{ reply: string; digest: string; at: string }>(
    'SELECT reply, digest, at FROM grantedCopy WHERE grantId = ?',
    id,
  )[0];

/** Digests of all copies that lie here, by grant. */
export const copiesHere = (reader: Reader): { id: string; digest: string }[] =>
  reader.rows('SELECT grantId AS id, digest FROM grantedCopy ORDER BY grantId');

/**
 * Grants whose records are read by the sync itself: ours to read, of the permanent record, not looked at since. A look
 * from after `now` is of a clock that was set back, or of the computer that the file was copied from: it counts for nothing.
 */
export function toReadAgain(reader: Reader, since: string, now: string): string[] {
  return listGrants(reader)
    .filter(
      ({ side, part, endedAt, readAt }) =>
        side === 'received' &&
        part === 'permanent' &&
        endedAt === null &&
        (readAt === null || readAt < since || readAt > now),
    )
    .map(({ id }) => id);
}

/** Keeps what the state answered; nothing when the grant has ended meanwhile. */
export function keepGranted(
  writer: Writer,
  { id, digest, same }: { id: string; digest: string; same: boolean },
  reply: object,
  at: string,
): void {
  if (same) writer.exec('UPDATE grantedCopy SET at = ? WHERE grantId = ? AND digest = ?', at, id, digest);
  else
    writer.exec(
      `INSERT INTO grantedCopy (grantId, reply, digest, at) SELECT id, ?, ?, ? FROM readingGrant
          WHERE id = ? AND endedAt IS NULL
        ON CONFLICT (grantId) DO UPDATE SET reply = excluded.reply, digest = excluded.digest, at = excluded.at`,
      JSON.stringify(reply),
      digest,
      at,
      id,
    );
}

/** The state no longer opens it: what it opened goes out of this file. */
export const dropGranted = (writer: Writer, id: string): void => {
  writer.exec('DELETE FROM grantedCopy WHERE grantId = ?', id);
};

/**
 * Grants that this computer has ended, with the state's word for it, and that are in force at the state all the same: it
 * was set back to before the end. A grant that was begun again since has a higher revision than its end.
 */
export function forgottenEnds(
  reader: Reader,
): { moveId: string; part: string; actor: string; actorName: string }[] {
  return reader.rows<{ moveId: string; part: string; actor: string; actorName: string }>(
    `SELECT g.moveId, g.part, s.actor, s.actorName FROM readingGrant g
      JOIN syncBase b ON b.type = 'readingGrant' AND b.id = g.id
      JOIN stateCall s ON s.kind = 'grant-end' AND s.subject = g.id
        AND s.answer ->> 'outcome' = 'ended' AND s.answer ->> 'rev' >= b.rev
      WHERE g.endedAt IS NULL
      GROUP BY g.id`,
  );
}
