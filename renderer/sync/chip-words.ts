import type { Output } from '#electron/contract/contract.ts';
import { momentInWords } from '#renderer/shell/words.ts';

type Status = Output<'sync.status'>;

/** How the chip looks. Grey is calm, also without a line; only what needs a person is amber. */
export type ChipLook = 'calm' | 'sending' | 'received' | 'care';

export interface Chip {
  readonly words: string;
  readonly look: ChipLook;
}

const OBSTACLES: Readonly<Record<NonNullable<Status['obstacle']>, string>> = {
  'no-internet': 'No internet',
  'no-line': 'No line to the state',
  'state-not-ready': 'The state is not ready',
};

/** One glance at the sync: what needs a person first, and always how many changes wait. */
export function chipOf(status: Status): Chip {
  const waiting = status.waiting > 0 ? `Waiting to send (${status.waiting})` : '';
  const also = (first: string, look: ChipLook): Chip => ({
    words: [first, waiting].filter(Boolean).join(' · '),
    look,
  });
  if (status.sending)
    return { words: `Sending ${status.sending.done} of ${status.sending.total}…`, look: 'sending' };
  if (status.fetching)
    return {
      words: `Fetching from the state, ${Math.floor(status.fetching.done * 100)} %…`,
      look: 'sending',
    };
  if (status.state === 'stopped') return also('Sending has stopped', 'care');
  if (status.removalsToAllow > 0) return also(`Removed at the state (${status.removalsToAllow})`, 'care');
  if (status.conflicts > 0) return also(`Changed in two places (${status.conflicts})`, 'care');
  if (status.rejected > 0)
    return also(
      `The state did not accept ${status.rejected} ${status.rejected === 1 ? 'record' : 'records'}`,
      'care',
    );
  if (status.state === 'update-needed') return also('Update Hi-Line to send', 'care');
  if (status.state === 'closed') return also(status.words.replace(/\.$/, ''), 'calm');
  if (status.state === 'offline') return also(OBSTACLES[status.obstacle ?? 'no-internet'], 'calm');
  if (waiting) return { words: waiting, look: 'calm' };
  if (status.state === 'not-connected') return { words: 'Saved on this computer', look: 'calm' };
  if (status.lastReceived)
    return { words: `Received by the state ${momentInWords(status.lastReceived.at)}`, look: 'received' };
  return { words: 'The state has everything', look: 'received' };
}

/** The whole story, for the pointer and for reading aloud. */
export function chipStory(status: Status): string {
  const received = status.lastReceived
    ? `Last received by the state ${momentInWords(status.lastReceived.at)}${status.lastReceived.receipt ? `, receipt ${status.lastReceived.receipt}` : ''}.`
    : '';
  return [status.words, received].filter(Boolean).join(' ');
}
