import { Failure } from '#domain/system/failure.ts';
import type { AnswerMessage, CallMessage, EventMessage, FailureMessage } from '#electron/contract/port.ts';
import type { DataHost } from '#electron/data-process/data-host.ts';

/** The half of a MessagePort that both Electron's and Node's have in common. */
export interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
}

/** Serves one window over its port. `only` limits a print window to the one call it was opened for. */
export function servePort(
  port: Port,
  host: DataHost,
  ports: Set<Port>,
  only?: (message: CallMessage) => Promise<unknown>,
): void {
  port.on('message', (event) => {
    const message = event.data;
    if (!isCall(message)) return;
    const work = only ? only(message) : host.call(message.entry, message.input, 'window', message.commandId);
    work.then(
      (value) => port.postMessage({ id: message.id, ok: true, value } satisfies AnswerMessage),
      (error: unknown) =>
        port.postMessage({
          id: message.id,
          ok: false,
          failure: failureMessage(error),
        } satisfies AnswerMessage),
    );
  });
  port.on('close', () => ports.delete(port));
  if (!only) ports.add(port);
  port.start();
}

export function pushTo(ports: ReadonlySet<Port>, event: EventMessage): void {
  for (const port of ports) port.postMessage(event);
}

export function failureMessage(error: unknown): FailureMessage {
  if (error instanceof Failure) return { kind: error.kind, message: error.message, problems: error.problems };
  return {
    kind: 'unexpected',
    message: 'Hi-Line made a mistake, so nothing was changed. Try again.',
    problems: [],
  };
}

function isCall(message: unknown): message is CallMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    typeof (message as CallMessage).id === 'number' &&
    typeof (message as CallMessage).entry === 'string'
  );
}
