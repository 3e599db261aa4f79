import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, npmCommand, projectRoot, say } from '#scripts/runtime/run.ts';

const source = join(projectRoot, 'scripts/benching/pouchdb');
/** Out of the sources' way: packages have their own rules. */
const home = join(projectRoot, 'out/bench-pouchdb');

/** PouchDB to a PouchDB server, each in a process of its own, over real HTTP. Milliseconds for each record. */
export async function measurePouchdb(of: {
  readonly folder: string;
  readonly records: string;
  readonly warm: number;
  readonly large: number;
}): Promise<{ push: number; pull: number }> {
  await install();
  const places = { server: join(of.folder, 'pouchdb-server'), client: join(of.folder, 'pouchdb-client') };
  for (const place of Object.values(places)) mkdirSync(place);
  const server = spawn(process.execPath, [join(home, 'server.mjs'), places.server], {
    cwd: places.server,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await portOf(server.stdout);
    const said = await mustRun(process.execPath, [
      join(home, 'client.mjs'),
      JSON.stringify({ ...of, folder: places.client, url: `http://127.0.0.1:${port}` }),
    ]);
    return JSON.parse(said.trim().split('\n').at(-1) ?? '') as { push: number; pull: number };
  } finally {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await gone;
  }
}

async function portOf(stdout: AsyncIterable<unknown>): Promise<number> {
  let text = '';
  for await (const part of stdout) {
    text += String(part);
    const line = text.split('\n').find((one) => one.startsWith('{"port"'));
    if (line) return (JSON.parse(line) as { port: number }).port;
  }
  throw new Error('The PouchDB server did not start.');
}

/** PouchDB is no part of the app: it has a package of its own, installed when the bench first needs it. */
async function install(): Promise<void> {
  cpSync(source, home, { recursive: true });
  const lock = readFileSync(join(home, 'package-lock.json'), 'utf8');
  const stamp = join(home, 'node_modules/.hi-line-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('installing PouchDB for the comparison');
  const { program, first, shell } = npmCommand();
  // Its leveldb comes compiled inside the package; nothing has to run at installation.
  await mustRun(program, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: home,
    shell,
  });
  writeFileSync(stamp, lock);
}
