import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { plants } from '#scripts/simulating/plants.ts';

const SIMULATE = fileURLToPath(new URL('../../scripts/simulate.ts', import.meta.url));

test('each rule of the design that the simulator can reach has a planted bug', () => {
  expect(plants.length).toBeGreaterThanOrEqual(25);
  const rules = new Set(plants.flatMap(({ rule }) => rule.match(/\bM\d+\b/g) ?? []));
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
    expect(rules).toContain(`M${number}`);
});

test('every planted bug is caught within 500 histories, the known one first', {
  timeout: 900_000,
}, async () => {
  const { code, words } = await simulate(['--planted', '--known']);
  expect(words.split('\n').filter((line) => line.includes('NOT CAUGHT'))).toEqual([]);
  expect(code).toBe(0);
  expect(words.match(/caught by seed/g)).toHaveLength(plants.length);
});

/** In a process of its own: a plant lives in the way modules are loaded. */
function simulate(args: readonly string[]): Promise<{ code: number | null; words: string }> {
  const child = spawn(process.execPath, [SIMULATE, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      words += chunk.toString();
    });
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, words })));
}
