// One office as a process that can be killed and started again, and the journal of what it said.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Edit, Journal } from '#scripts/faulting/edits.ts';
import type { OfficeOrder } from '#scripts/faulting/office-session.ts';
import { projectRoot } from '#scripts/runtime/run.ts';

type Line = { ready?: boolean; try?: Edit; saved?: boolean; sync?: string };

export class OfficeProcess {
  readonly path: string;
  readonly name: string;
  readonly journal = new Journal();
  /** How each sync ended. */
  readonly syncs = new Map<string, number>();
  readonly troubles: string[] = [];
  readonly #dates: readonly string[];
  readonly #seed: number;
  readonly #early: boolean;
  #child: ChildProcess | undefined;
  #gone: Promise<NodeJS.Signals | null> = Promise.resolve(null);
  #starts = 0;

  constructor(of: {
    name: string;
    path: string;
    dates: readonly string[];
    seed: number;
    early?: boolean | undefined;
  }) {
    this.name = of.name;
    this.path = of.path;
    this.#dates = of.dates;
    this.#seed = of.seed;
    this.#early = of.early ?? false;
  }

  get running(): boolean {
    return this.#child !== undefined;
  }

  start(): void {
    this.#starts += 1;
    const order: OfficeOrder = {
      path: this.path,
      seed: this.#seed + this.#starts,
      mark: `${this.name}${this.#starts}`,
      dates: this.#dates,
      early: this.#early,
    };
    const child = spawn(
      process.execPath,
      [join(projectRoot, 'scripts/faulting/office-session.ts'), JSON.stringify(order)],
      { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#child = child;
    let trouble = '';
    child.stderr.on('data', (part: Buffer) => {
      trouble = `${trouble}${part.toString()}`.slice(-800);
    });
    const lines = createInterface(child.stdout);
    lines.on('line', (line) => this.#hear(line));
    this.#gone = new Promise((resolve) =>
      child.once('close', (code, signal) => {
        if (this.#child === child) this.#child = undefined;
        this.journal.killed();
        if (signal === null && code !== 0) this.troubles.push(`${this.name} ended by itself: ${trouble}`);
        resolve(signal);
      }),
    );
  }

  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#gone;
  }

  #hear(line: string): void {
    // The last line may be half written.
    if (!line.endsWith('}')) return;
    const said = JSON.parse(line) as Line;
    if (said.try) this.journal.try(said.try);
    if (said.saved) this.journal.saved();
    if (said.sync) this.syncs.set(said.sync, (this.syncs.get(said.sync) ?? 0) + 1);
  }
}
