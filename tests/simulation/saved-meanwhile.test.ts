import { afterEach, beforeEach, expect, test } from 'vitest';
import { SyncSchedule } from '#sync/schedule.ts';
import { aPerson } from '#tests/simulation/support/office.ts';
import { type Told, ToldStory } from '#tests/simulation/support/told-story.ts';

let story: ToldStory;
let office: Told;
let schedule: SyncSchedule;
beforeEach(async () => {
  story = await ToldStory.begin();
  office = await story.office('Office');
});
afterEach(async () => {
  await schedule.close();
  await story.end();
});

test('what is saved while a sync runs, after it has sent, goes soon by itself and not at the next idle look', async () => {
  const { device } = office;
  let cycles = 0;
  schedule = new SyncSchedule(device.file, {
    ...{ newId: device.newId, transport: device.transport, random: () => 1, onStatus: () => undefined },
    // A Tuesday: the state is open.
    clock: { now: () => '2026-10-06T14:00:00.000Z' },
    afterCycle: async () => {
      cycles += 1;
      if (cycles === 1) office.put('person', aPerson());
    },
  });
  await schedule.run();
  expect(office.waiting).toBe(1);
  await expect.poll(() => office.waiting, { timeout: 30_000 }).toBe(0);
  await expect.poll(() => cycles).toBe(2);
});
