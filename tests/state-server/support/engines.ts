import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresCluster, startPostgres } from '#scripts/loading/postgres-cluster.ts';

/** The two engines the state runs on; every contract holds on both. */
export const engines = ['sqlite', 'postgres'] as const;
export type EngineName = (typeof engines)[number];

/** Empty databases on one engine. */
export interface Engine {
  readonly name: EngineName;
  /** The place of a new empty database: an SQLite path or a postgres:// address (of the superuser on request). */
  newPlace(login?: 'postgres'): Promise<string>;
  stop(): Promise<void>;
}

/** Starts an engine; PostgreSQL takes about two seconds. */
export async function startEngine(name: EngineName): Promise<Engine> {
  if (name === 'sqlite') return sqliteEngine();
  const cluster: PostgresCluster = await startPostgres({ durable: false });
  return { name, newPlace: (login) => cluster.newDatabase(login), stop: () => cluster.stop() };
}

function sqliteEngine(): Engine {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-state-'));
  let made = 0;
  return {
    name: 'sqlite',
    newPlace: async () => {
      made += 1;
      return join(folder, `state-${made}.db`);
    },
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
