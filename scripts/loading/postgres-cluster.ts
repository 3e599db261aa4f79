import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { copyEmptyCluster } from '#scripts/loading/empty-cluster.ts';
import { postgresBinaries, type RunAs, runAs } from '#scripts/loading/postgres-binaries.ts';

/** A PostgreSQL of the test's own, thrown away at the end. */
export interface PostgresCluster {
  /** Makes an empty database and gives its postgres:// address, for an ordinary owner or for the superuser. */
  newDatabase(login?: 'state_owner' | 'postgres'): Promise<string>;
  stop(): Promise<void>;
}

interface ClusterOptions {
  /** Whether what is committed has to outlive the machine; a test's data need not, and waits for no disk. */
  readonly durable?: boolean;
}

/** Starts PostgreSQL on a free port; takes about a second. */
export async function startPostgres({ durable = true }: ClusterOptions = {}): Promise<PostgresCluster> {
  const bin = postgresBinaries();
  const user = runAs();
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-pg-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const password = copyEmptyCluster(bin, data, user);
  const { port, server } = await launchOnFreePort(bin, data, folder, durable ? [] : WITHOUT_DISK, user);
  const address = (login: string, database: string) =>
    `postgres://${login}:${password}@127.0.0.1:${port}/${database}`;
  const admin = new pg.Pool({ connectionString: address('postgres', 'postgres'), max: 1 });
  // The server may end before its last connection does.
  admin.on('error', () => undefined);
  // Not a superuser: those look past row-level security.
  await admin.query(`create role state_owner login createrole password '${password}'`);
  let made = 0;
  return {
    newDatabase: async (login = 'state_owner') => {
      made += 1;
      const name = `state_${made}`;
      await admin.query(`create database ${name} owner state_owner`);
      return address(login, name);
    },
    stop: async () => {
      await admin.end();
      await ended(server, durable ? 'SIGINT' : 'SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const WITHOUT_DISK = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'].flatMap((one) => [
  '-c',
  one,
]);

/** Between asking for a free port and taking it another test may take it: then the next one. */
async function launchOnFreePort(bin: string, data: string, sockets: string, more: string[], user?: RunAs) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const flags = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', sockets, ...more];
    try {
      return { port, server: await launch(bin, flags, user) };
    } catch (error) {
      if (attempt === 5 || !/Address already in use/.test(String(error))) throw error;
    }
  }
}

function launch(bin: string, flags: readonly string[], user?: RunAs): Promise<ChildProcess> {
  const server = spawn(join(bin, 'postgres'), flags, {
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: tmpdir(),
  });
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
      if (said.includes('ready to accept connections')) resolve(server);
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
  });
}

/** Asks it to end at once and waits until it has; SIGQUIT writes nothing more. */
function ended(server: ChildProcess, by: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill(by);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const place = probe.address();
      probe.close(() =>
        place && typeof place === 'object' ? resolve(place.port) : reject(new Error('No port.')),
      );
    });
  });
}
