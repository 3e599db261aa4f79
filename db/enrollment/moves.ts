import type { Reader, Writer } from '#db/system/connection.ts';
import { Failure } from '#domain/system/failure.ts';

/** A pupil who is, or was, enrolled in another district too, as the state tells it. */
export interface Move {
  id: string;
  kind: 'overlap' | 'moved';
  /** `from`: they leave us. `to`: they come to us. */
  side: 'from' | 'to';
  stateId: string;
  personId: string;
  enrollmentId: string;
  other: {
    districtNumber: string;
    districtName: string;
    schoolName: string | null;
    grade: string;
    startDate: string;
    endDate: string | null;
  };
  proposedEndDate: string | null;
  released: { part: 'permanent' | 'special-education'; at: string; by: string }[];
  answer: { says: 'accepted' | 'declined'; reason: string | null; at: string; by: string } | null;
  sentence: string;
}

export interface ListedMove extends Move {
  name: string;
  /** Our own enrollment has ended meanwhile. */
  ended: string | null;
  /** Parts that lie here to be read. */
  received: ('permanent' | 'special-education')[];
  fetchedAt: string;
}

/** Replaces the list by what the state says now. */
export function keepMoves(writer: Writer, moves: readonly object[], at: string): void {
  writer.exec('UPDATE stateMove SET gone = 1');
  for (const move of moves as readonly Move[])
    writer.exec(
      `INSERT INTO stateMove (id, move, fetchedAt) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET move = excluded.move, fetchedAt = excluded.fetchedAt, gone = 0`,
      move.id,
      JSON.stringify(move),
      at,
    );
}

/** All that the state told last, with the pupil's name as it stands here. */
export function listMoves(reader: Reader): ListedMove[] {
  const received = new Map<string, ListedMove['received']>();
  for (const { id, part } of reader.rows<{ id: string; part: 'permanent' | 'special-education' }>(
    'SELECT id, part FROM receivedRecords ORDER BY part',
  ))
    received.set(id, [...(received.get(id) ?? []), part]);
  return reader
    .rows<{ move: string; fetchedAt: string }>(
      "SELECT move, fetchedAt FROM stateMove WHERE gone = 0 ORDER BY json_extract(move, '$.kind') DESC, fetchedAt DESC, id",
    )
    .map((row) => {
      const move = JSON.parse(row.move) as Move;
      const own = reader.rows<{ name: string; endDate: string | null }>(
        `SELECT p.lastName || ', ' || p.firstName AS name, e.endDate FROM person p
          LEFT JOIN enrollment e ON e.id = ? WHERE p.id = ?`,
        move.enrollmentId,
        move.personId,
      )[0];
      return {
        ...move,
        name: own?.name ?? 'Somebody who is not here any more',
        ended: own?.endDate ?? null,
        received: received.get(move.id) ?? [],
        fetchedAt: row.fetchedAt,
      };
    });
}

/** Throws a Failure when the state no longer tells of it. */
export function moveOf(reader: Reader, id: string): ListedMove {
  const found = listMoves(reader).find((move) => move.id === id);
  if (!found) throw new Failure('not-found', 'The state does not tell of this move any more.');
  return found;
}

/** The move as the state told it last, also when it tells of it no more; undefined when it never did. */
export function moveKept(reader: Reader, id: string): Move | undefined {
  const row = reader.rows<{ move: string }>('SELECT move FROM stateMove WHERE id = ?', id)[0];
  return row && (JSON.parse(row.move) as Move);
}

export function keepReceivedRecords(
  writer: Writer,
  id: string,
  part: string,
  reply: object,
  at: string,
): void {
  writer.exec(
    `INSERT INTO receivedRecords (id, part, reply, at) VALUES (?, ?, ?, ?)
      ON CONFLICT (id, part) DO UPDATE SET reply = excluded.reply, at = excluded.at`,
    id,
    part,
    JSON.stringify(reply),
    at,
  );
}
