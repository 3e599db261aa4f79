import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { postgresBinaries, type RunAs, runAs } from '#scripts/loading/postgres-binaries.ts';

/** A PostgreSQL of the test's own, thrown away at the end. */
export interface PostgresCluster {
  /** Makes an empty database and gives its postgres:// address, for an ordinary owner or for the superuser. */
  newDatabase(login?: 'state_owner' | 'postgres'): Promise<string>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL on a free port; takes about a second. */
export async function startPostgres(): Promise<PostgresCluster> {
  const bin = postgresBinaries();
  const user = runAs();
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-pg-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const password = randomBytes(12).toString('hex');
  initialize(bin, data, join(folder, 'password'), password, user);
  const port = await freePort();
  const server = await launch(bin, data, folder, port, user);
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
      await ended(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function initialize(bin: string, data: string, passwordFile: string, password: string, user?: RunAs): void {
  writeFileSync(passwordFile, `${password}\n`);
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const options = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`, '--no-sync'];
  const made = spawnSync(
    join(bin, 'initdb'),
    [`--pgdata=${data}`, '--encoding=UTF8', '--locale=C', ...options],
    {
      ...user,
      encoding: 'utf8',
      cwd: tmpdir(),
    },
  );
  if (made.status !== 0) throw new Error(`PostgreSQL could not be set up: ${made.stderr}`);
}

function launch(
  bin: string,
  data: string,
  sockets: string,
  port: number,
  user?: RunAs,
): Promise<ChildProcess> {
  const flags = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', sockets];
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

/** Asks it to end at once and waits until it has. */
function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill('SIGINT');
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
