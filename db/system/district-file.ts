import { existsSync } from 'node:fs';
import {
  type AddonChoice,
  Connection,
  openEncrypted,
  type Reader,
  type Writer,
} from '#db/system/connection.ts';
import { takeFileLock } from '#db/system/file-lock.ts';
import { migrate, newestVersion, refuseFuture, versionOf } from '#db/system/migrate.ts';
import { Failure } from '#domain/system/failure.ts';

/** Who does what, and when: written into the audit line of every change of the action. */
export interface WriteContext {
  readonly actor: string;
  readonly actorName: string;
  /** What the person did, in words for the history: "Took attendance". */
  readonly action: string;
  /** UTC instant. */
  readonly at: string;
  /** Set when the records of this action must reach the state together or not at all. */
  readonly groupId?: string | undefined;
  readonly origin: 'here' | 'import' | 'sync';
}

/** Past this many changes at once a listener is told "everything" (`*`) instead of each record. */
const MANY = 500;

export interface ChangedRecord {
  readonly type: string;
  readonly id: string;
}

/** An open district file: one writer, one reader that never waits for it. */
export interface DistrictFile {
  readonly path: string;
  readonly reader: Reader;
  /** One transaction: row, outbox mark and audit line commit together or not at all. */
  write<T>(context: WriteContext, act: (writer: Writer) => T): T;
  /**
   * The same for long work: `act` is a generator that yields now and then, and other work of the process goes on in
   * between. Reads see the file as it was until all is committed; writes wait.
   */
  writeLong<T>(
    context: WriteContext,
    act: (writer: Writer) => Generator<unknown, T>,
    signal?: AbortSignal,
  ): Promise<T>;
  /** The long write under way, if any. Settles, and never rejects, when it is over. */
  readonly longWork: Promise<void> | undefined;
  /** Resolves when no long write is under way. Another may begin before the caller goes on: where that matters, loop. */
  whenWritable(): Promise<void>;
  /** Local bookkeeping that belongs to no synced record. */
  writeLocal<T>(act: (writer: Writer) => T): T;
  /** `origin`: who made the change, as in its context. */
  onChange(listener: (records: ChangedRecord[], origin: WriteContext['origin']) => void): () => void;
  close(): void;
}

export interface OpenOptions extends AddonChoice {
  readonly key: Buffer;
  readonly create?: boolean;
  /** Called before a migration of an existing file; must leave a verified copy or throw. */
  readonly beforeMigration?: (fromVersion: number) => void;
  readonly onSlowQuery?: (text: string, ms: number) => void;
}

export function openDistrictFile(path: string, options: OpenOptions): DistrictFile {
  const exists = existsSync(path);
  if (!exists && !options.create)
    throw new Failure(
      'not-found',
      'There is no district file at that place. Choose another one, or make a new district.',
    );
  if (exists && options.create)
    throw new Failure(
      'conflict',
      'There is already a district file at that place. Open it, or choose another place.',
    );
  const lock = takeFileLock(path, options);
  try {
    const writing = openEncrypted(path, options.key, { ...options, readonly: false, mustExist: exists });
    refuseFuture(writing);
    const version = versionOf(writing);
    if (exists && version === 0) throw emptyFile();
    if (exists && version < newestVersion) options.beforeMigration?.(version);
    migrate(writing);
    const reading = openEncrypted(path, options.key, { ...options, readonly: true, mustExist: true });
    return districtFile(
      path,
      new Connection(writing, options.onSlowQuery),
      new Connection(reading, options.onSlowQuery),
      lock.release,
    );
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Power that failed and folders that copy themselves leave files of no length; a copy of such a file is none. */
const emptyFile = (): Failure =>
  new Failure(
    'storage',
    'The district file is empty: something outside of Hi-Line has emptied it, or it was never finished. The copies beside it are untouched; put back the newest one.',
  );

/** The file over connections that are open already; `release` gives the lock back. */
export function districtFile(
  path: string,
  writer: Connection,
  reader: Connection,
  release: () => void,
): DistrictFile {
  const listeners = new Set<Parameters<DistrictFile['onChange']>[0]>();
  let long: Promise<unknown> | undefined;
  let closed = false;
  const lastAudit = (): number =>
    writer.rows<{ n: number }>('SELECT coalesce(max(number), 0) AS n FROM auditLine')[0]?.n ?? 0;
  let announced = lastAudit();

  const rollback = (): void => {
    if (writer.database.inTransaction) writer.exec('ROLLBACK');
  };
  const begin = (context: WriteContext): void => {
    if (long)
      throw new Failure('locked', 'Another long piece of work is being saved. Try again in a moment.');
    writer.exec('BEGIN IMMEDIATE');
    try {
      setContext(writer, context);
    } catch (error) {
      rollback();
      throw error;
    }
  };
  const commit = (): void => {
    writer.exec(
      'UPDATE writeContext SET actor = NULL, actorName = NULL, action = NULL, at = NULL, groupId = NULL, origin = NULL WHERE id = 1',
    );
    writer.exec('COMMIT');
  };
  const announce = (origin: WriteContext['origin']): void => {
    const last = lastAudit();
    const changed =
      last - announced > MANY
        ? [{ type: '*', id: '*' }]
        : writer.rows<ChangedRecord>(
            'SELECT type, recordId AS id FROM auditLine WHERE number > ?',
            announced,
          );
    announced = last;
    if (changed.length > 0) for (const listener of listeners) listener(changed, origin);
  };
  return {
    path,
    reader,
    write(context, act) {
      begin(context);
      let result: ReturnType<typeof act>;
      try {
        result = act(writer);
        commit();
      } catch (error) {
        rollback();
        throw error;
      }
      announce(context.origin);
      return result;
    },
    async writeLong(context, act, signal) {
      begin(context);
      const work = (async () => {
        try {
          const steps = act(writer);
          for (;;) {
            if (signal?.aborted || closed) throw new Failure('cancelled', 'Stopped. Nothing was changed.');
            const step = steps.next();
            if (step.done) {
              commit();
              return step.value;
            }
            await new Promise((resolve) => setImmediate(resolve));
          }
        } catch (error) {
          if (!closed) rollback();
          throw error;
        }
      })();
      long = work;
      try {
        return await work;
      } finally {
        long = undefined;
        if (!closed) announce(context.origin);
      }
    },
    get longWork() {
      return long?.then(
        () => undefined,
        () => undefined,
      );
    },
    async whenWritable() {
      while (long) await long.catch(() => undefined);
    },
    writeLocal(act) {
      if (long)
        throw new Failure('locked', 'Another long piece of work is being saved. Try again in a moment.');
      return writer.database.transaction(() => act(writer)).immediate();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      // Long work under way ends at its next step; nothing of it is kept.
      closed = true;
      rollback();
      reader.database.close();
      tidy(writer);
      writer.database.close();
      release();
    },
  };
}

/** A courtesy to the next reader: a disk that is full or read-only does not keep a file from being closed. */
function tidy(writer: Connection): void {
  try {
    writer.database.pragma('optimize');
  } catch {
    // Nothing of the records is in it.
  }
}

function setContext(writer: Writer, context: WriteContext): void {
  writer.exec(
    'UPDATE writeContext SET actor = ?, actorName = ?, action = ?, at = ?, groupId = ?, origin = ? WHERE id = 1',
    context.actor,
    context.actorName,
    context.action,
    context.at,
    context.groupId ?? null,
    context.origin,
  );
}
