import type { LineTrouble, StrangeAnswer } from '#sync/line-trouble.ts';

/** What a cycle met with: this computer has no internet, the way to the state is broken, or the state itself is not ready. */
export type Obstacle = 'no-internet' | 'no-line' | 'state-not-ready';

/** What trouble on the line means; only what is certain is called "no internet". */
export function obstacleOf(trouble: LineTrouble | undefined): Obstacle {
  if (trouble === undefined || trouble === 'no-network' || trouble === 'name') return 'no-internet';
  return trouble === 'refused' ? 'state-not-ready' : 'no-line';
}

/** Why the state cannot be reached, calmly: work goes on. The connection test says more. */
export function unreachableWords(trouble: LineTrouble | undefined): string {
  switch (trouble) {
    case 'certificate':
    case 'certificate-time':
      return 'The line to the state is not safe, so nothing was sent. Keep working – nothing is lost. See Connection.';
    case 'proxy':
    case 'proxy-sign-in':
      return 'The school’s proxy does not let this computer through. Keep working – nothing is lost. See Connection.';
    case 'refused':
      return 'The state’s computer does not answer at the moment. Keep working – nothing is lost.';
    case 'timeout':
    case 'cut':
      return 'The line to the state broke off. Keep working – nothing is lost.';
    default:
      return 'No internet. Keep working – nothing is lost.';
  }
}

export function notOurServerWords(strange: StrangeAnswer | undefined): string {
  return strange === 'too-large'
    ? 'The answer was larger than any of the state’s, so it was not taken. Nothing is lost.'
    : 'Something answers at that address, but it is not the state. Perhaps this network asks to sign in first; open a web page to see. Nothing is lost.';
}
