import { expect, test } from 'vitest';
import { farInWords } from '#renderer/sync/fetch-words.ts';

test.each([
  [{ step: 'fetching', records: 0, done: 0, secondsLeft: null }, '0 %, 0 records so far.'],
  [
    { step: 'fetching', records: 1, done: 0.499, secondsLeft: 30 },
    '49 %, 1 record so far, less than a minute left.',
  ],
  [
    { step: 'fetching', records: 900, done: 0.5, secondsLeft: 61 },
    '50 %, 900 records so far, about 1 minute left.',
  ],
  [{ step: 'taking in', records: 900, done: 0.25, secondsLeft: null }, '25 % of 900 records.'],
  [{ step: 'taking in', records: 0, done: 1, secondsLeft: null }, '100 %.'],
] as const)('the first sync says how far it is: %j', (fetching, words) => {
  expect(farInWords(fetching)).toBe(words);
});
