import type Database from 'better-sqlite3';
import { v4 } from 'uuid';
import { conflictCards } from '#db/sync/conflict-cards.ts';
import { resolveConflict } from '#db/sync/decide-conflict.ts';
import { waitingCounts } from '#db/sync/waiting.ts';
import type { Writer } from '#db/system/connection.ts';
import type { Dice } from '#scripts/district-generator/dice.ts';
import type { Plant } from '#scripts/simulating/plants.ts';
import { SimulatedFile } from '#scripts/simulating/simulated-file.ts';
import { BEGIN, type SimulatedState } from '#scripts/simulating/simulated-state.ts';
import { connectDevice } from '#sync/connect.ts';
import { type CycleResult, runCycle } from '#sync/cycle.ts';
import type { Transport, WireAnswer, WireRequest } from '#sync/transport.ts';

/** The computer lost its power. Nothing catches this but the simulator. */
export class Crash extends Error {}

const FAULTS = [
  'drop',
  'lost',
  'duplicate',
  'delay',
  'cut',
  'portal',
  'crash-before',
  'crash-after',
  'between',
  401,
  409,
  426,
  429,
  500,
  503,
] as const;
type Fault = (typeof FAULTS)[number];

/** One office computer: real file, real sync, a line that breaks in every listed way, a clock of its own. */
export class SimulatedDevice {
  readonly name: string;
  readonly #state: SimulatedState;
  readonly #dice: Dice;
  readonly #plant: Plant | undefined;
  readonly #story: (line: string) => void;
  readonly #held: SimulatedFile;
  #time: number;
  /** Chance that a call goes wrong; 0 once the network has healed. */
  faults: number;
  /** What goes on elsewhere while a call is on its way. */
  meanwhile: () => Promise<void> = async () => undefined;
  /** Copies of requests that the network will deliver later. */
  readonly late: WireRequest[] = [];
  crashes = 0;

  constructor(
    name: string,
    state: SimulatedState,
    dice: Dice,
    plant: Plant | undefined,
    story: (line: string) => void,
    faults: number,
  ) {
    this.name = name;
    this.#state = state;
    this.#dice = dice;
    this.#plant = plant;
    this.#story = story;
    this.faults = faults;
    this.#held = SimulatedFile.take(plant);
    this.#time = BEGIN + dice.whole(-90, 90) * 86_400_000;
  }

  get file() {
    return this.#held.file;
  }
  get database(): Database.Database {
    return this.#held.connection.database;
  }

  /** Clocks of school computers jump; no rule may depend on them. */
  now = (): string => {
    this.#time += this.#dice.chance(0.02) ? this.#dice.whole(-3_600_000, 3_600_000) : 1_000;
    return new Date(this.#time).toISOString();
  };

  newId = (): string => v4({ random: Uint8Array.from({ length: 16 }, () => this.#dice.whole(0, 255)) });

  readonly transport: Transport = {
    send: (request) => this.#send(request),
    close: () => undefined,
  };

  async #send(request: WireRequest): Promise<WireAnswer> {
    const fault: Fault | null =
      this.faults > 0 && this.#dice.chance(this.faults) ? this.#dice.pick(FAULTS) : null;
    if (fault !== null) this.#story(`${this.name}: ${fault} on ${new URL(request.url).pathname}`);
    if (fault === 'drop') return { kind: 'unreachable' };
    if (fault === 'portal') return { kind: 'not-our-server' };
    if (fault === 'crash-before') throw new Crash();
    if (typeof fault === 'number')
      return {
        kind: 'answer',
        status: fault,
        json: { problem: 'simulated', sentence: 'Simulated.' },
        retryAfterSeconds: fault === 429 ? 5 : null,
      };
    if (fault === 'delay') {
      this.late.push(request);
      return { kind: 'unreachable' };
    }
    if (fault === 'duplicate') await this.deliver(request);
    if (fault === 'between') await this.meanwhile();
    const answer = await this.deliver(request);
    if (fault === 'duplicate') this.late.push(request);
    if (fault === 'between') await this.meanwhile();
    if (fault === 'lost') return { kind: 'unreachable' };
    // A body that was cut is no JSON: the transport says so.
    if (fault === 'cut') return { kind: 'not-our-server' };
    if (fault === 'crash-after') throw new Crash();
    return this.#plant?.answer ? this.#plant.answer(request, answer) : answer;
  }

  async deliver(request: WireRequest): Promise<WireAnswer> {
    const { pathname, search } = new URL(request.url);
    const sent = this.#plant?.request ? this.#plant.request(request) : request;
    const reply = await this.#state.app.inject({
      method: sent.method,
      url: `${pathname}${search}`,
      headers: {
        ...sent.headers,
        ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(sent.body === undefined ? {} : { payload: sent.body }),
    });
    return { kind: 'answer', status: reply.statusCode, json: reply.json(), retryAfterSeconds: null };
  }

  async connect(code: string): Promise<void> {
    const before = this.faults;
    this.faults = 0;
    await connectDevice(this.file, this.transport, {
      url: 'http://localhost:1',
      code,
      deviceName: this.name,
    });
    this.faults = before;
  }

  /** One cycle; null when the computer lost its power on the way and was started again. */
  async cycle(): Promise<CycleResult | null> {
    // A crash between two transactions: everything up to here is kept, nothing after it happens.
    let steps = this.faults > 0 && this.#dice.chance(this.faults) ? this.#dice.whole(1, 6) : -1;
    const now = (): string => {
      steps -= 1;
      if (steps === 0) throw new Crash();
      return this.now();
    };
    try {
      const result = await runCycle(this.file, {
        clock: { now },
        newId: this.newId,
        transport: this.transport,
        onProgress: () => undefined,
      });
      this.#story(`${this.name}: sync ${result.outcome}, sent ${result.sent}, fetched ${result.fetched}`);
      return result;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.crashes += 1;
      this.#story(`${this.name}: lost its power`);
      this.#held.openAgain();
      return null;
    }
  }

  /** One action of a person: journalled by the caller when it came back. */
  act<T>(what: (writer: Writer) => T, groupId?: string): T {
    return this.file.write(
      { actor: 'u', actorName: 'Secretary', action: 'Worked', at: this.now(), groupId, origin: 'here' },
      what,
    );
  }

  get cards() {
    return conflictCards(this.file.reader);
  }

  get waiting() {
    return waitingCounts(this.file.reader);
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
    this.act((writer) =>
      resolveConflict(
        writer,
        { number: card.number, rev: card.rev, choices },
        { id: 'u', name: 'Secretary', at: this.now() },
      ),
    );
    this.#story(
      `${this.name}: decided card ${card.number} of ${card.title.split(':')[0]} ${JSON.stringify(choices)}`,
    );
  }

  close(): void {
    this.#held.giveBack();
  }
}
