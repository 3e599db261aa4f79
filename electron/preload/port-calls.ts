// Questions and answers over the port to the data process. Calls wait for the port; calls under way when the data process
// dies are answered with a sentence, so that no screen ever waits for ever.

export const restartedMessage =
  'The records process stopped and was started again. Nothing that was saved is lost. Try again.';

type Listener<T> = (value: T) => void;

interface Waiting {
  readonly entry: string;
  readonly input: unknown;
  readonly commandId: string | undefined;
  readonly resolve: (answer: unknown) => void;
  sent: boolean;
}

/** The part of a MessagePort that is used here, so that tests can hand in any pair of ports. */
export interface CallPort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  close(): void;
}

export class PortCalls {
  readonly #waiting = new Map<number, Waiting>();
  readonly #eventListeners = new Set<Listener<unknown>>();
  readonly #portListeners = new Set<Listener<boolean>>();
  #port: CallPort | undefined;
  #last = 0;

  ask(entry: string, input: unknown, commandId?: string): Promise<unknown> {
    return new Promise((resolve) => {
      this.#last += 1;
      this.#waiting.set(this.#last, { entry, input, commandId, resolve, sent: false });
      this.#send(this.#last);
    });
  }

  use(port: CallPort): void {
    this.lose();
    this.#port = port;
    port.onmessage = (event) => this.#receive(event.data);
    for (const id of this.#waiting.keys()) this.#send(id);
    for (const listener of this.#portListeners) listener(true);
  }

  /** The other end is gone. What was not sent yet stays and goes through the next port. */
  lose(): void {
    if (!this.#port) return;
    this.#port.close();
    this.#port = undefined;
    for (const [id, call] of this.#waiting) {
      if (!call.sent) continue;
      this.#waiting.delete(id);
      call.resolve({ ok: false, failure: { kind: 'unexpected', message: restartedMessage, problems: [] } });
    }
    for (const listener of this.#portListeners) listener(false);
  }

  onEvent(listener: Listener<unknown>): () => void {
    return listen(this.#eventListeners, listener);
  }

  /** Told `false` when the data process died and `true` when a new one is there. */
  onPortChange(listener: Listener<boolean>): () => void {
    return listen(this.#portListeners, listener);
  }

  #send(id: number): void {
    const call = this.#waiting.get(id);
    if (!this.#port || !call || call.sent) return;
    call.sent = true;
    try {
      const { entry, input, commandId } = call;
      this.#port.postMessage({ id, entry, input, commandId });
    } catch {
      this.#waiting.delete(id);
      const message = 'This screen asked for something that cannot be sent. Nothing was changed.';
      call.resolve({ ok: false, failure: { kind: 'invalid-input', message, problems: [] } });
    }
  }

  #receive(message: unknown): void {
    const { id, event, ...answer } = (message ?? {}) as { id?: number; event?: string };
    if (event !== undefined) {
      for (const listener of this.#eventListeners) listener(message);
      return;
    }
    if (id === undefined) return;
    this.#waiting.get(id)?.resolve(answer);
    this.#waiting.delete(id);
  }
}

function listen<T>(listeners: Set<Listener<T>>, listener: Listener<T>): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
