import { networkInterfaces } from 'node:os';

/** Why no answer of the state came, as far as this computer can tell. */
export type LineTrouble =
  | 'no-network' // not even a network
  | 'name' // the address's name is not known
  | 'refused' // the machine is there, nobody listens
  | 'timeout' // nobody answers, or too slowly
  | 'cut' // the line broke in mid-call
  | 'certificate' // who answers cannot show that it is the state
  | 'certificate-time' // its certificate is not valid at the time this computer's clock says
  | 'proxy' // the school's proxy cannot be reached or refuses
  | 'proxy-sign-in'; // the proxy wants a name and a password

/** Something answered that is not the state. */
export type StrangeAnswer = 'page' | 'redirect' | 'too-large';

/** A failure of our own making, with its reason already known. */
export class LineFailure extends Error {
  readonly trouble: LineTrouble;
  constructor(trouble: LineTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

const BY_CODE: Readonly<Record<string, LineTrouble>> = {
  ENETUNREACH: 'no-network',
  ENETDOWN: 'no-network',
  EHOSTUNREACH: 'no-network',
  EADDRNOTAVAIL: 'no-network',
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
  EAI_FAIL: 'name',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  CERT_HAS_EXPIRED: 'certificate-time',
  CERT_NOT_YET_VALID: 'certificate-time',
};

/** The reason behind an error of a socket. */
export function troubleOf(error: unknown): LineTrouble {
  if (error instanceof LineFailure) return error.trouble;
  const several = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const code = String((several as { code?: unknown } | null)?.code ?? '');
  const known = BY_CODE[code];
  if (known === 'name' && !anyNetwork()) return 'no-network';
  if (known) return known;
  return /CERT|SIGNATURE|SELF_SIGNED|ISSUER|ALTNAME|ERR_TLS|ERR_SSL|EPROTO/.test(code)
    ? 'certificate'
    : 'cut';
}

const anyNetwork = (): boolean =>
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));
