import type { World } from '#scripts/simulating/run-history.ts';
import { decideOne, syncOne } from '#scripts/simulating/turbulence.ts';

/** Rounds in which a healed network must have brought everything home. */
const ROUNDS = 18;
/** In the last ones nobody decides anything any more. */
const QUIET = 6;

/** The network heals, late copies arrive, people decide what is asked; all must come home in bounded time. */
export async function quiesce(world: World): Promise<string[]> {
  const { devices, dice, theme } = world;
  const decide = dice.chance(0.7);
  const held = await heldUpByPoison(world);
  if (held.length > 0) return held;
  for (const device of devices) {
    device.line.faults = 0;
    device.line.partition = false;
    device.line.poison = null;
    for (const request of device.line.late.splice(0)) await device.line.deliver(request);
    if (theme.sticks)
      for (let n = 0; n < 3; n++) await device.sticks.handle(world.state, world.wire, world.tell);
  }
  // Somebody compares everything the next night, which is how a state that was set back unsaid is found out at the latest.
  if (theme.restore === 'unsaid')
    for (const device of devices) {
      await syncOne(world, device);
      await device.repair();
    }
  for (let round = 0; round < ROUNDS; round++) {
    let moved = 0;
    for (const device of devices) {
      world.state.pass(10 * 60_000);
      device.pass(11 * 60_000);
      const result = await device.cycle();
      if (result?.outcome === 'stopped') {
        await device.connect(await world.state.newCode(world.district));
        moved += 1;
      } else if (result?.outcome !== 'done')
        return [`${device.name} cannot sync: ${result?.outcome} ${result?.words}`];
      else moved += result.sent + result.fetched;
      if (decide && round < ROUNDS - QUIET)
        for (let n = device.cards.length + 1; n > 0; n--) if (decideOne(device, world)) moved += 1;
      if (device.allowRemovals()) moved += 1;
      world.broken.push(...world.oracle.afterStep(device));
      if (world.broken.length > 0) return [];
    }
    // A record that waits after lost races has its turn a cycle or two later.
    const waits = devices.some(({ database }) =>
      database.prepare('SELECT 1 FROM syncDirty WHERE notBefore IS NOT NULL').get(),
    );
    if (waits && round < ROUNDS - QUIET) moved += 1;
    // A copy that repeated the very cycle of its original is found out at the next one.
    if (moved === 0 && round > 0) return [];
  }
  return [`after ${ROUNDS} rounds on a healed network something still moves`];
}

/** An operation the state always fails at holds up itself and what belongs to it, and nothing else. */
async function heldUpByPoison(world: World): Promise<string[]> {
  const held: string[] = [];
  for (const device of world.devices) {
    const { poison } = device.line;
    if (poison === null) continue;
    device.line.faults = 0;
    device.line.partition = false;
    for (let round = 0; round < 9; round++) {
      world.state.pass(10 * 60_000);
      device.pass(11 * 60_000);
      await syncOne(world, device);
      // What waits for a person's word waits with or without the poison.
      device.allowRemovals();
    }
    const waiting = device.database
      .prepare(
        `SELECT type, id FROM syncDirty WHERE groupId IS NULL UNION SELECT type, id FROM syncOutgoing WHERE state = 'sending' AND groupId IS NULL
          EXCEPT SELECT type, id FROM syncConflict WHERE closedAt IS NULL`,
      )
      .all() as { type: string; id: string }[];
    const rows = waiting.map(({ type, id }) => {
      const row = device.database.prepare(`SELECT * FROM "${type}" WHERE id = ?`).get(id);
      return { type, id, text: JSON.stringify(row ?? {}) };
    });
    // What belongs to it waits with it, and what belongs to that.
    const behind = new Set([poison]);
    for (let before = 0; before !== behind.size; ) {
      before = behind.size;
      for (const { id, text } of rows) if ([...behind].some((one) => text.includes(one))) behind.add(id);
    }
    if (device.cards.length > 0) continue;
    for (const { type, id } of rows)
      if (!behind.has(id))
        held.push(`${device.name} holds ${type} ${id.slice(0, 6)} up behind another record`);
  }
  return held;
}
