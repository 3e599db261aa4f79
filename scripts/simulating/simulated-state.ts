import Database from 'better-sqlite3';
import type { FastifyInstance } from 'fastify';
import type { Dice } from '#scripts/district-generator/dice.ts';
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
  file!: Database.Database;
  epoch = '';
  #database!: StateDatabase;
  #time = BEGIN;
  #districts = 0;
  dice!: Dice;

  static async open(dice: Dice): Promise<SimulatedState> {
    const state = new SimulatedState();
    state.dice = dice;
    await state.#start(fresh);
    fresh ??= state.file.serialize();
    return state;
  }

  async #start(copy?: Buffer): Promise<void> {
    this.file = copy ? new Database(copy) : new Database(':memory:');
    this.#database = await sqliteDatabaseOn(this.file);
    this.services = {
      database: this.#database,
      clock: () => this.#time,
      random: (bytes) => Uint8Array.from({ length: bytes }, () => this.dice.whole(0, 255)),
      callsAMinute: Number.MAX_SAFE_INTEGER,
    };
    if (copy === undefined) return this.#serve();
    await this.#serve();
  }

  async #serve(): Promise<void> {
    this.app = await createStateServer(this.services);
    this.epoch = (await serverIdentity(this.services)).epoch;
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
    return this.file.serialize();
  }

  /** The state comes back from a backup; `said`: whoever did it ran the command that begins a new epoch. */
  async restore(copy: Buffer, said: boolean): Promise<void> {
    await this.close();
    this.file = new Database(copy);
    this.#database = await sqliteDatabaseOn(this.file);
    this.services = { ...this.services, database: this.#database };
    if (said) await beginEpoch(this.services);
    await this.#serve();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.#database.close();
  }
}

/** A state without districts, so that the next one need not be migrated. It holds an identity: every state is the same one. */
let fresh: Buffer | undefined;
