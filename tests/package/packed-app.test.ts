// The program as it is packed: it starts, it is locked the way electron-builder.yml says, and it carries nothing else.
// Where the official Electron cannot be had this packs the stand-in; the name of the profile is in the first test.

import { dirname, join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { beforeAll, describe, expect, it } from 'vitest';
import { launch } from '#scripts/launch-desktop.ts';
import { type PackedApp, packApp } from '#scripts/packaging/pack-app.ts';
import { runAsNobody } from '#tests/package/as-nobody.ts';

const off = '0'.charCodeAt(0);
const on = '1'.charCodeAt(0);

describe('the packed program', () => {
  let packed: PackedApp;

  beforeAll(async () => {
    packed = await packApp();
  }, 300_000);

  it('starts and shows its first screen without a complaint', async () => {
    const running = await launch({ executable: packed.inspectable });
    try {
      await running.page.locator('h1').first().waitFor({ timeout: 20_000 });
      expect(running.page.url()).toContain('app://hi-line/index.html');
      expect(await running.app.evaluate(({ app }) => app.isPackaged)).toBe(true);
      expect(running.complaints).toEqual([]);
    } finally {
      await running.close();
    }
  });

  it('keeps records in its packed data process and its worker, compiled parts and all', async () => {
    const running = await launch({ executable: packed.inspectable });
    try {
      await running.page.locator('h1').first().waitFor({ timeout: 20_000 });
      const answers = await running.page.evaluate(async () => {
        // biome-ignore lint/suspicious/noExplicitAny: the page's own object has its types in renderer/bridge
        const { district, attendance } = (globalThis as any).hiline;
        const made = { name: 'Packed District', administrator: 'Pat', password: 'a long enough password' };
        return [
          await district.create(made),
          await attendance.summary({ from: '2026-09-01', to: '2026-09-30' }),
          await district.status({}),
        ];
      });
      expect(answers.map((answer) => answer.ok)).toEqual([true, true, true]);
      expect(answers[2].value).toMatchObject({ state: 'open', districtName: 'Packed District' });
    } finally {
      await running.close();
    }
  });

  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(packed.executable);
    expect(wire[FuseV1Options.RunAsNode]).toBe(off);
    expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(off);
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(off);
    expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(on);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(on);
  });

  it('carries the bundles and the compiled parts, and no sources, tests or other packages', async () => {
    const files = listPackage(join(dirname(packed.executable), resources, 'app.asar'), { isPack: false });
    const packages = files.map(
      (file) => /^\/node_modules\/([^@/]+|@[^/]+\/[^/]+)/.exec(file.replaceAll('\\', '/'))?.[1],
    );
    const names = new Set(
      packages
        .filter((name) => name !== undefined)
        .map((name) => name.replace(/^(@node-rs\/argon2)-.*/, '$1-…')),
    );
    expect([...names].sort()).toEqual(['@node-rs/argon2', '@node-rs/argon2-…', 'better-sqlite3']);
    expect(files.filter((file) => /\.(ts|tsx|map)$/.test(file) || /tests?[\\/]/.test(file))).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'keeps its page in the real sandbox of the operating system',
    async () => {
      const running = await runAsNobody(packed.executable);
      try {
        expect(await running.rendererSeccomp(), running.output.join('')).toEqual([2]);
      } finally {
        await running.stop();
      }
    },
  );
});

const resources = process.platform === 'darwin' ? '../Resources' : 'resources';
