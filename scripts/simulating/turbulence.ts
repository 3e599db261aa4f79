import { workAt } from '#scripts/simulating/people-at-work.ts';
import type { World } from '#scripts/simulating/run-history.ts';
import { SimulatedDevice } from '#scripts/simulating/simulated-device.ts';
import { recordOfLaterKind, workAtState } from '#scripts/simulating/state-at-work.ts';

type Doing =
  | ('work' | 'sync' | 'decide' | 'undo' | 'staff' | 'late' | 'restart' | 'partition' | 'repair')
  | ('later kind' | 'backup' | 'restore' | 'keep image' | 'put back' | 'clone' | 'poison' | 'stick' | 'move');

const MOST_DEVICES = 5;

/** Offices work, sync, decide, lose their power and their line; the state works too, and may be set back. */
export async function turbulence(world: World): Promise<void> {
  const { dice, devices, theme } = world;
  const kept = new Map<SimulatedDevice, { copy: Buffer; order: number }>();
  let backup: Buffer | undefined;
  letOthersIn(world);
  for (const device of devices) device.line.faults = theme.faults;
  for (let step = dice.whole(8, 24); step > 0; step--) {
    const device = dice.pick(devices);
    world.state.pass(dice.whole(1_000, 40 * 60_000));
    device.pass(dice.whole(1_000, 40 * 60_000));
    const doing = dice.weighted<Doing>([
      ...([
        ['work', 10],
        ['sync', 7],
        ['decide', 2.5],
        ['undo', 0.6],
        ['staff', 2.5],
        ['late', 1.5],
      ] as const),
      ...([
        ['restart', 0.7],
        ['partition', 0.7],
        ['repair', 0.8],
        ['later kind', 0.1],
      ] as const),
      ['backup', theme.restore === 'no' || backup ? 0 : 4],
      ['restore', backup ? 2 : 0],
      ['keep image', (theme.copies || theme.sticks) && !kept.has(device) ? 2 : 0],
      ['put back', kept.has(device) ? (theme.sticks ? 6 : 2) : 0],
      ['clone', theme.copies && devices.length < MOST_DEVICES ? 1 : 0],
      ['poison', theme.poison && device.line.poison === null ? 3 : 0],
      ['stick', theme.sticks ? 8 : 0],
      ['move', theme.moves ? 20 : 0],
    ]);
    switch (doing) {
      case 'backup':
        backup = world.state.backup();
        break;
      case 'restore':
        if (backup) await restoreState(world, backup);
        backup = undefined;
        break;
      case 'keep image':
        kept.set(device, { copy: device.copy(), order: world.journal.edits.length });
        break;
      case 'put back': {
        const image = kept.get(device);
        if (image && theme.sticks) await putBackBetweenSticks(world, device, image);
        else if (image) putBack(world, device, image);
        kept.delete(device);
        break;
      }
      default:
        await ordinaryStep(world, device, doing);
    }
    world.broken.push(...world.oracle.afterStep(device));
    if (world.broken.length > 0) return;
  }
}

async function ordinaryStep(world: World, device: SimulatedDevice, doing: Doing): Promise<void> {
  const { state, district, dice, journal, tell } = world;
  switch (doing) {
    case 'work':
      return workAt(device, world);
    case 'sync':
      return syncOne(world, device);
    case 'decide':
      decideOne(device, world);
      return;
    case 'undo':
      return tolerated(() => device.undo());
    case 'staff':
      world.oracle.joined ||= (await workAtState(state, district, dice, journal, tell)) === 'joined';
      return;
    case 'later kind':
      return recordOfLaterKind(state, district, dice);
    case 'restart':
      return device.restart();
    case 'partition':
      device.line.partition = !device.line.partition;
      return;
    case 'repair':
      if (!device.line.partition) await device.repair();
      return;
    case 'stick':
      return device.sticks.handle(state, world.wire, tell);
    case 'move':
      await world.neighbours?.act(world.devices, world.theme.faults);
      world.broken.push(...(world.neighbours?.check(world.devices) ?? []));
      return;
    case 'clone':
      return cloneOne(world, device);
    case 'poison': {
      const [first] = device.database
        .prepare(`SELECT id FROM "${world.hot ?? 'person'}" ORDER BY id`)
        .pluck()
        .all() as string[];
      device.line.poison = first ?? null;
      return;
    }
    default: {
      const request = device.line.late.shift();
      if (request) await device.line.deliver(request);
    }
  }
}

/** While a call is on its way, the office goes on typing, and another computer may come in between. */
function letOthersIn(world: World): void {
  const { dice, devices } = world;
  let inside = 0;
  for (const device of devices)
    device.line.meanwhile = async () => {
      if (inside > 0) return;
      inside += 1;
      try {
        const other = dice.pick(devices);
        workAt(device, world);
        if (other !== device && dice.chance(0.7)) {
          workAt(other, world);
          await other.cycle();
        }
      } finally {
        inside -= 1;
      }
    };
}

export async function syncOne(world: World, device: SimulatedDevice): Promise<void> {
  const result = await device.cycle();
  // A person connects it again with a new code.
  if (result?.outcome === 'stopped') {
    await device.connect(await world.state.newCode(world.district));
    world.tell(`${device.name}: connected again`);
  }
}

/** A person decides one card, or lets removals happen that were held back. */
export function decideOne(device: SimulatedDevice, { dice }: World): boolean {
  if (device.allowRemovals()) return true;
  const { cards } = device;
  if (cards.length === 0) return false;
  const card = dice.pick(cards);
  tolerated(() => device.decide(card, () => dice.pick(['mine', 'state'] as const)));
  return true;
}

/** Out of date, decided elsewhere, or waiting for another card: said in words, and nothing was changed. */
function tolerated(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (error instanceof Error && error.name === 'Failure') return;
    throw error;
  }
}

async function restoreState(world: World, backup: Buffer): Promise<void> {
  const { oracle, devices, state, theme, tell } = world;
  oracle.beforeRestore(devices);
  await state.restore(backup, theme.restore === 'said');
  oracle.afterRestore(state.file, state.epoch, theme.restore === 'said');
  if (world.dice.chance(0.5))
    for (const { line } of devices) for (const request of line.late.splice(0)) await line.deliver(request);
  tell(`State: set back to its backup${theme.restore === 'said' ? '' : ', and nobody said so'}`);
}

function putBack(
  world: World,
  device: SimulatedDevice,
  { copy, order }: { copy: Buffer; order: number },
): void {
  world.oracle.putBack(device, order);
  device.putBack(copy);
  world.tell(`${device.name}: an older copy of its file was put back`);
}

/** Its newest package was answered before, and the answer comes to a file that does not have what it begins after (M18). */
async function putBackBetweenSticks(
  world: World,
  device: SimulatedDevice,
  image: { copy: Buffer; order: number },
): Promise<void> {
  const { state, wire, tell } = world;
  await syncOne(world, device);
  for (const doing of ['write', 'bring'] as const) await device.sticks.handle(state, wire, tell, doing);
  putBack(world, device, image);
  for (let n = 0; n < 2; n++) await device.sticks.handle(state, wire, tell, 'take in');
}

/** The whole file on a second computer: from now on two go by one name at the state. */
function cloneOne(world: World, device: SimulatedDevice): void {
  const { devices, state, dice, wire, tell, theme, oracle } = world;
  oracle.copies = true;
  const copy = new SimulatedDevice(
    `Copy ${devices.length} of ${device.name}`,
    { state, dice, wire, tell },
    device.copy(),
  );
  for (const id of device.clientIds) copy.clientIds.add(id);
  copy.line.faults = theme.faults;
  device.sticks.shareWith(copy.sticks);
  devices.push(copy);
  letOthersIn(world);
  tell(`${device.name}: its file was copied to another computer`);
}
