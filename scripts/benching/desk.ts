import { connectionOf } from '#db/sync/sync-state.ts';
import { waitingCounts } from '#db/sync/waiting.ts';
import { newId } from '#electron/data-process/new-id.ts';
import { type BenchFile, benchContext, benchFile } from '#scripts/benching/bench-file.ts';
import type { StateEnd } from '#scripts/touring/state-end.ts';
import { connectDevice } from '#sync/connect.ts';
import { runCycle } from '#sync/cycle.ts';
import { pull } from '#sync/pull.ts';
import { push } from '#sync/push.ts';
import { StateClient } from '#sync/state-client.ts';
import { httpTransport, type Transport } from '#sync/transport.ts';

/** One office computer as the data process has it: file, transport, cycle. */
export class Desk {
  readonly #made: BenchFile = benchFile();
  readonly #line: Transport = httpTransport();
  /** Requests sent so far: each is a round trip. */
  requests = 0;
  readonly #transport: Transport = {
    send: (request) => {
      this.requests += 1;
      return this.#line.send(request);
    },
    close: () => this.#line.close(),
  };
  readonly #clock = { now: () => new Date().toISOString() };

  get file(): BenchFile['file'] {
    return this.#made.file;
  }

  async connect(state: StateEnd): Promise<void> {
    await connectDevice(this.file, this.#transport, {
      url: state.url,
      code: await state.deviceCode(),
      deviceName: benchContext.actorName,
    });
  }

  async cycle(): Promise<void> {
    const result = await runCycle(this.file, {
      clock: this.#clock,
      newId,
      transport: this.#transport,
      onProgress: () => undefined,
    });
    if (result.outcome !== 'done' || waitingCounts(this.file.reader).total > 0) throw new Error(result.words);
  }

  /** Milliseconds until the state has confirmed everything that waits. */
  async push(expected: number): Promise<number> {
    const start = performance.now();
    const { applied } = await push(this.file, this.#client(), {
      clock: this.#clock,
      newId,
      onProgress: () => undefined,
    });
    const took = performance.now() - start;
    if (applied !== expected) throw new Error(`The state took ${applied} of ${expected} records.`);
    return took;
  }

  /** Milliseconds until everything the state has is in this file. */
  async pull(expected: number): Promise<number> {
    const start = performance.now();
    const fetched = await pull(this.file, this.#client(), this.#clock);
    const took = performance.now() - start;
    if (fetched !== expected) throw new Error(`${fetched} records came instead of ${expected}.`);
    return took;
  }

  end(): void {
    this.#transport.close();
    this.#made.end();
  }

  #client(): StateClient {
    const connection = connectionOf(this.file.reader);
    if (!connection) throw new Error('This computer is not connected.');
    return new StateClient(this.#transport, connection);
  }
}
