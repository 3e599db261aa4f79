import type Database from 'better-sqlite3';
import { adoptUnknownFields } from '#db/system/adopt-unknown.ts';
import { installChangeCapture } from '#db/system/change-capture.ts';
import { installFindIndex } from '#db/system/find-index.ts';
import { firstTables } from '#db/system/migrations/0010-first-tables.ts';
import { marksByPupil } from '#db/system/migrations/0030-marks-by-pupil.ts';
import { syncThatRecovers } from '#db/system/migrations/0100-sync-that-recovers.ts';
import { stateCalls } from '#db/system/migrations/0200-state-calls.ts';
import { carriedPackages } from '#db/system/migrations/0210-carried-packages.ts';
import { collections } from '#db/system/migrations/0300-collections.ts';
import { classesStaffCteBehavior } from '#db/system/migrations/0310-classes-staff-cte-behavior.ts';
import { handedOver } from '#db/system/migrations/0320-handed-over.ts';
import { families } from '#db/system/migrations/0400-families.ts';
import { leanOutbox } from '#db/system/migrations/0410-lean-outbox.ts';
import { programsAndReporting } from '#db/system/migrations/0510-programs-and-reporting.ts';
import { sectionFacts } from '#db/system/migrations/0520-section-facts.ts';
import { assessments } from '#db/system/migrations/0530-assessments.ts';
import { readingGrants } from '#db/system/migrations/0540-reading-grants.ts';
import { transition } from '#db/system/migrations/0560-transition.ts';
import { offeredModes } from '#db/system/migrations/0570-offered-modes.ts';
import { photosThatTravel } from '#db/system/migrations/0610-photos-that-travel.ts';
import { listsFromTheState } from '#db/system/migrations/0630-lists-from-the-state.ts';
import { installOutOfScope } from '#db/system/out-of-scope.ts';
import { Failure } from '#domain/system/failure.ts';

/** One forward step. Numbered by tens; never edited once landed. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [
  firstTables,
  marksByPupil,
  syncThatRecovers,
  stateCalls,
  carriedPackages,
  collections,
  classesStaffCteBehavior,
  handedOver,
  families,
  leanOutbox,
  programsAndReporting,
  sectionFacts,
  assessments,
  readingGrants,
  transition,
  offeredModes,
  photosThatTravel,
  listsFromTheState,
];

export const newestVersion = migrations.at(-1)?.number ?? 0;

export function versionOf(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/** Refuses a file made by a newer Hi-Line, before anything is touched. */
export function refuseFuture(database: Database.Database): void {
  const version = versionOf(database);
  if (version > newestVersion)
    throw new Failure(
      'storage',
      `This district file was last used with a newer Hi-Line (file version ${version}, this program knows ${newestVersion}). ` +
        'Install the newest Hi-Line on this computer; the file has not been changed.',
    );
}

/**
 * Brings the file to `upTo`, one transaction a step; a file with nothing in it gets all of them in one, and is made
 * whole or not at all. Foreign keys are off before BEGIN (inside a transaction the switch does nothing, and rebuilding a
 * table would cascade) and checked before COMMIT.
 */
export function migrate(
  database: Database.Database,
  upTo: number = newestVersion,
  steps: readonly Migration[] = migrations,
): number[] {
  refuseFuture(database);
  const version = versionOf(database);
  const wanted = steps.filter(({ number }) => number > version && number <= upTo);
  database.pragma('foreign_keys = OFF');
  try {
    if (version === 0) take(database, wanted);
    else for (const step of wanted) take(database, [step]);
  } finally {
    database.pragma('foreign_keys = ON');
  }
  return wanted.map(({ number }) => number);
}

/** Some steps as one transaction. What is made from the field registry is made once, after the last of them. */
function take(database: Database.Database, steps: readonly Migration[]): void {
  const last = steps.at(-1);
  if (!last) return;
  database.transaction(() => {
    dropDerivedTriggers(database);
    for (const { sql } of steps) database.exec(sql);
    adoptUnknownFields(database);
    installChangeCapture(database);
    installFindIndex(database);
    installOutOfScope(database);
    const broken = database.pragma('foreign_key_check') as { table: string }[];
    if (broken.length > 0)
      throw new Failure(
        'storage',
        `Step ${last.number} (${last.name}) would leave broken links in ${broken[0]?.table}.`,
      );
    database.pragma(`user_version = ${last.number}`);
  })();
}

/**
 * Triggers made from the field registry would stop a step from rebuilding a table they speak of; they are made anew after
 * it. The audit's own guards stay.
 */
function dropDerivedTriggers(database: Database.Database): void {
  const names = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'auditLine%'")
    .pluck()
    .all() as string[];
  for (const name of names) database.exec(`DROP TRIGGER "${name}"`);
}
