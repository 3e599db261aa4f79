import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Failure } from '#domain/system/failure.ts';

/** A file's bytes, wherever they lie: on the disk or inside a zip. Read again as often as it is asked. */
export interface SourceBytes {
  readonly name: string;
  readonly size: number;
  chunks(): Iterable<Uint8Array>;
}

const CHUNK = 64 * 1024;
const LARGEST = 256 * 1024 * 1024;

/** A file of the disk, 64 KB at a time. */
export function fileBytes(path: string, name = basename(path)): SourceBytes {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat)
    throw new Failure('not-found', 'There is no such file. It may have been moved; choose it again.');
  if (!stat.isFile())
    throw new Failure('invalid-input', 'That is not a file. Choose the .tsv, .txt or .csv file itself.');
  if (stat.size > LARGEST)
    throw new Failure('invalid-input', 'This file is larger than any school’s can be. Is it the right one?');
  return { name, size: stat.size, chunks: () => chunksOf(path) };
}

function* chunksOf(path: string): Generator<Uint8Array> {
  const handle = openSync(path, 'r');
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(CHUNK);
      const length = readSync(handle, buffer, 0, CHUNK, null);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(handle);
  }
}
