import Database from 'better-sqlite3';
import { Connection } from '#db/system/connection.ts';
import { type DistrictFile, districtFile } from '#db/system/district-file.ts';
import { migrate } from '#db/system/migrate.ts';
import type { Plant } from '#scripts/simulating/plants.ts';

/** A connection that can run the statements of a build with a planted bug in it. */
class SimulatedConnection extends Connection {
  replace: Plant['deviceSql'];

  override rows<R>(text: string, ...values: unknown[]): R[] {
    return super.rows<R>(this.#planted(text), ...values);
  }

  override exec(text: string, ...values: unknown[]): number {
    return super.exec(this.#planted(text), ...values);
  }

  #planted(text: string): string {
    return this.replace && text.includes(this.replace[0])
      ? text.replace(this.replace[0], this.replace[1])
      : text;
  }
}

/**
 * A district file in memory: the real tables, triggers and transactions, without the disk. After a loss of power it is
 * opened again with what was committed; at the end of the history it is emptied for the next, because reading the
 * statements anew costs more than running them.
 */
export class SimulatedFile {
  readonly connection: SimulatedConnection;
  file!: DistrictFile;

  constructor() {
    const database = new Database(':memory:');
    database.pragma('foreign_keys = ON');
    migrate(database);
    this.connection = new SimulatedConnection(database);
    this.openAgain();
  }

  openAgain(): void {
    this.file = districtFile('memory', this.connection, this.connection, () => undefined);
  }

  static take(plant: Plant | undefined): SimulatedFile {
    const taken = spare.pop() ?? new SimulatedFile();
    taken.openAgain();
    taken.connection.replace = plant?.deviceSql;
    if (plant?.deviceTrigger) taken.connection.database.exec(plant.deviceTrigger);
    return taken;
  }

  giveBack(): void {
    const { database } = this.connection;
    database.exec(`DROP TRIGGER IF EXISTS planted; DROP TRIGGER IF EXISTS auditLine_no_delete; PRAGMA foreign_keys = OFF;
      UPDATE writeContext SET actor = 'simulator', actorName = 's', action = 's', at = 's', origin = 'sync';
      ${WRITTEN.map((table) => `DELETE FROM "${table}";`).join('\n')}
      DELETE FROM sqlite_sequence; UPDATE writeContext SET actor = NULL; PRAGMA foreign_keys = ON;`);
    spare.push(this);
  }
}

const spare: SimulatedFile[] = [];

/** Every table a history writes to. */
const WRITTEN = [
  ...['phone', 'directory', 'person', 'district', 'auditLine', 'syncState', 'syncBase', 'syncDirty', 'syncNotice', 'syncStaging'],
  ...['syncOutgoing', 'syncPendingRemote', 'syncQuarantine', 'syncConflict', 'syncMergeLog'],
];
