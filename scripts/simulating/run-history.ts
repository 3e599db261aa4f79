import { baseDigest, digestLine } from '#db/sync/base-digest.ts';
import { schoolYear } from '#domain/school/school.records.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import { Dice } from '#scripts/district-generator/dice.ts';
import { Journal } from '#scripts/simulating/journal.ts';
import { Neighbours } from '#scripts/simulating/neighbours.ts';
import { WireRecord } from '#scripts/simulating/network.ts';
import { Oracle } from '#scripts/simulating/oracle.ts';
import { insert, type Office, workAt } from '#scripts/simulating/people-at-work.ts';
import { quiesce } from '#scripts/simulating/quiesce.ts';
import { SimulatedDevice } from '#scripts/simulating/simulated-device.ts';
import { SimulatedState } from '#scripts/simulating/simulated-state.ts';
import { turbulence } from '#scripts/simulating/turbulence.ts';
import { streamDigest } from '#state-server/sync/stream-digest.ts';

export interface HistoryResult {
  readonly seed: number;
  /** Promises that do not hold; empty when all is well. */
  readonly broken: readonly string[];
  readonly story: readonly string[];
  readonly crashes: number;
  readonly edits: number;
}

/** What happens in one history beside ordinary work. */
export interface Theme {
  /** The state comes back from a backup; `unsaid`: without the command that says so. */
  readonly restore: 'no' | 'said' | 'unsaid';
  /** A computer's file is copied, or an older one is put back. */
  readonly copies: boolean;
  /** Pupils are enrolled, so that rules across records matter. */
  readonly school: boolean;
  /** Few values, so that a field may go from A to B and back to A. */
  readonly few: boolean;
  /** One operation the state always fails at. */
  readonly poison: boolean;
  readonly faults: number;
  /** Packages are carried on sticks beside the line. */
  readonly sticks: boolean;
  /** A pupil comes from another district. */
  readonly moves: boolean;
  /** That district lets ours read the pupil's records, and ends it. */
  readonly reads: boolean;
}

/** Everything one history is about. */
export interface World extends Office {
  state: SimulatedState;
  readonly district: string;
  readonly devices: SimulatedDevice[];
  readonly oracle: Oracle;
  readonly theme: Theme;
  readonly wire: WireRecord;
  readonly broken: string[];
  readonly neighbours: Neighbours | null;
}

/** Plays one seeded history: offices work, the line breaks, it heals, and every promise is looked at all the while. */
export async function runHistory(shared: SimulatedState, seed: number): Promise<HistoryResult> {
  const dice = new Dice(seed, 'history');
  const thrown = {
    restore: dice.weighted([
      ['no', 14],
      ['said', 5],
      ['unsaid', 1],
    ] as const),
    copies: dice.chance(0.2),
    school: dice.chance(0.3),
    few: dice.chance(0.12),
    poison: dice.chance(0.07),
    faults: dice.pick([0, 0.08, 0.15, 0.25]),
    // Chance of its own, so that the histories without stay the ones they were.
    sticks: new Dice(seed, 'sticks').chance(0.15),
  };
  const reading = new Dice(seed, 'reading');
  const moves = thrown.restore === 'no' && new Dice(seed, 'moves').chance(0.1);
  const theme: Theme = { ...thrown, moves, reads: moves && reading.chance(0.7) };
  // A state that is set back takes everybody with it, and pupils of other histories would be mistaken for ours.
  const state =
    theme.restore === 'no' && !theme.moves ? shared : await SimulatedState.open(new Dice(seed, 'state'));
  state.dice = new Dice(seed, 'the state’s');
  const journal = new Journal(theme.few ? dice : null);
  const story: string[] = [];
  const tell = (line: string): void => {
    story.push(line);
  };
  const wire = new WireRecord();
  const district = await state.newDistrict();
  const devices: SimulatedDevice[] = [];
  const stranger = dice.chance(0.05) ? await makeStranger(state, dice, wire) : null;
  for (const name of ['Office', 'Principal', 'Teacher', 'Nurse'].slice(
    0,
    dice.weighted([
      [2, 6],
      [3, 3],
      [4, 1],
    ] as const),
  ))
    devices.push(new SimulatedDevice(name, { state, dice, wire, tell }));
  const late = dice.chance(0.15) ? devices.pop() : undefined;
  for (const device of devices) await device.connect(await state.newCode(district));
  const world: World = {
    ...{ state, district, devices, journal, dice, tell, theme, wire, broken: [] },
    school: theme.school
      ? { schoolId: devices[0]?.newId() ?? '', calendarId: devices[0]?.newId() ?? '' }
      : null,
    hot: dice.pick([
      'person',
      'phone',
      'directory',
      'district',
      theme.school ? 'enrollment' : 'phone',
      null,
    ] as const),
    neighbours: theme.moves
      ? new Neighbours({
          ...{ state, dice: new Dice(seed, 'next door'), wire, tell },
          reading: theme.reads ? reading : null,
        })
      : null,
    oracle: new Oracle(journal, wire, district, state.file, state.epoch),
  };
  try {
    await prologue(world);
    if (devices[0]) await world.neighbours?.begin(devices[0], journal);
    if (late) devices.push(await joinLater(world, late));
    try {
      await turbulence(world);
      await world.neighbours?.reading?.comeToRest();
      world.broken.push(...(await quiesce(world)));
    } catch (error) {
      world.broken.push(
        `something broke: ${error instanceof Error ? error.stack?.split('\n').slice(0, 5).join(' | ') : error}`,
      );
    }
    world.broken.push(...(world.neighbours?.check(devices) ?? []));
    if (world.broken.length === 0)
      world.broken.push(...((await world.neighbours?.reading?.atTheEnd(devices)) ?? []));
    const strangers = new Set(
      [stranger, ...(world.neighbours?.all ?? [])].flatMap((one) => (one ? idsOn(one) : [])),
    );
    world.broken.push(
      ...world.oracle.atTheEnd(devices, (id) => strangers.has(id)),
      ...(await differingDigests(world)),
    );
    return {
      seed,
      broken: [...new Set(world.broken)],
      story,
      crashes: devices.reduce((sum, { crashes }) => sum + crashes, 0),
      edits: journal.edits.length,
    };
  } finally {
    for (const device of [...devices, ...(stranger ? [stranger] : [])]) device.close();
    world.neighbours?.close();
    if (state !== shared) state.close();
  }
}

/** A district record and a few people that every computer has before the trouble begins. */
async function prologue(world: World): Promise<void> {
  const { devices, journal, school, tell } = world;
  const [first] = devices;
  if (!first) return;
  const id = first.newId();
  const values = { name: journal.fresh(), phone: journal.fresh() };
  insert(first, [['district', id, { ...values, number: '0001' }]]);
  journal.note(first.name, 'district', id, values);
  if (school) {
    const yearId = naturalId(schoolYear, { endYear: 2027 });
    insert(first, [
      ['school', school.schoolId, { districtId: id, number: '1', name: 'School' }],
      ['schoolYear', yearId, { endYear: 2027, startDate: '2026-08-26', endDate: '2027-06-04' }],
      [
        'calendar',
        school.calendarId,
        { schoolId: school.schoolId, schoolYearId: yearId, number: '1', name: 'All' },
      ],
    ]);
  }
  for (let n = 0; n < 4; n++) workAt(first, world);
  for (const device of devices) await device.cycle();
  tell('— the trouble begins —');
}

/** A computer that was used on its own before it was connected: its people meet the state's. */
async function joinLater(world: World, device: SimulatedDevice): Promise<SimulatedDevice> {
  for (let n = 0; n < 3; n++) workAt(device, { ...world, school: null });
  await device.connect(await world.state.newCode(world.district));
  return device;
}

/** A computer of another district on the same state: nothing of it may ever be seen here. */
async function makeStranger(state: SimulatedState, dice: Dice, wire: WireRecord): Promise<SimulatedDevice> {
  const device = new SimulatedDevice('Neighbour', { state, dice, wire, tell: () => undefined });
  await device.connect(await state.newCode(await state.newDistrict()));
  const office: Office = { dice, journal: new Journal(null), tell: () => undefined, school: null, hot: null };
  for (let n = 0; n < 4; n++) workAt(device, office);
  await device.cycle();
  return device;
}

/** A year follows from its number; a grant is in two streams by design, which has an oracle of its own. */
const idsOn = ({ database }: SimulatedDevice): string[] =>
  database
    .prepare("SELECT id FROM syncBase WHERE type NOT IN ('schoolYear', 'readingGrant')")
    .pluck()
    .all() as string[];

async function differingDigests({ state, district, devices }: World): Promise<string[]> {
  const { types } = await streamDigest(state.services.database, district, state.epoch);
  const there = digestLine(types);
  return devices
    .filter((device) => digestLine(baseDigest(device.file.reader).digest) !== there)
    .map((device) => `the digest of ${device.name} is not the state's`);
}
