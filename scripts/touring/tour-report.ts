import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { say } from '#scripts/runtime/run.ts';

/** What the tour leaves behind for people and for scripts. */
export interface TourReport {
  readonly steps: { name: string; screenshot: string; ms: number }[];
  readonly keystrokes: { attendance60: number };
  readonly pdfs: { name: string; pages: number }[];
  readonly rows: { desktop: number; state: number };
  readonly digests: { desktop: string; state: string };
}

/** One step after another, each with a picture of how it ended. */
export class Tour {
  readonly folder: string;
  readonly report: TourReport = {
    steps: [],
    keystrokes: { attendance60: 0 },
    pdfs: [],
    rows: { desktop: 0, state: 0 },
    digests: { desktop: '', state: '' },
  };

  constructor(folder: string) {
    this.folder = folder;
  }

  async step(name: string, page: Page, act: () => Promise<void>): Promise<void> {
    const began = performance.now();
    await act();
    const ms = Math.round(performance.now() - began);
    const screenshot = `${String(this.report.steps.length + 1).padStart(2, '0')}-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`;
    await page.screenshot({ path: join(this.folder, screenshot) });
    this.report.steps.push({ name, screenshot, ms });
    say(`${name} (${ms} ms)`);
  }

  write(): void {
    writeFileSync(join(this.folder, 'report.json'), `${JSON.stringify(this.report, null, 2)}\n`);
  }
}
