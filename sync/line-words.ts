import type { LineTrouble, StrangeAnswer } from '#sync/line-trouble.ts';

/** Why the state cannot be reached, calmly: work goes on. The connection test says more. */
export function unreachableWords(trouble: LineTrouble | undefined): string {
  switch (trouble) {
    case 'certificate':
    case 'certificate-time':
      return 'The line to the state is not safe, so nothing was sent. Keep working – nothing is lost. See Connection.';
    case 'proxy':
    case 'proxy-sign-in':
      return 'The school’s proxy does not let this computer through. Keep working – nothing is lost. See Connection.';
    default:
      return 'No internet. Keep working – nothing is lost.';
  }
}

export function notOurServerWords(strange: StrangeAnswer | undefined): string {
  return strange === 'too-large'
    ? 'The answer was larger than any of the state’s, so it was not taken. Nothing is lost.'
    : 'Something answers at that address, but it is not the state. Perhaps this network asks to sign in first; open a web page to see. Nothing is lost.';
}
