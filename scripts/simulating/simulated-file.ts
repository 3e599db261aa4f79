import Database from 'better-sqlite3';
import { Connection } from '#db/system/connection.ts';
import { type DistrictFile, districtFile } from '#db/system/district-file.ts';
import { migrate } from '#db/system/migrate.ts';

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
 * A district file in memory: the real tables, triggers and transactions, without the disk. After a loss of power it is
 * opened again with what was committed; at the end of the history it is emptied for the next, because reading the
 * statements anew costs more than running them.
 */
export class SimulatedFile {
  connection: FragileConnection;
  file!: DistrictFile;

  private constructor(database: Database.Database) {
    database.pragma('foreign_keys = ON');
    this.connection = new FragileConnection(database);
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

  static take(): SimulatedFile {
    const taken = spare.pop();
    if (!taken) {
      const database = new Database(':memory:');
      migrate(database);
      return new SimulatedFile(database);
    }
    taken.openAgain();
    return taken;
  }

  /** The file as it is on the disk now. */
  copy(): Buffer {
    return this.connection.database.serialize();
  }

  static of(copy: Buffer): SimulatedFile {
    return new SimulatedFile(new Database(copy));
  }

  giveBack(): void {
    this.connection.left = -1;
    if (spare.length >= SPARE) {
      this.connection.database.close();
      return;
    }
    const { database } = this.connection;
    const tables = this.connection.rows<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'personFind%' AND name <> 'writeContext'",
    );
    const used = tables
      .map(({ name }) => name)
      .filter((name) => this.connection.rows(`SELECT 1 FROM "${name}" LIMIT 1`).length > 0);
    database.exec(`DROP TRIGGER IF EXISTS auditLine_no_delete; PRAGMA foreign_keys = OFF;
      UPDATE writeContext SET actor = 'simulator', actorName = 's', action = 's', at = 's', origin = 'sync';
      ${used.map((table) => `DELETE FROM "${table}";`).join('\n')}
      ${used.map((table) => `DELETE FROM "${table}";`).join('\n')}
      DELETE FROM sqlite_sequence; UPDATE writeContext SET actor = NULL; PRAGMA foreign_keys = ON;`);
    spare.push(this);
  }
}

/** As many as a history has computers; copies of files would heap up otherwise. */
const SPARE = 6;
const spare: SimulatedFile[] = [];
