import { baseDigest, digestLine } from '#db/sync/base-digest.ts';
import { waitingCounts } from '#db/sync/waiting.ts';
import { change, put, remove, rowOf } from '#db/system/rows.ts';
import type { Row, TypeName } from '#domain/sync/registry.ts';
import { Dice } from '#scripts/district-generator/dice.ts';
import { answerAtOnce } from '#scripts/simulating/immediate-crypto.ts';
import { WireRecord } from '#scripts/simulating/network.ts';
import { SimulatedDevice } from '#scripts/simulating/simulated-device.ts';
import { SimulatedState } from '#scripts/simulating/simulated-state.ts';

/** A computer of a story, with words for what people do at it. */
export class Told {
  readonly device: SimulatedDevice;
  constructor(device: SimulatedDevice) {
    this.device = device;
  }

  put<N extends TypeName>(type: N, row: Row<N>): void {
    this.device.act((writer) => put(writer, type, row));
  }
  change<N extends TypeName>(type: N, id: string, fields: Partial<Omit<Row<N>, 'id'>>): void {
    this.device.act((writer) => change(writer, type, id, fields));
  }
  remove(type: TypeName, id: string): void {
    this.device.act((writer) => remove(writer, type, id));
  }
  row<N extends TypeName>(type: N, id: string): Row<N> | undefined {
    return rowOf(this.device.file.reader, type, id);
  }
  /** One cycle; each is ten minutes after the one before, so that nothing backs off for ever. */
  async sync() {
    this.device.pass(660_000);
    return this.device.cycle();
  }
  get waiting(): number {
    return waitingCounts(this.device.file.reader).total;
  }
  get cards() {
    return this.device.cards;
  }
  decide(side: 'mine' | 'state'): void {
    const [card] = this.cards;
    if (!card) throw new Error('There is no card.');
    this.device.decide(card, () => side);
  }
  get digest(): string {
    return digestLine(baseDigest(this.device.file.reader).digest);
  }
  count(table: string): number {
    return this.device.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  }
}

/** A state and computers of one district, all in memory, over a line that breaks only where the story says so. */
export class ToldStory {
  readonly state: SimulatedState;
  readonly district: string;
  readonly #dice: Dice;
  readonly #devices: SimulatedDevice[] = [];

  private constructor(state: SimulatedState, district: string, dice: Dice) {
    this.state = state;
    this.district = district;
    this.#dice = dice;
  }

  static async begin(): Promise<ToldStory> {
    answerAtOnce();
    const dice = new Dice(1, 'told');
    const state = await SimulatedState.open(dice);
    return new ToldStory(state, await state.newDistrict(), dice);
  }

  computer(name: string, copy?: Buffer): Told {
    const world = { state: this.state, dice: this.#dice, wire: new WireRecord(), tell: () => undefined };
    const device = new SimulatedDevice(name, world, copy);
    this.#devices.push(device);
    return new Told(device);
  }

  async office(name = 'Office'): Promise<Told> {
    const told = this.computer(name);
    await this.connect(told);
    return told;
  }

  async connect(told: Told): Promise<void> {
    await told.device.connect(await this.state.newCode(this.district));
  }

  /** Rounds of cycles until everybody has everything. */
  async settle(...computers: Told[]): Promise<void> {
    for (let round = 0; round < 3; round++) for (const one of computers) await one.sync();
  }

  history(id: string): { rev: number; deleted: number; fields: string }[] {
    return this.state.file
      .prepare('SELECT rev, deleted, fields FROM history WHERE district = ? AND id = ? ORDER BY seq')
      .all(this.district, id) as { rev: number; deleted: number; fields: string }[];
  }

  async end(): Promise<void> {
    for (const device of this.#devices) device.close();
    this.state.close();
  }
}
