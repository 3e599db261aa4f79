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
  /** Secret seed of this computer's own keys, base64 (32 bytes); older connections have none. */
  readonly deviceSeed?: string;
  /** SHA-256 of the state's signing key, as it came with the enrollment. */
  readonly keyFingerprint?: string;
  /** The state's keys for packages, checked against that fingerprint. */
  readonly stateKeys?: { readonly signing: string; readonly encryption: string; readonly signature: string };
  /** A computer without a line that is not enrolled yet: its first package brings the code. `clientId` is empty then. */
  readonly enroll?: { readonly code: string; readonly deviceName: string };
  /** A new secret, kept before it is used for the first time. */
  readonly nextSecret?: string;
  /** When the secret was last changed. */
  readonly secretSince?: string;
}

type Name =
  | 'connection'
  | 'cursor'
  | 'deviceSeq'
  | 'lastReceived'
  | 'stopped'
  | 'cycle'
  | 'again'
  | 'beginning'
  | 'forked'
  | 'staged'
  | 'compared'
  | 'referenceAsked';

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
export const dropCursor = (writer: Writer): void => {
  writer.exec("DELETE FROM syncState WHERE name = 'cursor'");
};

/** The chain of cycles (M13): the nonce of the newest answered one, and the one that is on its way. */
export interface CycleChain {
  readonly last: string | null;
  readonly proposed: string | null;
}
export const cycleChain = (reader: Reader): CycleChain =>
  read<CycleChain>(reader, 'cycle') ?? { last: null, proposed: null };
export const setCycleChain = (writer: Writer, chain: CycleChain): void => write(writer, 'cycle', chain);

/** The request for a client id of its own that this copy of a file has begun; kept before it is sent. */
export const againRequest = (reader: Reader): string | undefined =>
  read<string | null>(reader, 'again') ?? undefined;
export const setAgainRequest = (writer: Writer, requestId: string | null): void =>
  write(writer, 'again', requestId);

/**
 * Why everything is fetched from the beginning: `first`, this file never had anything from the state; `new epoch`, the
 * state was restored (M12). Undefined when the cursor is good.
 */
export interface Beginning {
  readonly why: 'first' | 'new epoch';
  /** Where the state's epoch began in the stream: entries up to there are as the backup had them. */
  readonly epochSeq: number;
  /** What this file had confirmed up to this place the restored state still has. */
  readonly keptThrough: number;
}
export const beginningOf = (reader: Reader): Beginning | undefined =>
  read<Beginning | null>(reader, 'beginning') ?? undefined;
export const setBeginning = (writer: Writer, beginning: Beginning | null): void =>
  write(writer, 'beginning', beginning);

/** This file is a copy and has not caught up yet: unsent edits of records that moved are asked (M13). */
export const isForked = (reader: Reader): boolean => read<boolean>(reader, 'forked') ?? false;
export const setForked = (writer: Writer, forked: boolean): void => write(writer, 'forked', forked);

/** How far a fetch from the beginning has come; its pages lie in `syncStaging`. */
export interface Staged {
  readonly next: string;
  readonly pinned: string;
  readonly pages: number;
  readonly records: number;
  readonly startedAt: string;
}
export const stagedSoFar = (reader: Reader): Staged | undefined =>
  read<Staged | null>(reader, 'staged') ?? undefined;
export const setStaged = (writer: Writer, staged: Staged | null): void => write(writer, 'staged', staged);

/** The newest comparison with the state. */
export interface Compared {
  readonly at: string;
  readonly differences: number;
}
export const lastCompared = (reader: Reader): Compared | undefined => read<Compared>(reader, 'compared');
export const setCompared = (writer: Writer, compared: Compared): void => write(writer, 'compared', compared);

/** When the state was last asked for its lists, of which year, and the ETag of its answer (null: none to go by). */
export interface ReferenceAsked {
  readonly at: string;
  readonly serverId: string;
  readonly endYear: number;
  readonly etag: string | null;
}
export const referenceAsked = (reader: Reader): ReferenceAsked | undefined =>
  read<ReferenceAsked>(reader, 'referenceAsked');
export const setReferenceAsked = (writer: Writer, asked: ReferenceAsked): void =>
  write(writer, 'referenceAsked', asked);

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
    `SELECT min(n) AS n FROM (SELECT min(deviceSeq) AS n FROM syncOutgoing INDEXED BY syncOutgoing_one_frozen WHERE state = 'sending'
      UNION ALL SELECT min(deviceSeq) FROM stateCall WHERE state = 'sending')`,
  )[0]?.n;
  return waiting !== null && waiting !== undefined ? waiting - 1 : (read<number>(reader, 'deviceSeq') ?? 0);
}
