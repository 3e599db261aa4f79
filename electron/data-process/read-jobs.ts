import { Worker } from 'node:worker_threads';
import { Failure, type FailureKind, type Problem } from '#domain/system/failure.ts';
import type { JobInput, JobName, JobOutput } from '#electron/data-process/read-worker-jobs.ts';

/** Long reading (reports, checks, copies) in a Worker with a read-only connection of its own. */
export interface ReadJobs {
  run<N extends JobName>(name: N, input: JobInput<N>): Promise<JobOutput<N>>;
  close(): Promise<void>;
}

interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly failure?: { kind: FailureKind; message: string; problems: Problem[] };
}

export function startReadJobs(
  workerFile: string | URL,
  data: { path: string; key: Buffer; nativeBinding?: string | undefined },
): ReadJobs {
  let worker: Worker | undefined;
  let last = 0;
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();

  const start = (): Worker => {
    const started = new Worker(workerFile, { workerData: { ...data, key: data.key.toString('hex') } });
    started.on('message', (reply: Reply) => {
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.failure)
        asked?.reject(new Failure(reply.failure.kind, reply.failure.message, reply.failure.problems));
      else asked?.resolve(reply.value as never);
    });
    const stopped = (): void => {
      if (worker === started) worker = undefined;
      for (const asked of waiting.values())
        asked.reject(new Failure('unexpected', 'The reading process stopped. Nothing is lost. Try again.'));
      waiting.clear();
    };
    started.on('error', stopped);
    started.on('exit', stopped);
    started.unref();
    return started;
  };

  return {
    run(name, input) {
      worker ??= start();
      const asked = worker;
      // A pending job keeps the process alive; an idle worker does not.
      asked.ref();
      const id = ++last;
      const answer = new Promise<never>((resolve, reject) => waiting.set(id, { resolve, reject }));
      asked.postMessage({ id, name, input });
      return answer.finally(() => {
        if (waiting.size === 0) asked.unref();
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}
