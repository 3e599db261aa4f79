import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { EntryName, Output } from '#electron/contract/contract.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { noDesktop } from '#electron/data-process/desktop-services.ts';
import { SAMPLE } from '#tests/unit/support/import-host.ts';

/** The day on which the practice district is looked at: past both of its counts' fall date. */
export const TODAY = '2026-11-24';

/** The practice district behind a real data host, in a folder of its own. */
export async function aPracticeHost() {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-practice-'));
  const host = new DataHost({
    districtFile: join(folder, 'practice.hiline'),
    clock: { ...systemClock, today: () => TODAY },
    newId: () => v7(),
    workerFile: new URL('../../../electron/data-process/read-worker.ts', import.meta.url),
    sampleDistrict: join(SAMPLE, 'district.jsonl'),
    desktop: noDesktop,
    push: () => undefined,
    checkAnswers: true,
  });
  await host.call('district.open-sample', {}, 'headless');
  return {
    host,
    folder,
    call: <N extends EntryName>(name: N, input: unknown): Promise<Output<N>> =>
      host.call(name, input, 'headless') as Promise<Output<N>>,
    rows: <R>(text: string, ...values: unknown[]): R[] =>
      host.district.open?.file.reader.rows<R>(text, ...values) ?? [],
    end: async () => {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type PracticeHost = Awaited<ReturnType<typeof aPracticeHost>>;
