import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportRow } from '#db/imports/import-run.ts';
import { takeOneRoster } from '#db/imports/one-roster-rows.ts';
import { tableRows } from '#db/imports/table-rows.ts';
import { unpackCsv } from '#db/imports/unzip.ts';
import { Failure } from '#domain/system/failure.ts';

/** Files in the order in which one needs the other, with the columns each must have (1.1 and 1.2). */
const FILES = [
  ['orgs', ['sourcedId', 'name', 'type']],
  ['academicSessions', ['sourcedId', 'title', 'type', 'startDate', 'endDate', 'schoolYear']],
  ['courses', ['sourcedId', 'title', 'orgSourcedId']],
  ['users', ['sourcedId', 'givenName', 'familyName']],
  ['roles', ['sourcedId', 'userSourcedId', 'role', 'orgSourcedId']],
  ['demographics', ['sourcedId']],
  ['classes', ['sourcedId', 'title', 'courseSourcedId', 'schoolSourcedId', 'termSourcedIds']],
  ['enrollments', ['sourcedId', 'classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role']],
] as const;

export type OneRosterFile = (typeof FILES)[number][0];

/** A OneRoster 1.1 or 1.2 export, zip or folder, row by row in an order in which every reference is known. */
export function* oneRosterRows(path: string): Generator<ImportRow> {
  const packed = statSync(path, { throwIfNoEntry: false });
  if (!packed) throw new Failure('not-found', 'There is no such file or folder. Choose it again.');
  const place = packed.isDirectory() ? { folder: path, end: () => undefined } : unpackCsv(path);
  try {
    if (!existsSync(join(place.folder, 'manifest.csv')))
      throw new Failure(
        'invalid-input',
        'There is no manifest.csv at its top, so this is not a OneRoster export. Zip the files themselves, not their folder.',
      );
    if (!existsSync(join(place.folder, 'users.csv')) || !existsSync(join(place.folder, 'orgs.csv')))
      throw new Failure('invalid-input', 'orgs.csv or users.csv is missing, so there is nobody to bring in.');
    const take = takeOneRoster();
    for (const [name, columns] of FILES) {
      const file = join(place.folder, `${name}.csv`);
      if (!existsSync(file)) continue;
      // 1.0 called the key of demographics by another name.
      const needed = name === 'demographics' ? [] : columns;
      yield* tableRows(file, `${name}.csv`, needed, (tools, row) => take(name, tools, row));
    }
    yield* take.last();
  } finally {
    place.end();
  }
}
