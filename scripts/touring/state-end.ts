import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { mustRun, projectRoot } from '#scripts/runtime/run.ts';
import { digestOfDistrict } from '#scripts/touring/state-digest.ts';

/** The state's end as a process of its own, on a database file of its own. */
export interface StateEnd {
  readonly url: string;
  /** A one-time code for one computer of the district. */
  deviceCode(): Promise<string>;
  /** A change by the state's staff, as their web page makes it. */
  staffChange(
    type: string,
    id: string,
    baseRev: number,
    fields: Record<string, string | null>,
  ): Promise<void>;
  /** The first certification is asked for again, through the form of the staff's own page. */
  askToCertifyAgain(reason: string): Promise<void>;
  /** Live records and one line of digest over all of them. */
  digest(): Promise<{ records: number; digest: string }>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

const DISTRICT = '9990';
const STAFF = 'Reviewer';
const STAFF_PASSWORD = 'a state password';

export async function startStateEnd(folder: string): Promise<StateEnd> {
  const environment = {
    ...process.env,
    STATE_DATABASE: join(folder, 'state.sqlite'),
    STATE_STAFF_PASSWORD: STAFF_PASSWORD,
    STATE_LOG: 'silent',
  };
  const command = async (...words: string[]): Promise<Record<string, string>> =>
    JSON.parse(
      (await mustRun(process.execPath, ['scripts/state-server.ts', ...words], { env: environment }))
        .trim()
        .split('\n')
        .at(-1) ?? '{}',
    ) as Record<string, string>;
  await command('district', 'add', '--number', DISTRICT, '--name', 'Larkspur Bench');
  await command('staff', 'add', '--name', STAFF);
  let child: ChildProcess | undefined;
  let port = 0;
  let cookie = '';
  const signIn = async (): Promise<void> => {
    if (cookie !== '') return;
    const session = await fetch(`${end.url}/v1/staff/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: end.url },
      body: JSON.stringify({ name: STAFF, password: STAFF_PASSWORD }),
    });
    cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  };
  const end = {
    url: '',
    deviceCode: async () => (await command('device-code', '--district', DISTRICT)).code ?? '',
    start: async () => {
      child = spawn(process.execPath, ['scripts/state-server.ts', '--port', String(port)], {
        cwd: projectRoot,
        env: environment,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      end.url = await readyUrl(child);
      port = Number(new URL(end.url).port);
      cookie = '';
    },
    stop: async () => {
      const stopped = new Promise((resolve) => child?.once('exit', resolve));
      child?.kill('SIGTERM');
      await stopped;
    },
    staffChange: async (type: string, id: string, baseRev: number, fields: Record<string, string | null>) => {
      const headers = { 'content-type': 'application/json', origin: end.url };
      await signIn();
      const answer = await fetch(`${end.url}/v1/staff/records/${type}/${id}`, {
        method: 'POST',
        headers: { ...headers, cookie },
        body: JSON.stringify({ district: DISTRICT, baseRev, fields }),
      });
      const { outcome } = (await answer.json()) as { outcome?: string };
      if (outcome !== 'applied')
        throw new Error(`The state's own change was answered ${outcome ?? answer.status}.`);
    },
    askToCertifyAgain: async (reason: string) => {
      await signIn();
      const shown = await (await fetch(`${end.url}/staff/certifications`, { headers: { cookie } })).text();
      const form = /<form method="post" action="\/staff\/certifications\/ask-again">(.*?)<\/form>/s.exec(
        shown,
      )?.[1];
      const fields = [...(form ?? '').matchAll(/name="(\w+)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']): [string, string] => [name, value],
      );
      const answer = await fetch(`${end.url}/staff/certifications/ask-again`, {
        method: 'POST',
        headers: { cookie, origin: end.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams([...fields, ['reason', reason]]).toString(),
        redirect: 'manual',
      });
      if (!form || answer.status !== 303)
        throw new Error(`Asking to certify again was answered ${answer.status}.`);
    },
    digest: () => digestOfDistrict(environment.STATE_DATABASE, DISTRICT),
  };
  await end.start();
  return end;
}

/** The server says on stdout, in one line of JSON, where it listens. */
async function readyUrl(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const part of child.stdout ?? []) {
    text += String(part);
    for (const line of text.split('\n')) {
      const said = line.startsWith('{"url"') ? (JSON.parse(line) as { url: string }) : undefined;
      if (said) return said.url;
    }
  }
  throw new Error('The state server did not start.');
}
