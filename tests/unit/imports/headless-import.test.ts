import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anImportHost, HEADER, type ImportHost, pupilLine } from '#tests/unit/support/import-host.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const env = { ...process.env, HILINE_USER: 'Sam', HILINE_PASSWORD: 'three words here' };
let world: ImportHost;
let district: string;
beforeEach(async () => {
  world = await anImportHost();
  district = join(world.folder, 'school.hiline');
  await world.host.district.signOut();
});
afterEach(() => world.end());

/** The documented command, as a script would run it. */
const hiline = (entry: string, input: unknown) =>
  spawnSync('npm', ['run', '-s', 'hiline', '--', '--file', district, entry, JSON.stringify(input)], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
const pupils = (count: number): string =>
  world.file('sd.tsv', `${HEADER}\r\n${Array.from({ length: count }, (_, i) => pupilLine(i + 1)).join('')}`);

test('stdout is JSON and nothing else; what fails is JSON on stderr, with exit code 1', () => {
  const good = hiline('imports.preview', { format: 'aim-sd', path: pupils(3) });
  expect(JSON.parse(good.stdout)).toMatchObject({ rows: 3, added: 3, problems: [], file: 'sd.tsv' });
  expect(good.status).toBe(0);
  const path = world.file('bad.csv', 'student_id,date,block,code\n1,2026-02-30,AM,A\n');
  const bad = hiline('imports.apply', { format: 'attendance-csv', path });
  expect([bad.status, bad.stdout]).toEqual([1, '']);
  expect(JSON.parse(bad.stderr)).toMatchObject({
    kind: 'invalid-input',
    message: expect.stringContaining('Nothing was brought in: 1 of 1 rows has a problem'),
    problems: [{ file: 'bad.csv', line: 2, field: 'date', value: '2026-02-30' }],
  });
});

test('killed in the middle of an import, the file opens with nothing changed, and the import can be repeated', async () => {
  const path = pupils(20_000);
  const child = spawn(
    process.execPath,
    ['scripts/hiline.ts', '--file', district, 'imports.apply', JSON.stringify({ format: 'aim-sd', path })],
    { cwd: ROOT, env, stdio: 'ignore' },
  );
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.on('exit', (_code, signal) => resolve(signal)),
  );
  await new Promise((resolve) => setTimeout(resolve, 2500));
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  await world.host.district.signIn('Sam', 'three words here');
  expect(world.rows('SELECT count(*) AS n FROM person')).toEqual([{ n: 0 }]);
  expect(world.rows('PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
  expect((await world.apply('aim-sd', path)).added).toBe(20_000);
}, 120_000);
