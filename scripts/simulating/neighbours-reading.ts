import { listGrants } from '#db/enrollment/grants.ts';
import { listMoves } from '#db/enrollment/moves.ts';
import type { Dice } from '#scripts/district-generator/dice.ts';
import { asking, BY, tolerated } from '#scripts/simulating/neighbours-asking.ts';
import { wronglyRead } from '#scripts/simulating/oracle-of-reading.ts';
import { insert } from '#scripts/simulating/people-at-work.ts';
import type { SimulatedDevice } from '#scripts/simulating/simulated-device.ts';
import type { SimulatedState } from '#scripts/simulating/simulated-state.ts';
import { askToBegin, askToEnd, fetchGranted, followGrants } from '#sync/grants.ts';
import { fetchMoves } from '#sync/moves.ts';
import { sendStateCalls } from '#sync/state-calls.ts';

interface Sides {
  readonly nextDoor: SimulatedDevice;
  readonly onlooker: SimulatedDevice;
}

/** Longer than a copy counts as read just now. */
const A_WHILE_MS = 16 * 60_000;

/**
 * The district next door lets ours read the pupil's records, goes on changing them, and ends it one day (M14); the
 * onlooker tries whatever it can think of.
 */
export class NeighboursReading {
  readonly #sides: Sides;
  readonly #dice: Dice;
  readonly #state: SimulatedState;
  readonly #tell: (line: string) => void;
  /** Every record that was ever opened, by grant. */
  readonly #everOpen = new Map<string, Set<string>>();

  constructor(sides: Sides, told: { state: SimulatedState; dice: Dice; tell: (line: string) => void }) {
    this.#sides = sides;
    this.#state = told.state;
    this.#dice = told.dice;
    this.#tell = told.tell;
  }

  /** One thing somebody does about the reading. `pupil`: the pupil's id next door. */
  async act(ours: readonly SimulatedDevice[], pupil: string): Promise<void> {
    const doing = this.#dice.weighted<'begin' | 'end' | 'read' | 'pry' | 'work' | 'sync'>([
      ['begin', 3],
      ['end', 2],
      ['read', 4],
      ['pry', 1],
      ['work', 4],
      ['sync', 2],
    ]);
    const here = this.#dice.pick(ours);
    this.#tell(`about the reading: ${await tolerated(doing, () => this.#do(doing, here, pupil))}`);
  }

  async #do(doing: string, here: SimulatedDevice, pupil: string): Promise<void> {
    const { nextDoor, onlooker } = this.#sides;
    if (doing === 'work') return this.#work(pupil);
    if (doing === 'sync') return void (await this.#dice.pick([here, nextDoor]).cycle());
    if (doing === 'read') return this.#read(here);
    await asking(nextDoor, fetchMoves);
    const [move] = listMoves(nextDoor.file.reader);
    if (!move) return;
    const device = doing === 'pry' ? onlooker : nextDoor;
    const said = { moveId: move.id, part: 'permanent', by: BY, operationId: device.newId() } as const;
    if (doing === 'begin') await asking(device, (from) => askToBegin(from, { ...said, role: 'secretary' }));
    if (doing === 'end') await asking(device, (from) => askToEnd(from, { ...said, reason: null }));
    if (doing !== 'pry') return;
    for (const { id } of listGrants(nextDoor.file.reader))
      await tolerated(doing, () => asking(onlooker, (from) => fetchGranted(from, id, 'secretary')));
    await asking(onlooker, (from) =>
      this.#dice.chance(0.5)
        ? askToEnd(from, { ...said, reason: null })
        : askToBegin(from, { ...said, role: 'principal' }),
    );
  }

  /** Fetched with the word of it, or from a grant this computer heard of before. */
  async #read(here: SimulatedDevice): Promise<void> {
    if (this.#dice.chance(0.6)) await here.cycle();
    here.pass(A_WHILE_MS);
    await asking(here, (from) => followGrants(from, here.newId));
  }

  /** A number of the pupil is added, changes hands or goes, so that the scope widens and narrows. */
  async #work(pupil: string): Promise<void> {
    const { nextDoor } = this.#sides;
    const { reader } = nextDoor.file;
    const numbers = reader.rows<{ id: string; personId: string }>(
      'SELECT id, personId FROM phone ORDER BY id',
    );
    const others = reader.rows<{ id: string }>('SELECT id FROM person WHERE id <> ? ORDER BY id', pupil);
    const doing = this.#dice.weighted<'add' | 'give' | 'take' | 'remove'>([
      ['add', 3],
      ['give', 2],
      ['take', 2],
      ['remove', 1],
    ]);
    const own = numbers.filter(({ personId }) => personId === pupil);
    const foreign = numbers.filter(({ personId }) => personId !== pupil);
    if (doing === 'add' || numbers.length === 0)
      insert(nextDoor, [
        [
          'phone',
          nextDoor.newId(),
          { number: `reading${this.#dice.whole(1, 9_999)}`, position: 0, personId: pupil },
        ],
      ]);
    else if (doing === 'take' && foreign.length > 0) this.#hand(this.#dice.pick(foreign).id, pupil);
    else if (doing === 'give' && own.length > 0 && others.length > 0)
      this.#hand(this.#dice.pick(own).id, this.#dice.pick(others).id);
    else if (doing === 'remove' && own.length > 0) {
      const { id } = this.#dice.pick(own);
      nextDoor.act((writer) => writer.exec('DELETE FROM phone WHERE id = ?', id));
    }
    await nextDoor.cycle();
  }

  #hand(phone: string, personId: string): void {
    this.#sides.nextDoor.act((writer) =>
      writer.exec('UPDATE phone SET personId = ? WHERE id = ?', personId, phone),
    );
  }

  /** The neighbours' lines heal and what they had on its way arrives: from now on both streams stand still. */
  async comeToRest(): Promise<void> {
    for (const device of [this.#sides.nextDoor, this.#sides.onlooker]) {
      device.line.faults = 0;
      for (const request of device.line.late.splice(0)) await device.line.deliver(request);
      for (let n = 0; n < 2; n++) await device.cycle();
      await tolerated('rest', () =>
        asking(device, ({ file, client, clock }) => sendStateCalls(file, client, clock)),
      );
      await device.cycle();
    }
  }

  /** What has been opened, and to whom. */
  check(ours: readonly SimulatedDevice[]): string[] {
    return wronglyRead(this.#state.file, ours, this.#sides, this.#everOpen);
  }

  /** After all has come home: who may read has what is there, word for word. */
  async atTheEnd(ours: readonly SimulatedDevice[]): Promise<string[]> {
    for (const device of ours) await this.#readAtLast(device);
    return wronglyRead(this.#state.file, ours, this.#sides, this.#everOpen, { settled: true });
  }

  async #readAtLast(device: SimulatedDevice): Promise<void> {
    device.pass(A_WHILE_MS);
    await asking(device, (from) => followGrants(from, device.newId));
  }
}
