// The same contract with no window: one JSON line comes in on stdin, one JSON line goes out on stdout. It serves
// scripts and support where an entry needs Electron itself, such as printing.
import { createInterface } from 'node:readline';
import { app } from 'electron';

export interface HeadlessCall {
  readonly kind: 'headless';
  readonly file: string;
  readonly entry: string;
  readonly input: unknown;
  readonly user?: string;
  readonly password?: string;
}

/** Reads the call from stdin; the password comes this way too, because other users can read a command line. */
export async function readCall(): Promise<HeadlessCall> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const { file, entry, input, user, password } = JSON.parse(line);
    return { kind: 'headless', file, entry, input, user, password };
  }
  throw new Error('A headless run needs one line of JSON on its input: {"file":…,"entry":…,"input":…}.');
}

/** Writes the answer and ends the program; 0 when the entry did what was asked. Bytes are written as base64. */
export function finish(answer: { readonly ok: boolean }): void {
  const line = JSON.stringify(answer, (_key, value) => (value instanceof Uint8Array ? base64(value) : value));
  process.stdout.write(`${line}\n`, () => app.exit(answer.ok ? 0 : 1));
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export function finishWithError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  finish({ ok: false, failure: { kind: 'unexpected', message } } as { ok: boolean });
}
