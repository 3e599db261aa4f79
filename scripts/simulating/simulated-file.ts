import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { Connection } from '#db/system/connection.ts';
import { type DistrictFile, districtFile } from '#db/system/district-file.ts';
import { migrate } from '#db/system/migrate.ts';
import type { Plant } from '#scripts/simulating/plants.ts';

/** A connection that runs the statements of a build with a planted bug in it. */
class PlantedConnection extends Connection {
  readonly #replace: NonNullable<Plant['deviceSql']>;

  constructor(database: Database.Database, replace: NonNullable<Plant['deviceSql']>) {
    super(database);
    this.#replace = replace;
  }

  override rows<R>(text: string, ...values: unknown[]): R[] {
    return super.rows<R>(this.#planted(text), ...values);
  }

  override exec(text: string, ...values: unknown[]): number {
    return super.exec(this.#planted(text), ...values);
  }

  #planted(text: string): string {
    const [wanted, instead] = this.#replace;
    return text.includes(wanted) ? text.replace(wanted, instead) : text;
  }
}

/** A district file in memory: the real tables, triggers and transactions, without the disk. */
export interface SimulatedFile {
  readonly file: DistrictFile;
  readonly database: Database.Database;
}

let template: Buffer | undefined;

/** A new file, or the one in `copy`. */
export function openSimulatedFile(plant: Plant | undefined, copy?: Buffer): SimulatedFile {
  const database = new Database(copy ?? newFile());
  database.pragma('foreign_keys = ON');
  if (!copy && plant?.deviceTrigger) database.exec(plant.deviceTrigger);
  const connection = plant?.deviceSql
    ? new PlantedConnection(database, plant.deviceSql)
    : new Connection(database);
  const file = districtFile(
    `memory:${randomBytes(4).toString('hex')}`,
    connection,
    connection,
    () => undefined,
  );
  return { file, database };
}

function newFile(): Buffer {
  if (!template) {
    const database = new Database(':memory:');
    database.pragma('foreign_keys = ON');
    migrate(database);
    template = database.serialize();
    database.close();
  }
  return template;
}
