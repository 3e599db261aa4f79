import { closedNow } from '#db/sync/closed-times.ts';
import { connectionOf, lastCompared } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import type { Closed } from '#domain/sync/closed-times.ts';
import { Failure } from '#domain/system/failure.ts';
import { type Comparison, compareAndRepair } from '#sync/compare.ts';
import { type CycleOptions, type CycleResult, runCycle } from '#sync/cycle.ts';
import type { FetchProgress } from '#sync/first-fetch.ts';
import type { StateClient } from '#sync/state-client.ts';

/** Waits between tries: 2 s, doubled to 10 min, with full jitter so that a thousand schools do not come at once. */
const FIRST_MS = 2_000;
const LONGEST_MS = 600_000;
/** After a save: soon, but not after each key. */
const AFTER_SAVE_MS = 1_500;
/** With nothing to send, news is fetched this often. */
const IDLE_MS = 300_000;
/** A state that asks for a newer Hi-Line is asked again this often; an update restarts the program anyway. */
const UPDATE_MS = 3_600_000;
/** While the state is closed the clock is looked at at least this often: it may have been set right, or the list changed. */
const CLOSED_MS = 3_600_000;

/** Everything is compared this often. */
const COMPARE_MS = 20 * 3_600_000;

/** A cycle's result; `closed`: it failed while the state has announced that it is closed, so nothing is wrong. */
export type ScheduleResult = Omit<CycleResult, 'outcome'> & {
  readonly outcome: CycleResult['outcome'] | 'closed';
};

export interface ScheduleOptions extends Omit<CycleOptions, 'onProgress' | 'onFetch' | 'afterwards'> {
  readonly random: () => number;
  /** False on the command line: a cycle begins only when somebody asks for it. */
  readonly byItself?: boolean;
  /** What has to be finished before a cycle: a change of the secret that was broken off. */
  readonly beforeCycle?: () => Promise<void>;
  /** What else is asked of the state after a cycle that went well; its failure is no failure of the cycle. `asked`: by a person. */
  readonly afterCycle?: (asked: boolean) => Promise<void>;
  /** Told whenever the status may read differently. */
  readonly onStatus: () => void;
}

/**
 * Runs cycles by itself: soon after a save, again after a failure, now and then when idle. One at a time. In the state's
 * announced closed times none begins by itself; one that a person asks for is tried and may fail without any fuss.
 */
export class SyncSchedule {
  readonly #file: DistrictFile;
  readonly #options: ScheduleOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<ScheduleResult> | undefined;
  #alone: Promise<unknown> = Promise.resolve();
  #failures = 0;
  #closed = false;
  #asked = false;
  /** Somebody saved something while a cycle ran, maybe after its push. */
  #savedMeanwhile = false;
  readonly #stopListening: () => void;
  progress: { done: number; total: number } | null = null;
  /** While everything is fetched from the beginning. */
  fetching: FetchProgress | null = null;
  last: ScheduleResult | null = null;

  constructor(file: DistrictFile, options: ScheduleOptions) {
    this.#file = file;
    this.#options = options;
    this.#stopListening = file.onChange((_records, origin) => {
      if (this.#running) this.#savedMeanwhile ||= origin !== 'sync';
      else if (this.#failures === 0) this.#in(AFTER_SAVE_MS);
      options.onStatus();
    });
  }

  /** Begins to run by itself. */
  start(): void {
    this.#in(AFTER_SAVE_MS);
  }

  /** Compares everything with the state, after a cycle of its own; with `repair` the state's word is taken. */
  async compare(options: { repair: boolean }): Promise<Comparison> {
    while (this.#running) await this.#running.catch(() => undefined);
    let report: Comparison | undefined;
    const result = await this.run(async (client) => {
      report = await compareAndRepair(this.#file, client, this.#options.clock, options);
    });
    if (!report) throw new Failure('unreachable', `Nothing could be compared. ${result.words}`);
    return report;
  }

  /** A cycle that a person asks for: what is else asked only now and then is asked as well. */
  runNow(): Promise<ScheduleResult> {
    this.#asked = true;
    return this.run();
  }

  /** A cycle now; the one under way when there is one. */
  run(afterwards?: (client: StateClient) => Promise<void>): Promise<ScheduleResult> {
    clearTimeout(this.#timer);
    this.#running ??= this.alone(() => this.#cycle(afterwards ?? ((client) => this.#daily(client)))).finally(
      () => {
        this.#running = undefined;
        this.progress = null;
        this.fetching = null;
        this.#options.onStatus();
      },
    );
    return this.#running;
  }

  /**
   * One at a time: a cycle, or anything else that takes the state's word in or changes who the state is, such as a package.
   * What comes second waits.
   */
  async alone<T>(act: () => Promise<T>): Promise<T> {
    const before = this.#alone;
    const now = (async () => {
      await before.catch(() => undefined);
      return act();
    })();
    this.#alone = now;
    return now;
  }

  /** Once a day, when what can go has gone: everything is compared, and what differs is put right (M16). */
  async #daily(client: StateClient): Promise<void> {
    const { clock } = this.#options;
    const last = lastCompared(this.#file.reader)?.at;
    const due = last === undefined || Math.abs(Date.parse(clock.now()) - Date.parse(last)) > COMPARE_MS;
    if (due) await compareAndRepair(this.#file, client, clock, { repair: true });
  }

  async #cycle(afterwards: (client: StateClient) => Promise<void>): Promise<ScheduleResult> {
    if (connectionOf(this.#file.reader)?.clientId === '') {
      this.last = CARRIES;
      return CARRIES;
    }
    this.#savedMeanwhile = false;
    await this.#options.beforeCycle?.().catch(() => undefined);
    const cycled = await runCycle(this.#file, {
      ...this.#options,
      afterwards,
      onFetch: (fetching) => {
        this.fetching = fetching;
        this.#options.onStatus();
      },
      onProgress: (progress) => {
        this.progress = progress;
        this.#options.onStatus();
      },
    });
    if (cycled.outcome === 'done') {
      const asked = this.#asked;
      this.#asked = false;
      await this.#options.afterCycle?.(asked).catch(() => undefined);
    }
    const closed = cycled.outcome === 'offline' ? this.#closedNow() : null;
    const result: ScheduleResult = closed
      ? { ...cycled, outcome: 'closed', words: closed.words, retryAfterSeconds: null }
      : cycled;
    this.last = result;
    this.#failures = result.outcome === 'offline' ? this.#failures + 1 : 0;
    if (result.outcome === 'offline') this.#in(this.#backOff(result.retryAfterSeconds));
    else if (closed) this.#in(untilOpen(closed));
    else if (result.outcome === 'done') this.#in(this.#savedMeanwhile ? AFTER_SAVE_MS : IDLE_MS);
    else if (result.outcome === 'update-needed') this.#in(UPDATE_MS);
    return result;
  }

  #closedNow(): Closed | null {
    return closedNow(this.#file.reader, this.#options.clock.now());
  }

  /** What the timer does: a cycle, or nothing yet while the state is closed. */
  #byItself(): void {
    const closed = this.#closedNow();
    if (closed) {
      this.#in(untilOpen(closed));
      this.#options.onStatus();
    }
    // A defect of a cycle must not end the process; it is asked again later.
    else void this.run().catch(() => this.#in(LONGEST_MS));
  }

  #backOff(retryAfterSeconds: number | null): number {
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.#failures - 1));
    return Math.max((retryAfterSeconds ?? 0) * 1_000, Math.round(this.#options.random() * longest) + 250);
  }

  #in(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#closed || this.#options.byItself === false || !connectionOf(this.#file.reader)) return;
    this.#timer = setTimeout(() => this.#byItself(), ms);
    this.#timer.unref();
  }

  /** Waits for a cycle under way, so that the file can be closed. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#stopListening();
    await this.#alone.catch(() => undefined);
  }
}

/** A computer without a line that the state has not enrolled yet: a package has to bring its code first. */
const CARRIES: ScheduleResult = {
  outcome: 'offline',
  words: 'No line: carry a package to the state. Keep working – nothing is lost.',
  sent: 0,
  fetched: 0,
  retryAfterSeconds: null,
  obstacle: 'no-line',
};

const untilOpen = ({ minutesLeft }: Closed): number =>
  Math.min(minutesLeft * 60_000 + AFTER_SAVE_MS, CLOSED_MS);
