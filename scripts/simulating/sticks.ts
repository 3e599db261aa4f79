import { ackedThrough } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import type { Dice } from '#scripts/district-generator/dice.ts';
import type { WireRecord } from '#scripts/simulating/network.ts';
import type { SimulatedDevice } from '#scripts/simulating/simulated-device.ts';
import type { SimulatedState } from '#scripts/simulating/simulated-state.ts';
import { serverIdentity } from '#state-server/accounts/server-identity.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { takePackage } from '#state-server/packages/take-package.ts';
import { readAnswerPackage } from '#sync/carrying/read-answer.ts';
import { writePackage } from '#sync/carrying/write-package.ts';

/**
 * The packages of one computer that lie about: written and to be brought, answered and to be taken in. Any of them may be
 * lost, come late, in another order, or twice, and beside the line (M18).
 */
export class Sticks {
  readonly #device: SimulatedDevice;
  readonly #dice: Dice;
  #written: Buffer[] = [];
  #answers: Buffer[] = [];

  constructor(device: SimulatedDevice, dice: Dice) {
    this.#device = device;
    this.#dice = dice;
  }

  /** The file is copied to another computer: what lies about may be used at either. */
  shareWith(copy: Sticks): void {
    copy.#written = this.#written;
    copy.#answers = this.#answers;
  }

  /** Somebody does one thing with one of them; nothing where what is `wanted` cannot be done. */
  async handle(
    state: SimulatedState,
    wire: WireRecord,
    tell: (line: string) => void,
    wanted?: 'write' | 'bring' | 'take in',
  ): Promise<void> {
    const doing =
      wanted ??
      this.#dice.weighted([
        ['write', 2],
        ['bring', this.#written.length > 0 ? 3 : 0],
        ['take in', this.#answers.length > 0 ? 4 : 0],
      ] as const);
    if (
      (doing === 'bring' && this.#written.length === 0) ||
      (doing === 'take in' && this.#answers.length === 0)
    )
      return;
    const { name } = this.#device;
    try {
      if (doing === 'write') tell(`${name}: ${await this.#write(wire)}`);
      else if (doing === 'bring') tell(`${name}: ${await this.#bring(state)}`);
      else tell(`${name}: ${await this.#takeIn()}`);
    } catch (error) {
      if (!(error instanceof HttpProblem) && !(error instanceof Error && error.name === 'Failure'))
        throw error;
      tell(`${name}: could not ${doing}: ${error.message}`);
    }
  }

  async #write(wire: WireRecord): Promise<string> {
    const made = await this.#device.atWork((file) =>
      writePackage(file, 'Secretary', { now: this.#device.now }, this.#device.newId),
    );
    if (!made) return 'lost its power over a package';
    const { file } = this.#device;
    wire.request(
      `{"ackedThrough":${ackedThrough(file.reader)},"operations":[${bodiesOnTheirWay(file).join(',')}]}`,
    );
    this.#written.push(made.bytes);
    return `wrote a package of ${made.operations}`;
  }

  async #bring(state: SimulatedState): Promise<string> {
    const stick = this.#one(this.#written);
    const taken = await takePackage(state.services, await serverIdentity(state.services), stick, 'Reviewer');
    if (taken.answer) this.#answers.push(taken.answer);
    return `its package was brought: ${taken.applied} of ${taken.operations} applied`;
  }

  async #takeIn(): Promise<string> {
    const answer = this.#one(this.#answers);
    const read = await this.#device.atWork((file) =>
      readAnswerPackage(file, answer, { now: this.#device.now }),
    );
    return read
      ? `took an answer in: ${read.applied} applied, ${read.fetched} fetched`
      : 'lost its power over an answer';
  }

  /** One that lies there; most are used up with it, some are used again. */
  #one(from: Buffer[]): Buffer {
    const at = this.#dice.whole(0, from.length - 1);
    const one = from[at] ?? Buffer.alloc(0);
    if (this.#dice.chance(0.7)) from.splice(at, 1);
    return one;
  }
}

const bodiesOnTheirWay = ({ reader }: DistrictFile): string[] =>
  reader
    .rows<{ body: string }>("SELECT body FROM syncOutgoing WHERE state = 'sending'")
    .map(({ body }) => body);
