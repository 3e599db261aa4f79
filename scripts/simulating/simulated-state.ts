import Database from 'better-sqlite3';
import type { FastifyInstance } from 'fastify';
import { Dice } from '#scripts/district-generator/dice.ts';
import { ScratchDatabase } from '#scripts/simulating/scratch-database.ts';
import { newDeviceCode } from '#state-server/accounts/device-code.ts';
import { addDistrict } from '#state-server/accounts/districts.ts';
import { beginEpoch, serverIdentity } from '#state-server/accounts/server-identity.ts';
import { createStateServer } from '#state-server/create-state-server.ts';
import { sqliteDatabaseOn } from '#state-server/database/sqlite-database.ts';
import type { StateDatabase } from '#state-server/database/state-database.ts';
import type { Services } from '#state-server/services.ts';

/** Where the simulated calendar begins. */
export const BEGIN = Date.UTC(2026, 9, 6, 14, 0);

/** The real state server over a database in memory. Histories share one, each with a district of its own. */
export class SimulatedState {
  app!: FastifyInstance;
  services!: Services;
  epoch = '';
  readonly #scratch: ScratchDatabase;
  #database!: StateDatabase;
  #time = BEGIN;
  #districts = 0;
  /** The server that runs knows of a later epoch than a new state has. */
  #restored = false;
  dice!: Dice;

  private constructor(image: Buffer) {
    this.#scratch = new ScratchDatabase(image);
  }

  /** A state without districts. Every one is the same server, with the same keys. */
  static async open(dice: Dice): Promise<SimulatedState> {
    const image = await newState();
    const state = spare.pop() ?? new SimulatedState(image);
    await state.#begin(image, dice);
    return state;
  }

  async #begin(image: Buffer, dice: Dice): Promise<void> {
    this.#time = BEGIN;
    this.#districts = 0;
    this.#scratch.become(image);
    if (this.app && !this.#restored) {
      this.dice = dice;
      return;
    }
    this.dice = new Dice(1, 'server');
    this.#database ??= await sqliteDatabaseOn(this.file);
    this.services ??= {
      database: this.#database,
      clock: () => this.#time,
      random: (bytes) => Uint8Array.from({ length: bytes }, () => this.dice.whole(0, 255)),
      callsAMinute: Number.MAX_SAFE_INTEGER,
    };
    await this.#serve();
    this.#restored = false;
    this.dice = dice;
  }

  async #serve(): Promise<void> {
    this.app = await createStateServer(this.services);
    this.epoch = (await serverIdentity(this.services)).epoch;
  }

  get file(): Database.Database {
    return this.#scratch.database;
  }

  pass(ms: number): void {
    this.#time += ms;
  }

  async newDistrict(): Promise<string> {
    this.#districts += 1;
    const number = `D${this.#districts}`;
    await addDistrict(this.services, number, 'District');
    return number;
  }

  newCode(district: string): Promise<string> {
    return newDeviceCode(this.services, district);
  }

  /** A backup of everything the state has. */
  backup(): Buffer {
    return this.#scratch.image();
  }

  /** The state comes back from a backup; `said`: whoever did it ran the command that begins a new epoch. */
  async restore(copy: Buffer, said: boolean): Promise<void> {
    await this.app.close();
    this.#restored = true;
    this.#scratch.become(copy);
    if (said) await beginEpoch(this.services);
    await this.#serve();
  }

  close(): void {
    spare.push(this);
  }
}

const spare: SimulatedState[] = [];

/** Made once, because its tables take long. It holds an identity. */
async function newState(): Promise<Buffer> {
  if (fresh) return fresh;
  const file = new Database(':memory:');
  const database = await sqliteDatabaseOn(file);
  const dice = new Dice(1, 'identity');
  await serverIdentity({
    database,
    clock: () => BEGIN,
    random: (bytes) => Uint8Array.from({ length: bytes }, () => dice.whole(0, 255)),
  });
  fresh = file.serialize();
  await database.close();
  return fresh;
}
let fresh: Buffer | undefined;
