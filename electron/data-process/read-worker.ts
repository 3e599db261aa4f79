import { parentPort, workerData } from 'node:worker_threads';
import { Connection, openEncrypted } from '#db/system/connection.ts';
import { Failure } from '#domain/system/failure.ts';
import { diskFailure } from '#electron/data-process/disk-failure.ts';
import { type JobName, jobs, type OpenFile } from '#electron/data-process/read-worker-jobs.ts';

/** The Worker: one read-only connection, one job after another. */
const file = workerData as OpenFile;
const { path, key, nativeBinding } = file;
const reader = new Connection(
  openEncrypted(path, Buffer.from(key, 'hex'), { readonly: true, mustExist: true, nativeBinding }),
);

parentPort?.on('message', ({ id, name, input }: { id: number; name: JobName; input: never }) => {
  try {
    parentPort?.postMessage({
      id,
      value: (jobs[name] as (r: Connection, i: never, f: OpenFile) => unknown)(reader, input, file),
    });
  } catch (error) {
    // A copy is written here too: a full disk is told as such.
    const known = error instanceof Failure ? error : diskFailure(error);
    const failure = known
      ? { kind: known.kind, message: known.message, problems: known.problems }
      : { kind: 'unexpected', message: 'Reading the records failed. Nothing was changed.', problems: [] };
    parentPort?.postMessage({ id, failure });
  }
});
