import Database from 'better-sqlite3';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Tables } from '#db/system/schema.ts';
import { nameOrder } from '#domain/people/names.ts';
import { Failure } from '#domain/system/failure.ts';

/**
 * Kysely writes the SQL; better-sqlite3 runs it at once. Every action is therefore one synchronous stretch inside one
 * transaction: nothing can slip between its statements, and nothing is left half done.
 */
export const sql = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Anything Kysely can compile, with the type of its rows. */
export interface Query<R> {
  compile(): CompiledQuery<R>;
}

/** Reads. A function that takes one cannot write. */
export interface Reader {
  all<R>(query: Query<R>): R[];
  one<R>(query: Query<R>): R | undefined;
  /** Runs a prepared statement by its text, for the hot paths. Values bind in order. */
  rows<R>(text: string, ...values: unknown[]): R[];
  /** Like `rows`, one at a time: memory stays flat however many there are. */
  each<R>(text: string, ...values: unknown[]): IterableIterator<R>;
}

/** Reads and writes, inside one transaction only. */
export interface Writer extends Reader {
  /** Answers the number of rows changed. */
  run(query: Query<unknown>): number;
  exec(text: string, ...values: unknown[]): number;
}

/** Where the compiled addon of a stand-in runtime is; the ordinary one is found by itself. */
export interface AddonChoice {
  readonly nativeBinding?: string | undefined;
}

const SLOW_MS = 40;
type Slow = (name: string, ms: number) => void;

/** A connection with its prepared statements kept by text. */
export class Connection implements Writer {
  readonly database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #slow: Slow | undefined;

  constructor(database: Database.Database, slow?: Slow) {
    this.database = database;
    this.#slow = slow;
    // SQLite sorts by bytes: Çedarlı would stand after Z.
    database.function('nameOrder', { deterministic: true, varargs: true }, (...names: unknown[]) =>
      nameOrder(...(names as (string | null)[])),
    );
  }

  all<R>(query: Query<R>): R[] {
    const { sql: text, parameters } = query.compile();
    return this.rows<R>(text, ...parameters);
  }

  one<R>(query: Query<R>): R | undefined {
    const { sql: text, parameters } = query.compile();
    return this.#timed(text, () => this.#prepare(text).get(...(parameters as unknown[])) as R | undefined);
  }

  rows<R>(text: string, ...values: unknown[]): R[] {
    return this.#timed(text, () => this.#prepare(text).all(...values) as R[]);
  }

  each<R>(text: string, ...values: unknown[]): IterableIterator<R> {
    return this.#prepare(text).iterate(...values) as IterableIterator<R>;
  }

  run(query: Query<unknown>): number {
    const { sql: text, parameters } = query.compile();
    return this.exec(text, ...parameters);
  }

  exec(text: string, ...values: unknown[]): number {
    return this.#timed(text, () => this.#prepare(text).run(...values).changes);
  }

  #prepare(text: string): Database.Statement {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.database.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  #timed<T>(text: string, act: () => T): T {
    if (!this.#slow) return act();
    const start = performance.now();
    const result = act();
    const ms = performance.now() - start;
    // The text has no values in it: they are always bound.
    if (ms > SLOW_MS) this.#slow(text.slice(0, 200), ms);
    return result;
  }
}

/** How a file may be encrypted. The first is that of new files. */
const SCHEMES: readonly (readonly string[])[] = [
  // AEGIS-256: every page authenticated, and a third of the time of SQLCipher's AES-CBC with HMAC-SHA-512.
  ["cipher='aegis'"],
  // Files made before stay as they are, and are read and written as ever.
  ["cipher='sqlcipher'", 'legacy=4'],
];

/**
 * Opens an encrypted file with its raw 256-bit key. The key pragma is the first thing said to the file after its scheme
 * and passes no logger.
 */
export function openEncrypted(
  path: string,
  key: Buffer,
  options: AddonChoice & { readonly: boolean; mustExist: boolean },
): Database.Database {
  let refused: unknown;
  for (const scheme of SCHEMES) {
    const database = openFile(path, options);
    try {
      for (const pragma of scheme) database.pragma(pragma);
      database.pragma(`key="x'${key.toString('hex')}'"`);
      database.prepare('select count(*) from sqlite_master').get();
      return readied(database, options.readonly);
    } catch (error) {
      database.close();
      refused ??= error;
    }
  }
  throw new Failure(
    'storage',
    `The district file cannot be read with this key: ${reason(refused)}. It may be damaged; restore the newest copy.`,
  );
}

function openFile(
  path: string,
  { readonly, mustExist, nativeBinding }: AddonChoice & { readonly: boolean; mustExist: boolean },
): Database.Database {
  try {
    return new Database(path, {
      readonly,
      fileMustExist: mustExist,
      timeout: 5_000,
      ...(nativeBinding ? { nativeBinding } : {}),
    });
  } catch (error) {
    throw new Failure(
      'storage',
      `The district file cannot be opened: ${reason(error)}. Check the disk, or restore a copy.`,
    );
  }
}

function readied(database: Database.Database, readonly: boolean): Database.Database {
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('busy_timeout = 5000');
  database.pragma('cache_size = -65536');
  database.pragma('temp_store = MEMORY');
  if (!readonly) {
    database.pragma('journal_mode = WAL');
    // FULL: "Saved" must survive a power cut (the library compiles WAL with NORMAL).
    database.pragma('synchronous = FULL');
    // Moving the log into the file writes every page again. A commit of 500 records fills a quarter of SQLite's usual
    // 4 MB; at 16 MB a long sync does it a quarter as often. What is committed is on the disk either way.
    database.pragma('wal_autocheckpoint = 4000');
  }
  return database;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
