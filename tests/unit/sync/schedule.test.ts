import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setConnection } from '#db/sync/sync-state.ts';
import { loadReference } from '#db/system/reference-data.ts';
import { put } from '#db/system/rows.ts';
import { SyncSchedule } from '#sync/schedule.ts';
import type { Transport, WireAnswer } from '#sync/transport.ts';
import { aPerson } from '#tests/simulation/support/office.ts';
import { aDistrictFile, context } from '#tests/unit/support/district-file.ts';

let made: ReturnType<typeof aDistrictFile>;
let schedule: SyncSchedule;
let calls: number;
let answer: WireAnswer;
/** A Tuesday; the shipped list closes the state on Friday evening. */
const TUESDAY = Date.UTC(2026, 9, 6, 14, 0);
const FRIDAY_EVENING = Date.UTC(2026, 9, 10, 1, 0);

function begin(at: number): void {
  vi.useFakeTimers({ now: at });
  made = aDistrictFile();
  made.file.writeLocal((writer) =>
    setConnection(writer, {
      url: 'http://localhost:1',
      clientId: 'c',
      clientSecret: 's',
      serverId: 'a',
      epoch: 'e',
      districtNumber: '0123',
      districtName: 'District',
    }),
  );
  calls = 0;
  answer = { kind: 'unreachable', trouble: 'refused' };
  const transport: Transport = {
    send: async () => {
      calls += 1;
      return answer;
    },
    close: () => undefined,
  };
  schedule = new SyncSchedule(made.file, {
    clock: { now: () => new Date().toISOString() },
    newId: () => 'id',
    transport,
    random: () => 1,
    onStatus: () => undefined,
  });
  schedule.start();
}

beforeEach(() => begin(TUESDAY));
afterEach(async () => {
  await schedule.close();
  made.end();
  vi.useRealTimers();
});

test('a cycle and a package never take the state’s word in at once', async () => {
  const order: string[] = [];
  const stick = schedule.alone(async () => {
    order.push('package begins');
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    order.push('package ends');
  });
  const cycle = schedule.run().then(() => order.push('cycle'));
  await vi.advanceTimersByTimeAsync(4_000);
  expect(calls).toBe(0);
  await vi.advanceTimersByTimeAsync(2_000);
  await Promise.all([stick, cycle]);
  expect(order).toEqual(['package begins', 'package ends', 'cycle']);
  expect(calls).toBe(1);
  // One that fails holds nobody up.
  await expect(schedule.alone(() => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged');
  await schedule.run();
});

test('tries less and less often, up to every ten minutes', async () => {
  await vi.advanceTimersByTimeAsync(1_600);
  expect(calls).toBe(1);
  await vi.advanceTimersByTimeAsync(2_300);
  expect(calls).toBe(2);
  await vi.advanceTimersByTimeAsync(3 * 3_600_000);
  const before = calls;
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(calls - before).toBeGreaterThanOrEqual(5);
  expect(calls - before).toBeLessThanOrEqual(6);
});

test('obeys Retry-After, and a save does not make it hurry', async () => {
  answer = { kind: 'answer', status: 503, json: null, retryAfterSeconds: 120 };
  await vi.advanceTimersByTimeAsync(1_600);
  expect(calls).toBe(1);
  made.file.write(context, (writer) => put(writer, 'person', aPerson()));
  await vi.advanceTimersByTimeAsync(115_000);
  expect(calls).toBe(1);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(calls).toBe(2);
});

test('while the state is closed nothing is tried, and afterwards it goes on by itself', async () => {
  await schedule.close();
  made.end();
  begin(FRIDAY_EVENING);
  made.file.write(context, (writer) => put(writer, 'person', aPerson()));
  await vi.advanceTimersByTimeAsync(16 * 3_600_000);
  expect(calls).toBe(0);
  await vi.advanceTimersByTimeAsync(2 * 3_600_000);
  expect(calls).toBeGreaterThan(0);
});

test('"Send now" in closed times is tried, and is no failure', async () => {
  await schedule.close();
  made.end();
  begin(FRIDAY_EVENING);
  expect(await schedule.run()).toMatchObject({
    outcome: 'closed',
    words: 'The state is closed until Saturday.',
  });
  expect(calls).toBe(1);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(calls).toBe(1);
});

test('the list can be replaced', async () => {
  await schedule.close();
  made.end();
  begin(FRIDAY_EVENING);
  const text = JSON.stringify({ zone: 'America/Denver', weekly: [], dated: [] });
  made.file.writeLocal((writer) => loadReference(writer, { name: 'closed-times', text, at: context.at }));
  await vi.advanceTimersByTimeAsync(1_600);
  expect(calls).toBe(1);
});
