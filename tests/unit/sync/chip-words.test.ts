import { expect, test } from 'vitest';
import type { Output } from '#electron/contract/contract.ts';
import { chipOf } from '#renderer/sync/chip-words.ts';

const quiet: Output<'sync.status'> = {
  state: 'ready',
  words: 'The state has everything.',
  obstacle: null,
  url: 'https://state.example',
  waiting: 0,
  oldestWaiting: null,
  sending: null,
  fetching: null,
  removalsToAllow: 0,
  compared: null,
  rejected: 0,
  conflicts: 0,
  lastReceived: { at: '2026-10-06T21:12:00.000Z', receipt: '8F3K-27QM' },
};

test.each([
  ['waiting is grey', { waiting: 14 }, 'Waiting to send (14)', 'calm'],
  ['no line is grey too', { state: 'offline' }, 'No internet', 'calm'],
  [
    'a way that is broken is not called the internet',
    { state: 'offline', obstacle: 'no-line' },
    'No line to the state',
    'calm',
  ],
  [
    'a state that is not ready is not called the internet either',
    { state: 'offline', obstacle: 'state-not-ready', waiting: 1 },
    'The state is not ready · Waiting to send (1)',
    'calm',
  ],
  [
    'no line with work keeps the count',
    { state: 'offline', waiting: 3 },
    'No internet · Waiting to send (3)',
    'calm',
  ],
  [
    'closed is calm and says until when',
    { state: 'closed', words: 'The state is closed until Saturday.', waiting: 2 },
    'The state is closed until Saturday · Waiting to send (2)',
    'calm',
  ],
  ['sending is blue', { sending: { done: 6, total: 14 }, waiting: 8 }, 'Sending 6 of 14…', 'sending'],
  [
    'refused is amber',
    { rejected: 2, waiting: 2 },
    'The state did not accept 2 records · Waiting to send (2)',
    'care',
  ],
  ['a decision is amber', { conflicts: 1 }, 'Changed in two places (1)', 'care'],
  [
    'a decision comes before no line',
    { conflicts: 1, state: 'offline' },
    'Changed in two places (1)',
    'care',
  ],
  [
    'the first fetch says how far it is',
    { fetching: { step: 'fetching', records: 400, done: 0.426, secondsLeft: 70 } },
    'Fetching from the state, 42 %…',
    'sending',
  ],
  ['many removals wait for a look', { removalsToAllow: 40 }, 'Removed at the state (40)', 'care'],
  ['stopped is amber', { state: 'stopped', waiting: 1 }, 'Sending has stopped · Waiting to send (1)', 'care'],
  ['never connected', { state: 'not-connected', lastReceived: null }, 'Saved on this computer', 'calm'],
] as const)('%s', (_what, more, words, look) => {
  expect(chipOf({ ...quiet, ...more } as Output<'sync.status'>)).toEqual({ words, look });
});

test('with nothing to do it says what the state last received', () => {
  expect(chipOf(quiet)).toMatchObject({ look: 'received' });
  expect(chipOf(quiet).words).toMatch(/^Received by the state Tue Oct 6, \d+:\d\d [ap]m$/);
});
