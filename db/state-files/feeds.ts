import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import { zipSync } from 'fflate';
import { registrationFeed, testWindowFeed } from '#db/assessments/assessment-feeds.ts';
import { inNameOrder } from '#db/people/name-order.ts';
import { inForce } from '#db/state-files/layouts.ts';
import { mealFeed } from '#db/state-files/meal-feed.ts';
import { specialEducationFeed } from '#db/state-files/special-education-feed.ts';
import { type CodeToConfirm, codeToConfirm, stateCodes } from '#db/state-files/state-codes.ts';
import type { Reader } from '#db/system/connection.ts';
import type { FeedName } from '#domain/state-files/feeds.ts';
import type { RecordValues, StateLayout } from '#domain/state-files/layout.ts';
import { writeRecord } from '#domain/state-files/write-record.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import assessmentRegistration from '#resources/feeds/assessment-registration.json' with { type: 'json' };
import childNutrition from '#resources/feeds/child-nutrition.json' with { type: 'json' };
import specialEducation from '#resources/feeds/special-education.json' with { type: 'json' };
import testWindow from '#resources/feeds/test-window.json' with { type: 'json' };

export interface FeedScope {
  readonly date: CivilDate;
  /** School number; left out: every school. */
  readonly school?: string | undefined;
}

export interface FeedRow {
  readonly studentId: string;
  readonly name: string;
  readonly values: RecordValues;
}

/** A number with the pupils behind it. */
export interface FeedTotal {
  /** Told also when it is none. */
  readonly always?: boolean;
  readonly group: string;
  readonly label: string;
  readonly studentIds: readonly string[];
}

interface LeftOut {
  readonly studentId: string;
  readonly name: string;
  readonly reason: string;
}

/** What a feed says before it is written. */
export interface Feed {
  readonly rows: readonly FeedRow[];
  readonly leftOut: readonly LeftOut[];
  readonly totals: readonly FeedTotal[];
}

type MakeFeed = (reader: Reader, scope: FeedScope, layout: StateLayout) => Feed;

const makers: Readonly<Record<FeedName, MakeFeed>> = {
  'assessment-registration': registrationFeed,
  'test-window': testWindowFeed,
  'child-nutrition': mealFeed,
  'special-education': specialEducationFeed,
};

export const shippedFeeds: Readonly<Record<FeedName, StateLayout>> = {
  'assessment-registration': assessmentRegistration as unknown as StateLayout,
  'test-window': testWindow as unknown as StateLayout,
  'child-nutrition': childNutrition as unknown as StateLayout,
  'special-education': specialEducation as unknown as StateLayout,
};

export interface ComposedFeed {
  readonly title: string;
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly { studentId: string; name: string; cells: readonly string[] }[];
  /** Pupils who stay out: the rule says so, or a field of theirs cannot be written. */
  readonly leftOut: readonly LeftOut[];
  readonly totals: readonly Omit<FeedTotal, 'always'>[];
  readonly codesToConfirm: readonly CodeToConfirm[];
  /** SHA-256 of the pupils' lines. */
  readonly hash: string;
}

/** A feed as it would be written. Totals count the lines of the file and nobody else. */
export function composeFeed(reader: Reader, feed: FeedName, scope: FeedScope): ComposedFeed {
  const layout = inForce(reader, shippedFeeds[feed]);
  const codeFor = stateCodes(reader);
  const made = makers[feed](reader, scope, layout);
  const rows: { studentId: string; name: string; cells: readonly string[] }[] = [];
  const leftOut = [...made.leftOut];
  const unconfirmed = new Map<string, { set: string; code: string }>();
  for (const { studentId, name, values } of made.rows) {
    const { cells, problems, unconfirmed: codes } = writeRecord(layout, values, codeFor);
    if (problems.length > 0) {
      leftOut.push({ studentId, name, reason: problems.map(({ message }) => message).join(' ') });
      continue;
    }
    for (const one of codes) unconfirmed.set(`${one.set} ${one.code}`, one);
    rows.push({ studentId, name, cells });
  }
  const written = new Set(rows.map(({ studentId }) => studentId));
  return {
    title: layout.title,
    note: layout.note,
    columns: layout.fields.map(({ label }) => label),
    rows,
    leftOut: inNameOrder(leftOut),
    totals: made.totals
      .map((total) => ({ ...total, studentIds: total.studentIds.filter((id) => written.has(id)) }))
      .filter(({ always, studentIds }) => always || studentIds.length > 0)
      .map(({ always: _always, ...total }) => total),
    codesToConfirm: [...unconfirmed.values()]
      .map(({ set, code }) => codeToConfirm(reader, set, code))
      .sort((a, b) => (a.set + a.code < b.set + b.code ? -1 : 1)),
    hash: createHash('sha256')
      .update(stringify(rows.map(({ cells }) => [...cells])))
      .digest('hex'),
  };
}

/** Entries carry this time, so that the same records give the same bytes. */
const ZIP_TIME = new Date(1980, 0, 1, 0, 0, 0);

/** Two files in a zip: the pupils, and the totals of exactly these lines. */
export function feedZip(feed: FeedName, { columns, rows, totals }: ComposedFeed): Uint8Array {
  const csv = (lines: readonly (readonly string[])[]): Uint8Array =>
    new TextEncoder().encode(stringify(lines as string[][], { record_delimiter: '\r\n' }));
  const counted = totals.map(({ group, label, studentIds }) => [group, label, String(studentIds.length)]);
  return zipSync(
    {
      [`${feed}.csv`]: csv([columns, ...rows.map(({ cells }) => cells)]),
      [`${feed}-totals.csv`]: csv([['Group', 'What', 'Pupils'], ...counted]),
    },
    { mtime: ZIP_TIME, level: 9 },
  );
}
