// Starting other programs from scripts: one place for the working folder, time limits and readable failures.
import { type SpawnOptions, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const say = (text: string): void => {
  process.stderr.write(`hi-line: ${text}\n`);
};

export interface Finished {
  readonly code: number;
  /** What the program wrote on stdout and stderr, in order. */
  readonly said: string;
}

/** Runs a program to its end and gives its exit code and words; 124 when the time limit (milliseconds) ran out. */
export function run(
  program: string,
  args: readonly string[],
  options: SpawnOptions & { limit?: number } = {},
) {
  const { limit, ...rest } = options;
  return new Promise<Finished>((resolve, reject) => {
    const child = spawn(program, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'], ...rest });
    const words: string[] = [];
    let late = false;
    child.stdout?.on('data', (part) => words.push(String(part)));
    child.stderr?.on('data', (part) => words.push(String(part)));
    const timer = limit
      ? setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
        }, limit)
      : undefined;
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : (code ?? 1), said: words.join('') });
    });
  });
}

/** Like `run`, but a failure is an error that carries the last lines the program wrote. */
export async function mustRun(
  program: string,
  args: readonly string[],
  options: SpawnOptions & { limit?: number } = {},
) {
  const { code, said } = await run(program, args, options);
  if (code !== 0) {
    const last = said.trim().split('\n').slice(-12).join('\n');
    throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${last}`);
  }
  return said;
}

/** npm by its own program file where it names one (it does inside npm scripts), so that Windows needs no shell. */
export function npmCommand(): { program: string; first: readonly string[]; shell: boolean } {
  const own = process.env.npm_execpath;
  if (own?.endsWith('.js')) return { program: process.execPath, first: [own], shell: false };
  const windows = process.platform === 'win32';
  return { program: windows ? 'npm.cmd' : 'npm', first: [], shell: windows };
}

/** Fetches one package from the registry npm is set to and unpacks it; gives the folder with its files. */
export async function fetchPackage(name: string, version: string, into: string): Promise<string> {
  const { program, first, shell } = npmCommand();
  const said = await mustRun(
    program,
    [...first, 'pack', '--silent', `${name}@${version}`, '--pack-destination', into],
    {
      cwd: into,
      shell,
    },
  );
  const file = said.trim().split('\n').at(-1) ?? '';
  await mustRun('tar', ['-xzf', join(into, file), '-C', into]);
  return join(into, 'package');
}

/** Runs a command's work; a failure is told in its own words, without the stack that only its author could read. */
export async function runCommand(work: () => Promise<number>): Promise<never> {
  try {
    process.exit(await work());
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    if (process.env.HILINE_DEBUG) console.error(error);
    process.exit(1);
  }
}
