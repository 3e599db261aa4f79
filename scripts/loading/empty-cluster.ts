// PostgreSQL's own files before anything is in them. `initdb` takes a second and more of a core, so each machine runs it
// once and every cluster begins as a copy.
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunAs } from '#scripts/loading/postgres-binaries.ts';

/** Puts an empty cluster at `data` and gives the password of its superuser `postgres`, the same on all of this machine. */
export function copyEmptyCluster(bin: string, data: string, user?: RunAs): string {
  const made = madeOnce(bin, user);
  const from = join(made, 'data');
  if (user) must('copied', spawnSync('cp', ['-R', from, data], { ...user, encoding: 'utf8', cwd: tmpdir() }));
  else cpSync(from, data, { recursive: true });
  return readFileSync(join(made, 'password'), 'utf8').trim();
}

function madeOnce(bin: string, user?: RunAs): string {
  const whose = createHash('sha256')
    .update(`${bin} ${process.getuid?.()} ${user?.uid}`)
    .digest('hex')
    .slice(0, 12);
  const place = join(tmpdir(), `hi-line-pg-empty-${whose}`);
  const whole = (): boolean => ['password', 'data/PG_VERSION'].every((name) => existsSync(join(place, name)));
  if (whole()) return place;
  // Half swept away by the system that cleans its temporary folder.
  rmSync(place, { recursive: true, force: true });
  const fresh = mkdtempSync(`${place}.`);
  const passwordFile = join(fresh, 'password');
  writeFileSync(passwordFile, `${randomBytes(12).toString('hex')}\n`, { mode: 0o600 });
  if (user) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid);
  const options = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`, '--no-sync'];
  must(
    'set up',
    spawnSync(
      join(bin, 'initdb'),
      [`--pgdata=${join(fresh, 'data')}`, '--encoding=UTF8', '--locale=C', ...options],
      { ...user, encoding: 'utf8', cwd: tmpdir() },
    ),
  );
  try {
    renameSync(fresh, place);
  } catch {
    rmSync(fresh, { recursive: true, force: true }); // another test was first
  }
  return place;
}

function must(what: string, done: { status: number | null; stderr: string }): void {
  if (done.status !== 0) throw new Error(`PostgreSQL could not be ${what}: ${done.stderr}`);
}
