import type { HistoryResult } from '#scripts/simulating/run-history.ts';

const PROGRESS_MS = 10_000;
/** Of so many failures everything is said; of further ones only how they begin. */
const IN_FULL = 5;

/** Counts the histories as they are played, and says how it goes and what came of all. */
export class Figures {
  failed = 0;
  readonly #wanted: number;
  readonly #say: (line: string) => void;
  readonly #begun = performance.now();
  #said = this.#begun;
  #played = 0;
  #crashes = 0;
  #edits = 0;

  constructor(wanted: number, say: (line: string) => void) {
    this.#wanted = wanted;
    this.#say = say;
  }

  add({ seed, broken, story, crashes, edits }: HistoryResult): void {
    this.#played += 1;
    this.#crashes += crashes;
    this.#edits += edits;
    if (broken.length > 0) {
      this.failed += 1;
      this.#say(`seed ${seed} breaks a promise (npm run simulate -- --histories 1 --seed ${seed}):`);
      for (const line of broken.slice(0, this.failed <= IN_FULL ? 4 : 1)) this.#say(`  ${line}`);
      for (const line of story) this.#say(`    ${line}`);
    }
    if (performance.now() - this.#said < PROGRESS_MS) return;
    this.#said = performance.now();
    const left = Math.ceil((this.#wanted - this.#played) / this.#aSecond() / 60);
    this.#say(
      `${this.#played} of ${this.#wanted} histories, ${this.failed} with a broken promise; about ${left} min left`,
    );
  }

  /** The line of figures at the end. */
  sayAll(): void {
    this.#say(
      `${this.#played} histories, ${this.#edits} saved values, ${this.#crashes} crashes, ${this.failed} with a broken promise; ${this.#aSecond().toFixed(0)} a second`,
    );
  }

  #aSecond(): number {
    return this.#played / ((performance.now() - this.#begun) / 1000);
  }
}
