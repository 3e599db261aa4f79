import { writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { type ImportRow, type ImportTally, newTally, takeRows } from '#db/imports/import-run.ts';
import { oneRosterRows } from '#db/imports/one-roster.ts';
import { stateRows } from '#db/imports/state-rows.ts';
import { attendanceRows, calendarRows, mappedRows } from '#db/imports/table-rows.ts';
import { Failure } from '#domain/system/failure.ts';
import type { Parsed } from '#electron/contract/contract.ts';
import type { SignedInCall } from '#electron/data-process/call.ts';

type Source = Parsed<'imports.preview'>;

/** Paths a person chose in a window, by grant. A grant is good until another file is chosen for its format. */
const grants = new Map<string, string>();
let stop: AbortController | undefined;

export function grantFor(grant: string, path: string): void {
  grants.clear();
  grants.set(grant, path);
}

export function cancelImport(): void {
  stop?.abort();
}

export function pathOf(source: Pick<Source, 'path' | 'grant'>): string {
  const path = source.path ?? (source.grant ? grants.get(source.grant) : undefined);
  if (!path)
    throw new Failure('invalid-input', 'Choose a file first.', [{ field: 'path', message: 'Which file?' }]);
  return path;
}

class DryRunOver extends Error {}

/** The dry run is the real run, rolled back: what it says is what would happen. */
export async function previewImport(call: SignedInCall, source: Source): Promise<ImportTally> {
  const tally = newTally();
  try {
    await runImport(call, source, tally, () => {
      throw new DryRunOver();
    });
  } catch (error) {
    if (!(error instanceof DryRunOver)) throw error;
  }
  return tally;
}

/** All or nothing; or, when asked, the good rows. Answers where the rest was written. */
export async function applyImport(
  call: SignedInCall,
  source: Source & { goodRowsOnly: boolean },
): Promise<{ tally: ImportTally; restFile: string | null }> {
  const tally = newTally();
  await runImport(call, source, tally, () => {
    if (tally.problemCount > 0 && !source.goodRowsOnly)
      throw new Failure(
        'invalid-input',
        `Nothing was brought in: ${tally.problemCount} of ${tally.rows} rows have a problem. Fix them, or bring in the good rows only.`,
        tally.problems,
      );
  });
  return { tally, restFile: tally.rest.length > 0 ? await writeRest(call, source, tally) : null };
}

const PROGRESS_EVERY = 500;

async function runImport(
  call: SignedInCall,
  source: Source,
  tally: ImportTally,
  atEnd: () => void,
): Promise<void> {
  const path = pathOf(source);
  const rows = rowsOf(source, path);
  stop = new AbortController();
  const context = {
    actor: call.user.id,
    actorName: call.user.name,
    action: `Imported ${basename(path)}`,
    at: call.clock.now(),
    origin: 'import' as const,
  };
  try {
    await call.file.writeLong(
      context,
      function* (writer) {
        const tools = { writer, newId: call.newId, makeMissing: source.makeMissing };
        for (const _row of takeRows(rows, tools, tally)) {
          if (tally.rows % PROGRESS_EVERY === 0) {
            call.push({ event: 'progress', task: 'import', done: tally.rows, total: null });
            yield;
          } else if (tally.rows % 20 === 0) yield;
        }
        atEnd();
        writer.exec(
          'INSERT INTO importRun (id, at, actor, format, fileHash, added, changed, same, problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
          call.newId(),
          context.at,
          call.user.id,
          source.format,
          '',
          tally.added,
          tally.changed,
          tally.same,
          tally.problemCount,
        );
      },
      stop.signal,
    );
  } finally {
    stop = undefined;
  }
}

function rowsOf(source: Source, path: string): Generator<ImportRow> {
  const name = basename(path);
  switch (source.format) {
    case 'aim-sd':
    case 'aim-en':
      return stateRows(path, source.format, name);
    case 'calendar-csv':
      return calendarRows(path, name);
    case 'attendance-csv':
      return attendanceRows(path, name);
    case 'oneroster':
      return oneRosterRows(path);
    case 'csv': {
      const mapping = source.mapping ?? {};
      if (!('localId' in mapping) && !('stateId' in mapping))
        throw new Failure(
          'invalid-input',
          'Say which column holds the local number or the State ID, so that pupils can be told apart.',
          [{ field: 'mapping', message: 'Choose a column for the local number or the State ID.' }],
        );
      return mappedRows(path, name, mapping);
    }
  }
}

/** The rows that were not taken, as they were, with the reason as the last cell; beside the source, or where a person says. */
async function writeRest(call: SignedInCall, source: Source, tally: ImportTally): Promise<string | null> {
  const path = pathOf(source);
  const name = `${basename(path, extname(path))}-not-imported${extname(path) === '.zip' || extname(path) === '' ? '.csv' : extname(path)}`;
  const target = source.path
    ? join(dirname(path), name)
    : await call.desktop.askToSave({
        title: 'Save the rows that were not brought in',
        fileName: name,
        filters: [{ name: 'Text', extensions: ['csv', 'tsv', 'txt'] }],
      });
  if (!target) return null;
  const tabs = source.format === 'aim-sd' || source.format === 'aim-en';
  writeFileSync(
    target,
    stringify(
      tally.rest.map(({ cells, reason }) => [...cells, reason]),
      { delimiter: tabs ? '\t' : ',', record_delimiter: 'windows' },
    ),
    { mode: 0o600 },
  );
  return source.path ? target : basename(target);
}
