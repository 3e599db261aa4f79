import { spawn } from 'node:child_process';
import { Failure, type FailureKind, type Problem } from '#domain/system/failure.ts';
import { prepareDesktop } from '#scripts/prepare-desktop.ts';

interface DesktopCall {
  readonly file: string;
  readonly entry: string;
  readonly input: unknown;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** Runs an entry that needs Electron (printing) in a hidden Electron. Its own chatter goes nowhere near stdout. */
export async function callOnDesktop(call: DesktopCall): Promise<unknown> {
  const { executable, arguments: words, environment, close } = await prepareDesktop();
  try {
    const child = spawn(executable, [...words, '--headless-entry'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: environment,
    });
    child.stdin.end(`${JSON.stringify(call)}\n`);
    let text = '';
    for await (const chunk of child.stdout) text += String(chunk);
    const line = text.trim().split('\n').at(-1) ?? '';
    const answer = JSON.parse(line || '{"ok":false}') as
      | { ok: true; value: unknown }
      | { ok: false; failure?: { kind: FailureKind; message: string; problems?: Problem[] } };
    if (answer.ok) return answer.value;
    throw new Failure(
      answer.failure?.kind ?? 'unexpected',
      answer.failure?.message ?? 'The hidden window stopped before it answered.',
      answer.failure?.problems ?? [],
    );
  } finally {
    close();
  }
}
