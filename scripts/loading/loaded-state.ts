// A PostgreSQL and a state server as processes of their own, for the load to be put on.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startPostgres } from '#scripts/loading/postgres-cluster.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import { newDeviceCode } from '#state-server/accounts/device-code.ts';
import { addDistrict } from '#state-server/accounts/districts.ts';
import { openDatabase } from '#state-server/database/open-database.ts';
import type { Services } from '#state-server/services.ts';

export interface LoadedState {
  readonly url: string;
  /** Adds a district and gives a code for its computer. */
  newDistrict(number: string): Promise<string>;
  /** Resident memory of the server in MiB; null where this system does not say. */
  memory(): number | null;
  stop(): Promise<void>;
}

export async function startLoadedState(): Promise<LoadedState> {
  const postgres = await startPostgres();
  const place = await postgres.newDatabase();
  const database = await openDatabase(place);
  const services: Services = { database, clock: Date.now, random: randomBytes };
  const server = spawn(
    process.execPath,
    [join(projectRoot, 'scripts/state-server.ts'), '--database', place, '--port', '0'],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, STATE_LOG: 'error' } },
  );
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null && server.kill('SIGTERM')) await ended;
    await database.close();
    await postgres.stop();
  };
  const url = await urlOf(server).catch(async (error) => {
    await stop();
    throw error;
  });
  return {
    url,
    newDistrict: async (number) => {
      await addDistrict(services, number, `District ${number}`);
      return newDeviceCode(services, number);
    },
    memory: () => residentMiB(server.pid ?? 0),
    stop,
  };
}

function urlOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`The state server ended with ${code}.`)));
    if (server.stdout)
      createInterface(server.stdout).once('line', (line) =>
        resolve((JSON.parse(line) as { url: string }).url),
      );
  });
}

function residentMiB(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return found ? Math.round(Number(found[1]) / 1024) : null;
}
