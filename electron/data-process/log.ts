import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

/** The log of the data process: names and durations, never values. Nothing when no folder is given. */
export function logger(folder: string | undefined): Logger {
  if (!folder) return pino({ enabled: false });
  mkdirSync(folder, { recursive: true });
  return pino(
    { base: null, redact: ['password', 'key', 'fields', 'input'] },
    pino.destination({ dest: join(folder, 'data-process.log'), sync: false }),
  );
}
