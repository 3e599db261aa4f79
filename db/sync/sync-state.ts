import type { Reader, Writer } from '#db/system/connection.ts';

/** What this file remembers of its state: lies inside the encrypted file, secrets too. */
export interface Connection {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly serverId: string;
  readonly epoch: string;
  readonly districtNumber: string;
  readonly districtName: string;
}

type Name = 'connection' | 'cursor' | 'deviceSeq' | 'lastReceived' | 'stopped';

function read<T>(reader: Reader, name: Name): T | undefined {
  const row = reader.rows<{ value: string }>('SELECT value FROM syncState WHERE name = ?', name)[0];
  return row ? (JSON.parse(row.value) as T) : undefined;
}

function write(writer: Writer, name: Name, value: unknown): void {
  writer.exec(
    'INSERT INTO syncState (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    JSON.stringify(value),
  );
}

export const connectionOf = (reader: Reader): Connection | undefined =>
  read<Connection>(reader, 'connection');
export const setConnection = (writer: Writer, connection: Connection): void =>
  write(writer, 'connection', connection);

/** Where this file stands in the state's stream; undefined before the first page. */
export const cursorOf = (reader: Reader): string | undefined => read<string>(reader, 'cursor');
export const setCursor = (writer: Writer, cursor: string): void => write(writer, 'cursor', cursor);

/** Last success only; an attempt never touches it. */
export const lastReceived = (reader: Reader): { at: string; receipt: string | null } | undefined =>
  read(reader, 'lastReceived');
export const setLastReceived = (writer: Writer, received: { at: string; receipt: string | null }): void =>
  write(writer, 'lastReceived', received);

/** Why syncing has stopped until a person acts; undefined while it has not. */
export const stoppedBecause = (reader: Reader): string | undefined =>
  read<string | null>(reader, 'stopped') ?? undefined;
export const setStopped = (writer: Writer, words: string | null): void => write(writer, 'stopped', words);

/** Device sequence numbers: they count from 1 without gaps. `keep` in the transaction that used them. */
export class DeviceSequence {
  #last: number;

  constructor(reader: Reader) {
    this.#last = read<number>(reader, 'deviceSeq') ?? 0;
  }

  next(): number {
    this.#last += 1;
    return this.#last;
  }

  keep(writer: Writer): void {
    write(writer, 'deviceSeq', this.#last);
  }
}

/** Every device sequence number up to this one has its answer safely kept here. */
export function ackedThrough(reader: Reader): number {
  const waiting = reader.rows<{ n: number | null }>(
    `SELECT min(n) AS n FROM (SELECT min(deviceSeq) AS n FROM syncOutgoing WHERE state = 'sending'
      UNION ALL SELECT min(deviceSeq) FROM stateCall WHERE state = 'sending')`,
  )[0]?.n;
  return waiting !== null && waiting !== undefined ? waiting - 1 : (read<number>(reader, 'deviceSeq') ?? 0);
}
