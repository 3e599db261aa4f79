import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { EntryName, Output } from '#electron/contract/contract.ts';
import type { EventMessage } from '#electron/contract/port.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { noDesktop } from '#electron/data-process/desktop-services.ts';

export const SAMPLE = new URL('../../../resources/sample-district/', import.meta.url).pathname;
export const HEADER = 'HD\t11/23/2026\t08:00:00\tMT9.1';

/** One SD record of an invented pupil; born on changing days. */
export const pupilLine = (i: number): string =>
  `SD\t9990\t${String(i).padStart(9, '0')}\t${i}\tFamily${i % 997}\tGiven${i}\t\t\tF\t${String((i % 12) + 1).padStart(2, '0')}/${String((i % 28) + 1).padStart(2, '0')}/${2004 + (i % 15)}\tN\tWH\r\n`;

/** A new district behind a real data host, in a folder of its own. */
export async function anImportHost(push: (event: EventMessage) => void = () => undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-imports-'));
  const host = new DataHost({
    districtFile: join(folder, 'school.hiline'),
    clock: systemClock,
    newId: () => v7(),
    workerFile: new URL('../../../electron/data-process/read-worker.ts', import.meta.url),
    sampleDistrict: join(SAMPLE, 'district.jsonl'),
    desktop: noDesktop,
    push,
    checkAnswers: true,
  });
  const call = <N extends EntryName>(name: N, input: unknown): Promise<Output<N>> =>
    host.call(name, input, 'headless') as Promise<Output<N>>;
  await call('district.create', {
    name: 'Larkspur Bench',
    number: '9990',
    administrator: 'Sam',
    password: 'three words here',
  });
  return {
    folder,
    host,
    call,
    apply: (format: string, path: string, more = {}) => call('imports.apply', { format, path, ...more }),
    preview: (format: string, path: string, more = {}) => call('imports.preview', { format, path, ...more }),
    file: (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    /** Rows of the district file, for what no screen shows. */
    rows: <R>(text: string, ...values: unknown[]): R[] =>
      host.district.open?.file.reader.rows<R>(text, ...values) ?? [],
    end: async () => {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type ImportHost = Awaited<ReturnType<typeof anImportHost>>;
