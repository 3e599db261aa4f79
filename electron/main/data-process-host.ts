// Keeps the data process running and gives every window a port straight to it. Main never sees what travels there.
import { join } from 'node:path';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';

/** The first message the data process gets. */
export interface StartMessage {
  readonly kind: 'start';
  readonly userData: string;
  readonly documents: string;
  readonly districtFile?: string;
  readonly version: string;
  readonly standIn: boolean;
  readonly packaged: boolean;
}

export interface DataProcessHost {
  /** Gives a page its port. A print ticket makes it a port that answers one report only. */
  connect(contents: WebContents, ticket?: string): void;
  send(message: unknown): void;
  /** Ends the data process on purpose; resolves when it is gone. */
  stop(): Promise<void>;
}

interface Options {
  readonly start: StartMessage;
  /** Every message the data process sends to main. */
  onMessage(message: unknown, reply: (answer: unknown) => void): void;
  /** The process died and was started again; pages that are told will find a new port. */
  onRestart(): void;
  /** It died too often in one minute to be started again. */
  onGivingUp(): void;
}

const deathsAllowed = 4;
const withinMs = 60_000;

export function startDataProcess(options: Options): DataProcessHost {
  const pages = new Map<WebContents, string | undefined>();
  let deaths: number[] = [];
  let stopping = false;
  let child = fork();

  function fork(): UtilityProcess {
    const born = utilityProcess.fork(join(__dirname, 'data-process.cjs'), [], {
      serviceName: 'Hi-Line records',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Both go to stderr: in a headless run stdout belongs to the answer.
    born.stdout?.pipe(process.stderr, { end: false });
    born.stderr?.pipe(process.stderr, { end: false });
    born.on('message', (message) => {
      options.onMessage(message, (answer) => born === child && born.postMessage(answer));
    });
    born.on('exit', () => {
      if (!stopping) afterDeath();
    });
    born.postMessage(options.start);
    return born;
  }

  function afterDeath(): void {
    for (const contents of pages.keys()) if (!contents.isDestroyed()) contents.send('data-port-lost');
    deaths = [...deaths.filter((at) => Date.now() - at < withinMs), Date.now()];
    if (deaths.length > deathsAllowed) {
      options.onGivingUp();
      return;
    }
    child = fork();
    for (const contents of pages.keys()) give(contents);
    options.onRestart();
  }

  function give(contents: WebContents): void {
    if (contents.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    const ticket = pages.get(contents);
    const windowId = contents.id;
    child.postMessage(ticket ? { kind: 'print-window', windowId, ticket } : { kind: 'window', windowId }, [
      port1,
    ]);
    contents.postMessage('data-port', null, [port2]);
  }

  return {
    connect(contents, ticket) {
      if (!pages.has(contents)) {
        const windowId = contents.id;
        contents.once('destroyed', () => {
          pages.delete(contents);
          if (!stopping) child.postMessage({ kind: 'window-closed', windowId });
        });
      }
      pages.set(contents, ticket);
      give(contents);
    },
    send: (message) => child.postMessage(message),
    stop() {
      stopping = true;
      return stopped(child);
    },
  };
}

/** Asks first, so that the database is closed in order; insists after two seconds. */
function stopped(child: UtilityProcess): Promise<void> {
  if (child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const insist = setTimeout(() => child.kill(), 2_000);
    child.once('exit', () => {
      clearTimeout(insist);
      resolve();
    });
    child.postMessage({ kind: 'stop' });
  });
}
