// The real updater in the real program, against a feed on this machine: what is newer is offered and nothing else, what is
// not what its maker made is refused, and nothing is fetched or installed by itself.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { callIn } from '#scripts/touring/window.ts';
import { openPracticeDistrict } from '#tests/e2e/support/practice-district.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-updates-'));
const installer = Buffer.from('an installer of a newer Hi-Line');
const asked: string[] = [];
let offered = { version: '99.0.0', sha512: '' };
let running: RunningApp;
let feed: Server;
let address = '';

const sha512 = (bytes: Buffer): string => createHash('sha512').update(bytes).digest('base64');
const call = <T>(name: string, input: unknown = {}): Promise<T> => callIn<T>(running.page, name, input);

beforeAll(async () => {
  feed = createServer((request, answer) => {
    const name = new URL(request.url ?? '/', 'http://feed').pathname.slice(1);
    asked.push(name);
    if (name === 'latest-linux.yml')
      answer.end(
        `version: ${offered.version}\nfiles:\n  - url: hi-line.AppImage\n    sha512: ${offered.sha512}\n    size: ${installer.length}\npath: hi-line.AppImage\nsha512: ${offered.sha512}\nreleaseDate: '2026-11-24T00:00:00.000Z'\n`,
      );
    else if (name === 'hi-line.AppImage') answer.end(installer);
    else answer.writeHead(404).end();
  });
  await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(feed.address() as AddressInfo).port}/`;
  const districtFile = join(folder, 'practice.hiline');
  await openPracticeDistrict(districtFile);
  running = await launch({ districtFile });
  // The program that would be replaced on Linux: an AppImage says where it lies.
  const present = join(folder, 'present.AppImage');
  writeFileSync(present, 'the present Hi-Line');
  await running.app.evaluate((_electron, path) => {
    process.env.APPIMAGE = path;
  }, present);
  await running.page.getByLabel('Password').fill('practice');
  await running.page.keyboard.press('Enter');
  await running.page.getByRole('heading', { name: 'To do' }).waitFor();
});
afterAll(async () => {
  await running.close();
  feed.close();
  rmSync(folder, { recursive: true, force: true });
});

test('without an address nothing is looked for, and a plain http address is refused', async () => {
  await expect(call('updates.check')).rejects.toThrow(/no address/);
  await expect(call('updates.set-address', { address: 'http://updates.example.org/' })).rejects.toThrow(
    /https/,
  );
  expect(asked).toEqual([]);
});

test('an older version is never offered', async () => {
  await call('updates.set-address', { address });
  offered = { version: '0.0.1', sha512: sha512(installer) };
  expect(await call('updates.check')).toMatchObject({ state: 'none' });
});

test('a newer one is offered and not fetched until somebody asks', async () => {
  offered = { version: '99.0.0', sha512: sha512(Buffer.from('something else')) };
  await running.page.evaluate(() => {
    window.location.hash = '#/settings';
  });
  await running.page.getByRole('button', { name: 'Look for a newer version' }).click();
  await running.page.getByText('Version 99.0.0 is there. Nothing has been fetched yet.').waitFor();
  expect(asked).not.toContain('hi-line.AppImage');
});

test('what is not what its maker made is refused, and the program goes on as it was', async () => {
  await running.page.getByRole('button', { name: 'Fetch it' }).click();
  await running.page.getByText(/not what its maker signed; nothing was changed/).waitFor();
  expect(asked).toContain('hi-line.AppImage');
  await expect(call('updates.install')).rejects.toThrow(/not here yet/);
});

test('the right one is ready, and a restart would make a copy first', async () => {
  offered = { version: '99.0.0', sha512: sha512(installer) };
  await call('updates.check');
  await running.page.getByRole('button', { name: 'Fetch it' }).click();
  await running.page.getByRole('button', { name: 'Restart now' }).waitFor();
  // The program would end here and another begin: what it does before that is what is looked at.
  await running.app.evaluate(({ app }) => {
    const held = globalThis as { quit?: () => void };
    held.quit = app.quit.bind(app);
    app.quit = () => undefined;
  });
  await running.page.getByRole('button', { name: 'Restart now' }).click();
  await expect
    .poll(
      () =>
        readdirSync(join(folder, 'practice.hiline-copies')).filter((name) => name.endsWith('.hiline')).length,
    )
    .toBeGreaterThan(0);
  await running.app.evaluate(({ app }) => {
    app.quit = (globalThis as { quit?: () => void }).quit ?? app.quit;
  });
});
