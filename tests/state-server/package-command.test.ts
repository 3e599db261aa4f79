import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packageCommand } from '#state-server/packages/package-command.ts';
import { openStateWorld } from '#tests/state-server/support/state-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-package-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a package that is not there is a sentence that says what to check', async () => {
  const state = await openStateWorld(join(folder, 'state.sqlite'));
  const asked = { file: join(folder, 'none.hlp'), answer: join(folder, 'answer.hlp') };
  await expect(packageCommand(state.services, 'package take', asked)).rejects.toThrow(
    /^The package .*none\.hlp is not there\. Check the stick and the name after --file; nothing was taken in\.$/,
  );
  await state.close();
});
