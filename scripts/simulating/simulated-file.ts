import Database from 'better-sqlite3';
import { Connection } from '#db/system/connection.ts';
import { type DistrictFile, districtFile } from '#db/system/district-file.ts';
import { migrate } from '#db/system/migrate.ts';
import { ScratchDatabase } from '#scripts/simulating/scratch-database.ts';

/** The computer lost its power. Nothing catches this but the simulator. */
export class Crash extends Error {
  /** What was being written is in the file all the same. */
  readonly committed: boolean;
  constructor(committed = false) {
    super('The computer lost its power.');
    this.committed = committed;
  }
}

/**
 * A connection that loses its power after so many statements: in the middle of a transaction, or right after COMMIT.
 * From then on nothing is written, whatever still runs, until the program is started again.
 */
class FragileConnection extends Connection {
  /** Statements left; negative: as many as wanted. */
  left = -1;

  override exec(text: string, ...values: unknown[]): number {
    if (this.left >= 0 && text !== 'ROLLBACK') {
      if (this.left === 0) throw new Crash();
      this.left -= 1;
      // What is committed is committed; anything else breaks before it is done.
      if (this.left === 0) {
        if (text === 'COMMIT') super.exec(text);
        throw new Crash(text === 'COMMIT');
      }
    }
    return super.exec(text, ...values);
  }
}

/**
 * A district file without the disk: the real tables, triggers and transactions. After a loss of power it is opened again
 * with what was committed; at the end of the history it waits for the next.
 */
export class SimulatedFile {
  readonly connection: FragileConnection;
  readonly #scratch: ScratchDatabase;
  file!: DistrictFile;

  private constructor(image: Buffer) {
    this.#scratch = new ScratchDatabase(image);
    this.#scratch.database.pragma('foreign_keys = ON');
    this.connection = new FragileConnection(this.#scratch.database);
  }

  /** A file like this one; a new, empty one without. */
  static take(image: Buffer = emptyFile()): SimulatedFile {
    const taken = spare.pop() ?? new SimulatedFile(image);
    taken.become(image);
    return taken;
  }

  /** Another image is put in the place of the file. */
  become(image: Buffer): void {
    this.#scratch.become(image);
    this.openAgain();
  }

  /** Starts the program again on what was committed: as after a loss of power, or an upgrade. */
  openAgain(): void {
    const { connection } = this;
    connection.left = -1;
    if (connection.database.inTransaction) connection.exec('ROLLBACK');
    migrate(connection.database);
    this.file = districtFile('memory', connection, connection, () => undefined);
  }

  /** The file as it is on the disk now. */
  copy(): Buffer {
    return this.#scratch.image();
  }

  giveBack(): void {
    spare.push(this);
  }
}

const spare: SimulatedFile[] = [];

/** Made once: going through every migration takes as long as several histories. */
function emptyFile(): Buffer {
  if (empty) return empty;
  const database = new Database(':memory:');
  migrate(database);
  empty = database.serialize();
  database.close();
  return empty;
}
let empty: Buffer | undefined;
