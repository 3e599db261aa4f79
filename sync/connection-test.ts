import type { Connection } from '#db/sync/sync-state.ts';
import type { LineTrouble } from '#sync/line-trouble.ts';
import type { Transport, WireAnswer } from '#sync/transport.ts';
import { identityReply, tokenReply } from '#sync/wire/identity.ts';
import { problemBody } from '#sync/wire/problem.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#sync/wire/protocol.ts';

export type ConnectionOutcome =
  | 'ok'
  | 'not-connected'
  | 'no-network'
  | 'name'
  | 'refused'
  | 'timeout'
  | 'cut'
  | 'certificate'
  | 'proxy'
  | 'captive-portal'
  | 'wrong-server'
  | 'clock'
  | 'revoked'
  | 'unknown-device'
  | 'too-old'
  | 'busy'
  | 'closed';

export interface ConnectionStep {
  readonly title: string;
  readonly ok: boolean;
  readonly words: string;
}

export interface ConnectionTest {
  readonly outcome: ConnectionOutcome;
  /** What is wrong, and what to do about it. One sentence each. */
  readonly words: string;
  readonly todo: string;
  readonly steps: ConnectionStep[];
}

/** A clock this far off makes certificates and tokens fail. */
const CLOCK_MINUTES = 5;

const WORDS: Readonly<Record<ConnectionOutcome, readonly [string, string]>> = {
  ok: ['Everything is in order.', 'Nothing to do.'],
  'not-connected': [
    'This computer is not connected to the state yet.',
    'Ask the state for a one-time code and choose “Connect to the state”.',
  ],
  'no-network': [
    'This computer has no network.',
    'Check the cable or the wireless network. Keep working: nothing is lost.',
  ],
  name: [
    'The name of the state’s address cannot be found.',
    'Open any web page. If none opens, the internet is down; if they do, check the address of the state.',
  ],
  refused: [
    'The state’s computer was found, but nobody answers there.',
    'It may be down for a while. It is tried again by itself.',
  ],
  timeout: [
    'No answer came in time.',
    'The line is very slow, or something on the way swallows the call. It is tried again by itself; if it stays, ask whoever looks after the network.',
  ],
  cut: [
    'The line broke in the middle of the answer.',
    'It is tried again by itself. If it stays, ask whoever looks after the network.',
  ],
  certificate: [
    'Whoever answers cannot prove to be the state, so nothing was sent.',
    'A filter of the school may open the line. Whoever looks after the network has to add the filter’s certificate to this computer, or let the state’s address through.',
  ],
  proxy: [
    'The school’s proxy does not let this computer through.',
    'Check the proxy below with whoever looks after the network: its address, and a name and password if it asks for them.',
  ],
  'captive-portal': [
    'Something answers, but it is not the state.',
    'This network probably asks to sign in first: open a web page, sign in, then test again.',
  ],
  'wrong-server': [
    'Another state answers at this address than the one this computer was connected to.',
    'Nothing is sent there. Check the address with the state; connect again only if they say so.',
  ],
  clock: [
    'The clock of this computer is wrong.',
    'Set date and time of the computer right, then test again.',
  ],
  revoked: [
    'The state has ended the access of this computer.',
    'Everything on it is kept and can be taken out. Ask the state for a new code, or bring a package.',
  ],
  'unknown-device': [
    'The state does not know this computer, or its secret was changed.',
    'Everything here is kept. Ask the state for a new code and connect again.',
  ],
  'too-old': [
    'This Hi-Line and the state do not fit.',
    'Install the newest Hi-Line. Keep working meanwhile: nothing is lost.',
  ],
  busy: ['The state is there, but busy.', 'It is tried again by itself.'],
  closed: ['The state has announced that it is closed now.', 'Nothing to do: it goes on by itself.'],
};

const BY_TROUBLE: Readonly<Record<LineTrouble, ConnectionOutcome>> = {
  'no-network': 'no-network',
  name: 'name',
  refused: 'refused',
  timeout: 'timeout',
  cut: 'cut',
  certificate: 'certificate',
  'certificate-time': 'clock',
  proxy: 'proxy',
  'proxy-sign-in': 'proxy',
};

/**
 * Goes the way to the state step by step and says in words what is wrong. Changes nothing, sends no record. `closed`:
 * the state's own words that it is closed now.
 */
export async function testConnection(
  transport: Transport,
  connection: Connection | undefined,
  at: { readonly now: () => string; readonly closed: string | null },
): Promise<ConnectionTest> {
  const steps: ConnectionStep[] = [];
  const end = (outcome: ConnectionOutcome, words?: string): ConnectionTest => {
    const [usual, todo] = WORDS[outcome];
    return { outcome, words: words ?? usual, todo, steps };
  };
  const failed = (title: string, outcome: ConnectionOutcome, words?: string): ConnectionTest => {
    if (at.closed && (outcome === 'refused' || outcome === 'timeout' || outcome === 'busy'))
      return failedAs(title, 'closed', at.closed);
    return failedAs(title, outcome, words);
  };
  const failedAs = (title: string, outcome: ConnectionOutcome, words?: string): ConnectionTest => {
    steps.push({ title, ok: false, words: words ?? WORDS[outcome][0] });
    return end(outcome, words);
  };
  if (!connection || connection.url === '') return failed('Connected once', 'not-connected');
  steps.push({ title: 'Connected once', ok: true, words: connection.url });

  const call = (method: 'GET' | 'POST', path: string, body?: object): Promise<WireAnswer> =>
    transport.send({
      method,
      url: `${connection.url.replace(/\/+$/, '')}${path}`,
      headers: { [PROTOCOL_HEADER]: String(PROTOCOL.max) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  const answer = await call('GET', '/v1/identity');
  const line = 'A line to that address';
  if (answer.kind === 'unreachable')
    return failed(line, answer.trouble ? BY_TROUBLE[answer.trouble] : 'refused');
  if (answer.kind === 'not-our-server') return failed(line, 'captive-portal');
  steps.push({ title: line, ok: true, words: 'Somebody answers.' });

  const who = 'The state answers';
  const identity = identityReply.safeParse(answer.json);
  if (answer.status < 200 || answer.status > 299) {
    const problem = problemBody.safeParse(answer.json);
    if (answer.status === 426) return failed(who, 'too-old');
    if (answer.status >= 500 || answer.status === 429) return failed(who, 'busy');
    return failed(who, problem.success ? 'busy' : 'captive-portal');
  }
  if (!identity.success) return failed(who, 'captive-portal');
  if (identity.data.serverId !== connection.serverId) return failed(who, 'wrong-server');
  steps.push({ title: who, ok: true, words: 'It is the state this computer was connected to.' });

  const clock = 'The clock of this computer';
  const off = Math.round((Date.parse(at.now()) - Date.parse(identity.data.time)) / 60_000);
  if (Math.abs(off) > CLOCK_MINUTES)
    return failed(
      clock,
      'clock',
      `The clock of this computer is ${spanWords(Math.abs(off))} ${off > 0 ? 'ahead' : 'behind'}.`,
    );
  steps.push({ title: clock, ok: true, words: 'It is right.' });

  const version = 'The version of Hi-Line';
  const { min, max } = identity.data.protocol;
  if (PROTOCOL.max < min || PROTOCOL.min > max) return failed(version, 'too-old');
  steps.push({ title: version, ok: true, words: 'It fits the state.' });

  const access = 'This computer’s access';
  const token = await call('POST', '/oauth/token', {
    grant_type: 'client_credentials',
    client_id: connection.clientId,
    client_secret: connection.clientSecret,
  });
  if (token.kind === 'unreachable') return failed(access, token.trouble ? BY_TROUBLE[token.trouble] : 'cut');
  if (token.kind === 'not-our-server') return failed(access, 'captive-portal');
  if (token.status === 403) return failed(access, 'revoked');
  if (token.status === 401 || token.status === 400) return failed(access, 'unknown-device');
  if (!tokenReply.safeParse(token.json).success) return failed(access, 'busy');
  steps.push({ title: access, ok: true, words: `It may sync for ${connection.districtName}.` });
  return end('ok');
}

function spanWords(minutes: number): string {
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
