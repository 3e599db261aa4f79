import { readFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { z } from 'zod';
import { Failure } from '#domain/system/failure.ts';
import { contract, entryNamed, entryNames } from '#electron/contract/contract.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { noDesktop } from '#electron/data-process/desktop-services.ts';
import { signInHeadless } from '#electron/data-process/headless-sign-in.ts';
import { failureMessage } from '#electron/data-process/port-server.ts';
import { callOnDesktop } from '#scripts/headless-desktop.ts';

/**
 * Any contract entry from the command line: `hiline --file F <entry> '<json>'`. JSON alone on stdout; on failure
 * {kind, message, problems} on stderr and exit code 1. Name and password come by HILINE_USER and HILINE_PASSWORD.
 */
async function run(words: readonly string[]): Promise<unknown> {
  const { file, entry, json } = readWords(words);
  if (entry === 'list') return list();
  if (!file)
    throw new Failure('invalid-input', "Say which district file: hiline --file FILE <entry> '<json>'.");
  const known = entryNamed(entry);
  if (!known)
    throw new Failure('invalid-input', `There is no entry "${entry}". "hiline list" shows every one.`);
  const input = parseJson(json);
  const user = process.env.HILINE_USER;
  const password = process.env.HILINE_PASSWORD;
  if (known.host === 'desktop') return callOnDesktop({ file, entry, input, user, password });

  const host = new DataHost({
    districtFile: file,
    clock: systemClock,
    newId: () => v7(),
    workerFile: new URL('../electron/data-process/read-worker.ts', import.meta.url),
    sampleDistrict: new URL('../resources/sample-district/district.jsonl', import.meta.url),
    desktop: noDesktop,
    push: () => undefined,
    checkAnswers: true,
    onDefect: (name, error) => process.env.HILINE_DEBUG && console.error(name, error),
  });
  try {
    if (known.roles !== 'anyone') await signInHeadless(host.district, user, password);
    return await host.call(entry, withAdministrator(entry, input, user, password), 'headless');
  } finally {
    await host.close();
  }
}

function readWords(words: readonly string[]): { file: string | undefined; entry: string; json: string } {
  const rest: string[] = [];
  let file: string | undefined;
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '--file') file = words[++i];
    else rest.push(words[i] ?? '');
  }
  const [entry, json] = rest;
  if (!entry)
    throw new Failure(
      'invalid-input',
      "Say what to do: hiline --file FILE <entry> '<json>', or hiline list.",
    );
  return { file, entry, json: textOf(json ?? '{}') };
}

/** The input itself, `-` for standard input or `@path` for a file: what holds names stays off the command line. */
function textOf(input: string): string {
  if (input !== '-' && !input.startsWith('@')) return input;
  try {
    return readFileSync(input === '-' ? 0 : input.slice(1), 'utf8');
  } catch {
    throw new Failure('invalid-input', 'The file with the input cannot be read. Check its name.');
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Failure('invalid-input', 'The input is not JSON. Put it in single quotes: \'{"name":"…"}\'.');
  }
}

const MAKES_A_DISTRICT: ReadonlySet<string> = new Set([
  'district.create',
  'district.join',
  'district.open-sample',
]);

/** The first administrator's name and password never stand on the command line. */
function withAdministrator(
  entry: string,
  input: unknown,
  user: string | undefined,
  password: string | undefined,
): unknown {
  if (!MAKES_A_DISTRICT.has(entry) || typeof input !== 'object' || input === null || Array.isArray(input))
    return input;
  return {
    // The practice district has a name and password of its own where none is given.
    ...(user === undefined && entry === 'district.open-sample'
      ? {}
      : { administrator: user ?? 'Administrator' }),
    ...(password === undefined ? {} : { password }),
    ...input,
  };
}

function list(): unknown {
  const schema = (type: z.ZodType, io: 'input' | 'output'): unknown =>
    z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return entryNames.map((name) => {
    const { kind, host, roles, about, input, output } = contract[name];
    return {
      name,
      kind,
      host,
      roles,
      about,
      input: schema(input, 'input'),
      output: schema(output, 'output'),
    };
  });
}

try {
  process.stdout.write(`${JSON.stringify(await run(process.argv.slice(2)), null, 1)}\n`);
} catch (error) {
  process.stderr.write(`${JSON.stringify(failureMessage(error))}\n`);
  if (process.env.HILINE_DEBUG) console.error(error);
  process.exitCode = 1;
}
