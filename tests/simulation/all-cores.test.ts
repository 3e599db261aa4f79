import { expect, test } from 'vitest';
import { onCores, type Told } from '#scripts/simulating/all-cores.ts';
import { Figures } from '#scripts/simulating/figures.ts';
import { MINUTES } from '#tests/simulation/support/broken-among.ts';

test(
  'every history is played once, by whichever process is ready, and is the one it is alone',
  async () => {
    const heard: Told[] = [];
    const jobs = [11, 12, 13].map((first) => ({ kind: 'histories' as const, first, count: 1 }));
    await onCores(2, jobs, (told) => heard.push(told));
    const alone: Told[] = [];
    await onCores(1, [{ kind: 'histories', first: 12, count: 1 }], (told) => alone.push(told));
    const results = heard.flatMap((told) => (told.kind === 'history' ? [told.result] : []));
    expect(results.map(({ seed }) => seed).sort()).toEqual([11, 12, 13]);
    expect(heard).toContainEqual(alone[0]);
  },
  MINUTES,
);

test(
  'a process that ends before its job is an error, and what waited is not said to be done',
  async () => {
    const job = { kind: 'plant' as const, name: 'no such bug', seed: 1, known: false, histories: 1 };
    await expect(onCores(2, [job], () => undefined)).rejects.toThrow(/ended with 1 over .*no such bug/);
  },
  MINUTES,
);

test('the figures count what was played, and name the seed of each broken promise', () => {
  const said: string[] = [];
  const figures = new Figures(2, (line) => said.push(line));
  figures.add({ seed: 7, broken: ['a value is nowhere'], story: ['Office: worked'], crashes: 1, edits: 3 });
  figures.add({ seed: 8, broken: [], story: [], crashes: 0, edits: 2 });
  figures.sayAll();
  expect(figures.failed).toBe(1);
  expect(said).toEqual([
    'seed 7 breaks a promise (npm run simulate -- --histories 1 --seed 7):',
    '  a value is nowhere',
    '    Office: worked',
    expect.stringMatching(/^2 histories, 5 saved values, 1 crashes, 1 with a broken promise; \d+ a second$/),
  ]);
});
