import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventMessage } from '#electron/contract/port.ts';
import { anImportHost, HEADER, type ImportHost, pupilLine } from '#tests/unit/support/import-host.ts';

let world: ImportHost;
let onProgress: (done: number, total: number | null) => void = () => undefined;
beforeEach(async () => {
  world = await anImportHost((event: EventMessage) => {
    if (event.event === 'progress') onProgress(event.done, event.total);
  });
});
afterEach(() => world.end());

const manyPupils = (count: number): string =>
  world.file('sd.tsv', `${HEADER}\r\n${Array.from({ length: count }, (_, i) => pupilLine(i + 1)).join('')}`);
const people = (): number => world.rows<{ n: number }>('SELECT count(*) AS n FROM person')[0]?.n ?? -1;
const firstProgress = (): Promise<{ done: number; total: number | null }> =>
  new Promise((resolve) => {
    onProgress = (done, total) => resolve({ done, total });
  });

test('cancel gets through while an import runs, and leaves nothing changed', async () => {
  const path = manyPupils(5000);
  const before = people();
  const first = firstProgress();
  const work = expect(world.apply('aim-sd', path)).rejects.toMatchObject({ kind: 'cancelled' });
  const { done, total } = await first;
  expect(done).toBeGreaterThan(0);
  expect(total).toBe(5001);
  await world.call('imports.cancel', {});
  await work;
  expect(people()).toBe(before);
  expect(world.rows('SELECT 1 FROM auditLine WHERE action LIKE ?', 'Imported%')).toEqual([]);
  expect((await world.apply('aim-sd', path)).added).toBe(5000);
});

test('two writes and another import that come meanwhile wait for their turn and stay out of its transaction', async () => {
  const path = manyPupils(3000);
  const first = firstProgress();
  const stopped = expect(world.apply('aim-sd', path)).rejects.toMatchObject({ kind: 'cancelled' });
  await first;
  const day = world.file(
    'cal.csv',
    'school_number,date,instruction,am_minutes,pm_minutes\n9991,2026-09-01,Y,200,175\n',
  );
  const later = [
    world.apply('calendar-csv', day),
    world.preview('aim-sd', path),
    world.apply('calendar-csv', day),
  ] as const;
  await world.call('imports.cancel', {});
  await stopped;
  const [made, seen, again] = await Promise.all(later);
  expect([made.added, seen.added, again.same]).toEqual([1, 3000, 1]);
  expect(people()).toBe(0);
});

test('an import lets go of the thread', async () => {
  const path = manyPupils(5000);
  // Turns that others get in the time it takes: the same on a slow machine.
  let [turns, running] = [0, true];
  const turn = (): void => {
    turns += 1;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  const began = performance.now();
  await world.preview('aim-sd', path);
  const took = performance.now() - began;
  running = false;
  expect(turns).toBeGreaterThan(took / 25);
});

test('signing out stops an import, and nothing of it is kept', async () => {
  const path = manyPupils(5000);
  const first = firstProgress();
  const work = expect(world.apply('aim-sd', path)).rejects.toMatchObject({ kind: 'cancelled' });
  await first;
  await world.host.district.signOut();
  await work;
  await world.host.district.signIn('Sam', 'three words here');
  expect(people()).toBe(0);
});
