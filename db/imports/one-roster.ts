import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportRow } from '#db/imports/import-run.ts';
import { takeOneRoster } from '#db/imports/one-roster-rows.ts';
import type { Opening } from '#db/imports/opened-import.ts';
import { fileBytes, type SourceBytes } from '#db/imports/source-bytes.ts';
import { checkColumns, openTable, type Table, tableRows } from '#db/imports/table-rows.ts';
import { zipEntries } from '#db/imports/zip-entries.ts';
import { Failure } from '#domain/system/failure.ts';

/** Files in the order in which one needs the other, with the columns each must have (1.1 and 1.2). */
const FILES = [
  ['orgs', ['sourcedId', 'name', 'type']],
  ['academicSessions', ['sourcedId', 'title', 'type', 'startDate', 'endDate', 'schoolYear']],
  ['courses', ['sourcedId', 'title', 'orgSourcedId']],
  ['users', ['sourcedId', 'givenName', 'familyName']],
  ['roles', ['sourcedId', 'userSourcedId', 'role', 'orgSourcedId']],
  // 1.0 called the key of demographics by another name.
  ['demographics', []],
  ['classes', ['sourcedId', 'title', 'courseSourcedId', 'schoolSourcedId', 'termSourcedIds']],
  ['enrollments', ['sourcedId', 'classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role']],
] as const;

export type OneRosterFile = (typeof FILES)[number][0];

/** A OneRoster 1.1 or 1.2 export, zip or folder, row by row in an order in which every reference is known. */
export function* openOneRoster(path: string): Opening {
  const find = finder(path);
  const manifest = find('manifest');
  if (!manifest)
    throw new Failure(
      'invalid-input',
      'There is no manifest.csv at its top, so this is not a OneRoster export. Choose the zip or the folder that holds manifest.csv.',
    );
  const absent = yield* absentFiles(manifest);
  const tables: { name: OneRosterFile; table: Table }[] = [];
  for (const [name, columns] of FILES) {
    const source = find(name);
    // What the manifest calls absent is not part of the export, even when an older file still lies there.
    if (!source || source.size === 0 || absent.has(name.toLowerCase())) continue;
    const table = yield* openTable(source);
    checkColumns(table.columns, columns, `The first line of ${name}.csv`);
    tables.push({ name, table });
  }
  if (tables.length === 0)
    throw new Failure(
      'invalid-input',
      'There are no files beside manifest.csv, so there is nothing to bring in.',
    );
  const taker = takeOneRoster();
  return {
    lines: tables.reduce((sum, { table }) => sum + table.lines, 0),
    hash: tables.map(({ table }) => table.hash).join(' '),
    notes: taker.notes,
    rest: { separator: ',', header: ['file', 'line', 'problem'], mark: '', mixed: true },
    rows: () => rowsOf(tables, taker),
  };
}

function* rowsOf(
  tables: readonly { name: OneRosterFile; table: Table }[],
  { take, last }: ReturnType<typeof takeOneRoster>,
): Generator<ImportRow> {
  for (const { name, table } of tables)
    yield* tableRows(`${name}.csv`, table, {
      keyColumn: 'sourcedId',
      key: (row) => row.get('sourcedId')?.trim() || null,
      take: (tools, row, line) => take(name, tools, row, line),
    });
  yield* last();
}

function finder(path: string): (name: string) => SourceBytes | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Failure('not-found', 'There is no such file or folder. Choose it again.');
  if (!stat.isDirectory()) {
    const entries = zipEntries(path, MANIFEST);
    return (name) => entries.get(`${name}.csv`.toLowerCase());
  }
  const folder = folderOfManifest(path) ?? path;
  const files = new Map(readdirSync(folder).map((name) => [name.toLowerCase(), join(folder, name)]));
  return (name) => {
    const file = files.get(`${name}.csv`.toLowerCase());
    return file === undefined ? undefined : fileBytes(file);
  };
}

const MANIFEST = 'manifest.csv';

/** The folder itself, or the one inside it that was unpacked from a zip of a folder. */
function folderOfManifest(path: string, depth = 0): string | undefined {
  const entries = readdirSync(path, { withFileTypes: true });
  if (entries.some((entry) => entry.isFile() && entry.name.toLowerCase() === MANIFEST)) return path;
  if (depth === 2) return undefined;
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => folderOfManifest(join(path, entry.name), depth + 1))
    .find((found) => found !== undefined);
}

/** Files that the manifest declares absent; it may also say bulk or delta, and rows are taken the same way in both. */
function* absentFiles(manifest: SourceBytes): Generator<void, Set<string>> {
  const absent = new Set<string>();
  if (manifest.size === 0) return absent;
  const table = yield* openTable(manifest);
  for (const { cells } of table.records()) {
    const [property = '', value = ''] = cells.map((cell) => cell.trim().toLowerCase());
    if (property.startsWith('file.') && value === 'absent') absent.add(property.slice(5));
  }
  return absent;
}
