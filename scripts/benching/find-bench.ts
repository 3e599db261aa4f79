import { v7 } from 'uuid';
import { findPeople } from '#db/people/find.ts';
import { put } from '#db/system/rows.ts';
import { benchContext, benchFile } from '#scripts/benching/bench-file.ts';
import { type BenchLine, benchLine, percentile, timed } from '#scripts/benching/bench-lines.ts';

const SYLLABLES = [
  'lar',
  'son',
  'mei',
  'tor',
  'vik',
  'and',
  'ber',
  'gen',
  'hal',
  'ros',
  'ned',
  'sky',
  'fen',
  'dal',
  'mor',
  'win',
];
const nameOf = (n: number): string =>
  [n % 16, (n >> 4) % 16, (n >> 8) % 16].map((i) => SYLLABLES[i]).join('');
const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Find as you type over 15,000 and 150,000 people: each key of a few names, as the box sends them, in both in turn. */
export function findBench(): BenchLine[] {
  const small = schoolsOf(15_000);
  const large = schoolsOf(150_000);
  try {
    const times = { small: [] as number[], large: [] as number[] };
    for (const typed of whatIsTyped()) {
      times.small.push(timed(() => findPeople(small.file.reader, typed, 20)));
      times.large.push(timed(() => findPeople(large.file.reader, typed, 20)));
    }
    const p95 = (all: readonly number[]): number => percentile(all.slice(70), 0.95);
    return [
      benchLine('find.p95ms', p95(times.large)),
      benchLine('find.150000vs15000', p95(times.large) / p95(times.small)),
    ];
  } finally {
    small.end();
    large.end();
  }
}

function* whatIsTyped(): Generator<string> {
  for (let round = 0; round < 80; round++) {
    const word = nameOf(round * 97);
    for (let length = 1; length <= 6; length++) yield word.slice(0, length);
    yield `${word.slice(0, 4)} ${nameOf(round).slice(0, 2)}`;
  }
}

function schoolsOf(people: number): ReturnType<typeof benchFile> {
  const made = benchFile();
  made.file.write(benchContext, (writer) => {
    for (let n = 0; n < people; n++)
      put(writer, 'person', {
        id: v7(),
        lastName: capital(nameOf(n * 7)),
        firstName: capital(nameOf(n * 13 + 5)),
        middleName: null,
        suffix: null,
        usualName: null,
        birthDate: null,
        gender: null,
        isStudent: 1,
        isStaff: 0,
      });
  });
  return made;
}
