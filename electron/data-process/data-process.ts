import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CallMessage } from '#electron/contract/port.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { signInHeadless } from '#electron/data-process/headless-sign-in.ts';
import { logger } from '#electron/data-process/log.ts';
import { mainServices } from '#electron/data-process/main-services.ts';
import { newId } from '#electron/data-process/new-id.ts';
import { failureMessage, type Port, pushTo, servePort } from '#electron/data-process/port-server.ts';
import { pageFor } from '#electron/data-process/report-tickets.ts';

/**
 * The data process: owns the district file and the sync. This is the one place that knows Electron's parent port; all
 * the rest runs in plain Node too.
 */
declare const __STAND_IN__: boolean;

interface StartMessage {
  readonly kind: 'start';
  readonly userData: string;
  readonly districtFile?: string;
}

const parent = (
  process as unknown as {
    parentPort: {
      postMessage(m: unknown): void;
      on(e: 'message', l: (e: { data: unknown; ports: Port[] }) => void): void;
    };
  }
).parentPort;

const services = mainServices((message) => parent.postMessage(message));
const ports = new Set<Port>();
let host: DataHost | undefined;

function start(districtFile: string, logFolder: string | undefined): DataHost {
  mkdirSync(dirname(districtFile), { recursive: true });
  const log = logger(logFolder);
  host = new DataHost({
    districtFile,
    clock: systemClock,
    newId,
    workerFile: join(__dirname, 'read-worker.cjs'),
    sampleDistrict: join(__dirname, 'sample-district.jsonl'),
    // The stand-in runtime's compiled addon lies beside this file; the official one finds its own.
    nativeBinding: __STAND_IN__ ? join(__dirname, 'native', 'better_sqlite3.node') : undefined,
    desktop: services,
    syncByItself: logFolder !== undefined,
    push: (event) => pushTo(ports, event),
    onSlowQuery: (query, ms) => log.warn({ query, ms: Math.round(ms) }, 'slow query'),
    onDefect: (entry, error) =>
      log.error(
        { entry, error: error instanceof Error ? error.name : 'unknown', where: place(error) },
        'defect',
      ),
  });
  return host;
}

parent.on('message', ({ data, ports: sent }) => {
  if (services.receive(data)) return;
  const message = data as { kind: string };
  const port = sent[0];
  if (message.kind === 'start') {
    const { userData, districtFile } = data as StartMessage;
    start(districtFile ?? join(userData, 'district', 'district.hiline'), join(userData, 'logs'));
  } else if (message.kind === 'window' && port && host) servePort(port, host, ports);
  else if (message.kind === 'print-window' && port && host)
    servePort(port, host, ports, async (_call: CallMessage) => pageFor((data as { ticket: string }).ticket));
  // The window is gone: the file is closed in order before the process is.
  else if (message.kind === 'stop') void stop();
  else if (message.kind === 'headless') void headless(data as HeadlessMessage);
});

async function stop(): Promise<void> {
  try {
    await host?.close();
  } finally {
    process.exit(0);
  }
}

interface HeadlessMessage {
  readonly file: string;
  readonly entry: string;
  readonly input: unknown;
  readonly user?: string;
  readonly password?: string;
}

async function headless({ file, entry, input, user, password }: HeadlessMessage): Promise<void> {
  const serving = start(file, undefined);
  try {
    await signInHeadless(serving.district, user, password);
    const value = await serving.call(entry, input, 'headless');
    parent.postMessage({ kind: 'headless-answer', ok: true, value });
  } catch (error) {
    parent.postMessage({ kind: 'headless-answer', ok: false, failure: failureMessage(error) });
  } finally {
    await serving.close();
  }
}

/** Stack frames only: an error's message may hold a pupil's data. */
function place(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => line.trim().startsWith('at '))
        .slice(0, 4)
        .join(' ')
    : '';
}
