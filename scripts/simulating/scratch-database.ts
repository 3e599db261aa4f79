import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Linux keeps this folder in memory; elsewhere the system's own cache has to do. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Where SQLite's header counts its changes, and for which count it is true. Pages in a cache are good for one count. */
const CHANGE_COUNTERS = [24, 92] as const;

/**
 * A database whose file can be exchanged under its open connection. The statements stay prepared, because reading them
 * (with their triggers) costs more than running them: a history gets a new file, a copied one, or the state's backup, in
 * the time it takes to write two megabytes into memory.
 *
 * Nothing waits for a disk: a loss of power is simulated above the file, so what was committed need only be in it.
 */
export class ScratchDatabase {
  readonly database: Database.Database;
  readonly #handle: number;

  /** `image`: the bytes of a whole SQLite file. */
  constructor(image: Buffer) {
    const folder = mkdtempSync(join(FOLDER, 'hi-line-simulate-'));
    const path = join(folder, 'scratch.db');
    this.#handle = openSync(path, 'w+');
    this.#write(image);
    this.database = new Database(path);
    for (const setting of ['journal_mode = MEMORY', 'synchronous = OFF', 'cache_size = -65536'])
      this.database.pragma(setting);
    this.#aloneWithIt();
    this.#leaveNothingBehind(folder);
  }

  /** Open files need no name, so nothing stays however the process ends; but on Windows they keep it to the end. */
  #leaveNothingBehind(folder: string): void {
    const remove = (): void => rmSync(folder, { recursive: true, force: true });
    if (process.platform !== 'win32') remove();
    else
      process.once('exit', () => {
        this.database.close();
        closeSync(this.#handle);
        remove();
      });
  }

  /** The file as it is now; nothing may be under way. */
  image(): Buffer {
    const image = Buffer.allocUnsafe(fstatSync(this.#handle).size);
    readSync(this.#handle, image, 0, image.length, 0);
    return image;
  }

  /** From now on this is the file; what was not committed is gone. */
  become(image: Buffer): void {
    const { database } = this;
    if (database.inTransaction) database.exec('ROLLBACK');
    // Who is alone with a file does not look whether it was changed. The lock goes with the next statement.
    database.pragma('locking_mode = NORMAL');
    database.pragma('user_version');
    this.#write(image);
    this.#aloneWithIt();
  }

  #aloneWithIt(): void {
    this.database.pragma('locking_mode = EXCLUSIVE');
  }

  #write(image: Buffer): void {
    changes += 0x10000;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(changes % 2 ** 32);
    ftruncateSync(this.#handle, image.length);
    writeSync(this.#handle, image, 0, image.length, 0);
    for (const at of CHANGE_COUNTERS) writeSync(this.#handle, count, 0, count.length, at);
  }
}

/** Never the count of any file there was before, however much that one was changed since. */
let changes = 0;
