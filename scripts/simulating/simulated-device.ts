import type Database from 'better-sqlite3';
import { v4 } from 'uuid';
import { conflictCards } from '#db/sync/conflict-cards.ts';
import { resolveConflict } from '#db/sync/decide-conflict.ts';
import { decisions } from '#db/sync/decisions.ts';
import { carryOutRemovals, waitingRemovals } from '#db/sync/removals.ts';
import { connectionOf } from '#db/sync/sync-state.ts';
import { undoDecision } from '#db/sync/undo-decision.ts';
import type { Writer } from '#db/system/connection.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { Dice } from '#scripts/district-generator/dice.ts';
import { Line, type WireRecord } from '#scripts/simulating/network.ts';
import { Crash, SimulatedFile } from '#scripts/simulating/simulated-file.ts';
import { BEGIN, type SimulatedState } from '#scripts/simulating/simulated-state.ts';
import { Sticks } from '#scripts/simulating/sticks.ts';
import { compareAndRepair } from '#sync/compare.ts';
import { connectDevice } from '#sync/connect.ts';
import { type CycleResult, runCycle } from '#sync/cycle.ts';
import type { Transport } from '#sync/transport.ts';

export interface DeviceWorld {
  readonly state: SimulatedState;
  readonly dice: Dice;
  readonly wire: WireRecord;
  readonly tell: (line: string) => void;
}

/** One office computer: real file, real sync, a line that breaks in every listed way, a clock of its own. */
export class SimulatedDevice {
  readonly name: string;
  readonly line: Line;
  readonly #world: DeviceWorld;
  /** Chance of its own: what this computer throws does not hang on who else throws when. */
  readonly #dice: Dice;
  readonly #held: SimulatedFile;
  #time: number;
  crashes = 0;
  /** Client ids this file has had. */
  readonly clientIds = new Set<string>();

  constructor(name: string, world: DeviceWorld, copy?: Buffer) {
    this.name = name;
    this.#world = world;
    this.#dice = new Dice(world.dice.whole(0, 2 ** 31), name);
    this.#held = SimulatedFile.take(copy);
    this.line = new Line(world.state, this.#dice, world.wire, (line) => this.#tell(line));
    this.transport = { send: (request) => this.line.send(request), close: () => undefined };
    this.sticks = new Sticks(this, this.#dice);
    this.#time = BEGIN + this.#dice.whole(-90, 90) * 86_400_000;
  }

  get file() {
    return this.#held.file;
  }
  get database(): Database.Database {
    return this.#held.connection.database;
  }
  readonly transport: Transport;
  readonly sticks: Sticks;

  #tell(line: string): void {
    this.#world.tell(`${this.name}: ${line}`);
  }

  /** Clocks of school computers jump; no rule may depend on them. */
  now = (): string => {
    this.#time += this.#dice.chance(0.02) ? this.#dice.whole(-3_600_000, 3_600_000) : 1_000;
    return new Date(this.#time).toISOString();
  };

  /** Time goes by in the office too. */
  pass(ms: number): void {
    this.#time += ms;
  }

  newId = (): string => v4({ random: Uint8Array.from({ length: 16 }, () => this.#dice.whole(0, 255)) });

  async connect(code: string): Promise<void> {
    const { faults, partition } = this.line;
    this.line.faults = 0;
    this.line.partition = false;
    await connectDevice(this.file, this.transport, {
      url: 'http://localhost:1',
      code,
      deviceName: this.name,
    });
    this.#noteId();
    this.line.faults = faults;
    this.line.partition = partition;
  }

  #noteId(): void {
    const id = connectionOf(this.file.reader)?.clientId;
    if (id) this.clientIds.add(id);
  }

  /** One cycle; null when the computer lost its power on the way and was started again. */
  async cycle(): Promise<CycleResult | null> {
    return this.atWork(async (file) => {
      const result = await runCycle(file, this.#options());
      this.#tell(`sync ${result.outcome}, sent ${result.sent}, fetched ${result.fetched}`);
      return result;
    });
  }

  /** A cycle that loses its power at that statement, if it comes so far. */
  cycleUntil(statements: number): Promise<CycleResult | null> {
    return this.#surviving(() => {
      this.#held.connection.left = statements;
      return runCycle(this.file, this.#options()).finally(() => {
        this.#held.connection.left = -1;
      });
    });
  }

  /** A cycle that ends with a comparison of everything, and repair of what differs. */
  async repair(): Promise<number | null> {
    return this.#surviving(async () => {
      let differences = 0;
      const result = await runCycle(this.file, {
        ...this.#options(),
        afterwards: async (client) => {
          const report = await compareAndRepair(this.file, client, { now: this.now }, { repair: true });
          differences = report.differences.length;
        },
      });
      this.#tell(`compared everything: ${result.outcome}, ${differences} differences`);
      return differences;
    });
  }

  #options() {
    return {
      clock: { now: this.now },
      newId: this.newId,
      transport: this.transport,
      onProgress: () => undefined,
    };
  }

  /** Something beside the line; null when the computer lost its power over it and was started again. */
  atWork<T>(act: (file: DistrictFile) => Promise<T>): Promise<T | null> {
    return this.#surviving(async () => {
      const { faults } = this.line;
      if (faults > 0 && this.#dice.chance(faults / 2)) this.#held.connection.left = this.#dice.whole(1, 60);
      const result = await act(this.file);
      this.#held.connection.left = -1;
      return result;
    });
  }

  async #surviving<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Crash)) {
        this.#held.connection.left = -1;
        throw error;
      }
      this.crashes += 1;
      await this.line.idle();
      this.#tell('lost its power');
      this.#held.openAgain();
      return null;
    } finally {
      this.#noteId();
    }
  }

  /** The program starts anew on the same file, as after an upgrade. */
  restart(): void {
    this.#held.openAgain();
  }

  copy(): Buffer {
    return this.#held.copy();
  }

  /** An older image of the file is put back. */
  putBack(copy: Buffer): void {
    this.#held.become(copy);
  }

  /** One action of a person. `saved` is told as soon as it is in the file, also when the power is lost at that moment. */
  act<T>(what: (writer: Writer) => T, saved: () => void = () => undefined, groupId?: string): T {
    const by = { actor: 'u', actorName: 'Secretary', action: 'Worked', at: this.now() };
    try {
      const result = this.file.write({ ...by, groupId, origin: 'here' }, what);
      saved();
      return result;
    } catch (error) {
      if (error instanceof Crash && error.committed) saved();
      throw error;
    }
  }

  get cards() {
    return conflictCards(this.file.reader);
  }

  /** A person decides one card, at the revision shown. */
  decide(card: ReturnType<typeof conflictCards>[number], side: () => 'mine' | 'state'): void {
    const groups = new Map<string, 'mine' | 'state'>();
    const choices = Object.fromEntries(
      card.fields.map(({ field, group }) => {
        const key = group ?? `field ${field}`;
        if (!groups.has(key)) groups.set(key, side());
        return [field, groups.get(key) ?? 'mine'];
      }),
    );
    const by = { id: 'u', name: 'Secretary', at: this.now() };
    this.act((writer) => resolveConflict(writer, { number: card.number, rev: card.rev, choices }, by));
    this.#tell(`decided ${card.kind} card ${card.number} ${JSON.stringify(choices)}`);
  }

  /** A person takes the newest decision back. */
  undo(): void {
    const decision = decisions(this.file.reader, 5).find((one) => one.canUndo);
    if (!decision) return;
    const by = { id: 'u', name: 'Secretary', at: this.now() };
    this.act((writer) => undoDecision(writer, decision.number, by));
    this.#tell(`took back the decision on card ${decision.number}`);
  }

  /** A person looks at removals that were too many, and lets them happen. */
  allowRemovals(): boolean {
    if (!waitingRemovals(this.file.reader).ask) return false;
    this.file.write(
      { actor: 'u', actorName: 'Secretary', action: 'Allowed removals', at: this.now(), origin: 'sync' },
      (writer) => carryOutRemovals(writer, this.now(), true),
    );
    this.#tell('allowed removals');
    return true;
  }

  close(): void {
    this.#held.giveBack();
  }
}
