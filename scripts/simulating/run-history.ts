import { randomUUID } from 'node:crypto';
import { baseDigest, digestLine } from '#db/sync/base-digest.ts';
import { connectionOf } from '#db/sync/sync-state.ts';
import { Dice } from '#scripts/district-generator/dice.ts';
import { Journal } from '#scripts/simulating/journal.ts';
import { brokenPromises } from '#scripts/simulating/oracle.ts';
import { workAt } from '#scripts/simulating/people-at-work.ts';
import type { Plant } from '#scripts/simulating/plants.ts';
import { SimulatedDevice } from '#scripts/simulating/simulated-device.ts';
import type { SimulatedState } from '#scripts/simulating/simulated-state.ts';
import { serverIdentity } from '#state-server/accounts/server-identity.ts';
import { applyStaffChange } from '#state-server/sync/staff-change.ts';
import { streamDigest } from '#state-server/sync/stream-digest.ts';

export interface HistoryResult {
  readonly seed: number;
  /** Promises that do not hold; empty when all is well. */
  readonly broken: readonly string[];
  readonly story: readonly string[];
  readonly crashes: number;
  readonly edits: number;
}

/** Rounds in which a healed network must have brought everything home. */
const ROUNDS = 14;

/** Plays one seeded history: offices work, the line breaks, it heals, and every promise is looked at. */
export async function runHistory(state: SimulatedState, seed: number, plant?: Plant): Promise<HistoryResult> {
  const dice = new Dice(seed, 'history');
  const journal = new Journal();
  const story: string[] = [];
  const tell = (line: string): void => {
    story.push(line);
  };
  state.dice = dice;
  const district = await state.newDistrict();
  const faults = dice.pick([0, 0.05, 0.15, 0.3]);
  const devices: SimulatedDevice[] = [];
  for (const name of ['Office', 'Principal', 'Teacher', 'Nurse'].slice(
    0,
    dice.weighted([
      [2, 6],
      [3, 3],
      [4, 1],
    ] as const),
  )) {
    const device = new SimulatedDevice(name, state, dice, plant, tell, faults);
    await device.connect(await state.newCode(district));
    devices.push(device);
  }
  try {
    await prologue(devices, dice, journal);
    if (plant?.serverTrigger) state.file.exec(plant.serverTrigger);
    const broken: string[] = [];
    try {
      await turbulence(state, district, devices, dice, journal, tell);
      broken.push(...(await quiesce(devices, dice)));
    } catch (error) {
      broken.push(
        `something broke: ${error instanceof Error ? error.stack?.split('\n').slice(0, 4).join(' | ') : error}`,
      );
    }
    broken.push(
      ...brokenPromises(
        {
          state: state.file,
          district,
          lost: [],
          devices: devices.map((device) => ({
            name: device.name,
            clientId: connectionOf(device.file.reader)?.clientId ?? '',
            database: device.database,
          })),
        },
        journal,
      ),
      ...(await differingDigests(state, district, devices)),
    );
    return {
      seed,
      broken,
      story,
      crashes: devices.reduce((sum, { crashes }) => sum + crashes, 0),
      edits: journal.edits.length,
    };
  } finally {
    if (plant?.serverTrigger) state.file.exec('DROP TRIGGER planted');
    for (const device of devices) device.close();
  }
}

/** A district record and two people that every computer has before the trouble begins. */
async function prologue(devices: readonly SimulatedDevice[], dice: Dice, journal: Journal): Promise<void> {
  const [first] = devices;
  if (!first) return;
  const id = first.newId();
  const values = { name: journal.fresh(), phone: journal.fresh() };
  first.act((writer) =>
    writer.exec(
      'INSERT INTO district (id, name, number, phone) VALUES (?, ?, ?, ?)',
      id,
      values.name,
      '0001',
      values.phone,
    ),
  );
  journal.note(first.name, 'district', id, values);
  for (let n = 0; n < 4; n++) workAt(first, dice, journal, () => undefined);
  const before = devices.map(({ faults }) => faults);
  for (const device of devices) device.faults = 0;
  for (const device of devices) await device.cycle();
  devices.forEach((device, at) => {
    device.faults = before[at] ?? 0;
  });
}

async function turbulence(
  state: SimulatedState,
  district: string,
  devices: readonly SimulatedDevice[],
  dice: Dice,
  journal: Journal,
  tell: (line: string) => void,
): Promise<void> {
  let inside = 0;
  for (const device of devices)
    device.meanwhile = async () => {
      if (inside > 0) return;
      inside += 1;
      const other = dice.pick(devices);
      workAt(device, dice, journal, tell);
      if (other !== device && dice.chance(0.7)) {
        workAt(other, dice, journal, tell);
        await other.cycle();
      }
      inside -= 1;
    };
  for (let step = dice.whole(6, 22); step > 0; step--) {
    const device = dice.pick(devices);
    state.pass(dice.whole(1_000, 40 * 60_000));
    const doing = dice.weighted<'work' | 'sync' | 'decide' | 'staff' | 'late'>([
      ['work', 10],
      ['sync', 7],
      ['decide', 2],
      ['staff', 1],
      ['late', 1],
    ]);
    if (doing === 'work') workAt(device, dice, journal, tell);
    else if (doing === 'sync') {
      await device.cycle();
      inside = 0;
    } else if (doing === 'decide') decideOne(device, dice);
    else if (doing === 'staff') await staffChange(state, district, dice, journal, tell);
    else {
      const request = device.late.shift();
      if (request) await device.deliver(request);
    }
  }
}

function decideOne(device: SimulatedDevice, dice: Dice): void {
  const [card] = device.cards;
  if (!card) return;
  try {
    device.decide(card, () => dice.pick(['mine', 'state'] as const));
  } catch (error) {
    // A card that is out of date, or a removal that others still point to: shown again, nothing decided.
    if (!/newer|FOREIGN KEY/.test(String(error))) throw error;
  }
}

/** The state's own staff change the district record, at the revision they see. */
async function staffChange(
  state: SimulatedState,
  district: string,
  dice: Dice,
  journal: Journal,
  tell: (line: string) => void,
): Promise<void> {
  const row = state.file
    .prepare("SELECT id, rev FROM record WHERE district = ? AND type = 'district' AND deleted = 0")
    .get(district) as { id: string; rev: number } | undefined;
  if (!row) return;
  const fields = { [dice.pick(['name', 'legalEntity', 'phone'])]: journal.fresh().replace('value', 'staff') };
  const staff = { id: randomUUID(), name: 'Reviewer' } as Parameters<typeof applyStaffChange>[1];
  await applyStaffChange(state.services, staff, 'district', row.id, {
    district,
    kind: 'update',
    baseRev: row.rev,
    fields,
  });
  tell(`State: changed district ${JSON.stringify(fields)}`);
}

/** The network heals, late copies arrive, people decide what is asked; all must come home in bounded time. */
async function quiesce(devices: readonly SimulatedDevice[], dice: Dice): Promise<string[]> {
  const decide = dice.chance(0.7);
  for (const device of devices) {
    device.faults = 0;
    for (const request of device.late.splice(0)) await device.deliver(request);
  }
  for (let round = 0; round < ROUNDS; round++) {
    let moved = 0;
    for (const device of devices) {
      const result = await device.cycle();
      if (result?.outcome !== 'done')
        return [`${device.name} cannot sync: ${result?.outcome} ${result?.words}`];
      moved += result.sent + result.fetched;
      if (decide && round < ROUNDS - 5)
        for (const _ of device.cards) {
          decideOne(device, dice);
          moved += 1;
        }
    }
    if (moved === 0) return [];
  }
  return [`after ${ROUNDS} rounds on a healed network something still moves`];
}

async function differingDigests(
  state: SimulatedState,
  district: string,
  devices: readonly SimulatedDevice[],
): Promise<string[]> {
  const { epoch } = await serverIdentity(state.services);
  const { types } = await streamDigest(state.services.database, district, epoch);
  const there = digestLine(types);
  return devices
    .filter((device) => digestLine(baseDigest(device.file.reader).digest) !== there)
    .map((device) => `the digest of ${device.name} is not the state's`);
}
