import { basename, dirname, extname, join } from 'node:path';
import { type ImportTally, newTally, type OnRest, takeRows } from '#db/imports/import-run.ts';
import { openImport } from '#db/imports/open-import.ts';
import type { OpenedImport } from '#db/imports/opened-import.ts';
import { adoptDistrictNumber } from '#db/school/numbers.ts';
import type { Writer } from '#db/system/connection.ts';
import { Failure } from '#domain/system/failure.ts';
import type { Parsed } from '#electron/contract/contract.ts';
import type { SignedInCall } from '#electron/data-process/call.ts';
import { RestFile } from '#electron/data-process/rest-file.ts';

type Source = Parsed<'imports.preview'>;

/** What an import answers: the numbers, and what else the person should know. */
type Answer = ImportTally & { notes: string[]; offersNumber: string | null };

const newAnswer = (): Answer => ({ ...newTally(), notes: [], offersNumber: null });

/** Paths a person chose in a window, by grant. A grant is good until another file is chosen for its format. */
const grants = new Map<string, string>();
let stop: AbortController | undefined;

export function grantFor(grant: string, path: string): void {
  grants.clear();
  grants.set(grant, path);
}

/** Takes effect within a slice of the import, because it runs between two of them. */
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
export async function previewImport(call: SignedInCall, source: Source): Promise<Answer> {
  const answer = newAnswer();
  try {
    await runImport(call, source, answer, {
      atOpen: () => () => undefined,
      atEnd: () => {
        throw new DryRunOver();
      },
    });
  } catch (error) {
    if (!(error instanceof DryRunOver)) throw error;
  }
  return answer;
}

/** All or nothing; or, when asked, the good rows. Answers where the rest was written. */
export async function applyImport(
  call: SignedInCall,
  source: Source & { goodRowsOnly: boolean },
): Promise<{ answer: Answer; restFile: string | null }> {
  const answer = newAnswer();
  const target = source.goodRowsOnly ? await restPlace(call, source) : undefined;
  let rest: RestFile | undefined;
  let restFile: string | null = null;
  try {
    await runImport(call, source, answer, {
      atOpen: ({ rest: layout }) => {
        rest = target === undefined ? undefined : new RestFile(target, layout);
        return (row, sentence) => rest?.add(row, sentence);
      },
      atEnd: () => {
        if (answer.problemCount > 0 && !source.goodRowsOnly) throw refused(answer);
        // Before the commit: rows that are neither here nor in the file would be lost.
        restFile = rest?.finish() ?? null;
      },
    });
  } catch (error) {
    rest?.discard();
    throw error;
  }
  return { answer, restFile: restFile === null || source.path ? restFile : basename(restFile) };
}

const refused = ({ problemCount, rows, problems }: ImportTally): Failure =>
  new Failure(
    'invalid-input',
    `Nothing was brought in: ${problemCount} of ${rows} rows ${problemCount === 1 ? 'has' : 'have'} a problem. Fix ${problemCount === 1 ? 'it' : 'them'}, or bring in the good rows only.`,
    problems,
  );

/** Long enough to get on, short enough that nobody at a key notices. */
const SLICE_MS = 8;
const PROGRESS_MS = 100;

interface Stages {
  atOpen(opened: OpenedImport): OnRest;
  atEnd(): void;
}

async function runImport(call: SignedInCall, source: Source, answer: Answer, stages: Stages): Promise<void> {
  if (source.adoptNumber && !call.user.roles.includes('administrator'))
    throw new Failure('not-allowed', 'Only an administrator can take over the district number of a file.');
  const path = pathOf(source);
  // Asking where to save may have let another import in.
  for (let work = call.file.longWork; work; work = call.file.longWork) await work;
  const mine = new AbortController();
  stop = mine;
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
        const opened = yield* openImport(writer, source.format, path, source.mapping, call.clock.today());
        yield* inSlices(call, takeAll(call, source, writer, opened, answer, stages), opened.lines);
        answer.notes.push(...opened.notes());
        answer.offersNumber = opened.districtNumber?.() ?? null;
        if (source.adoptNumber && answer.offersNumber) adoptDistrictNumber(writer, answer.offersNumber);
        stages.atEnd();
        noteRun(call, source, writer, opened, answer);
      },
      mine.signal,
    );
  } finally {
    if (stop === mine) stop = undefined;
  }
}

function takeAll(
  call: SignedInCall,
  source: Source,
  writer: Writer,
  opened: OpenedImport,
  answer: Answer,
  stages: Stages,
): Generator<void> {
  const tools = {
    ...{ writer, newId: call.newId, today: call.clock.today() },
    makeMissing: source.makeMissing,
  };
  return takeRows(opened.rows(), tools, answer, stages.atOpen(opened));
}

/** Lets go of the thread when a slice is over, and tells how far it is now and then. */
function* inSlices(call: SignedInCall, steps: Generator<void>, total: number): Generator<void> {
  let sliceFrom = performance.now();
  let toldAt = 0;
  let done = 0;
  for (const _step of steps) {
    done += 1;
    const now = performance.now();
    if (now - sliceFrom < SLICE_MS) continue;
    if (now - toldAt > PROGRESS_MS) {
      call.push({ event: 'progress', task: 'import', done, total: Math.max(total, done) });
      toldAt = now;
    }
    yield;
    sliceFrom = performance.now();
  }
}

function noteRun(
  call: SignedInCall,
  source: Source,
  writer: Writer,
  opened: OpenedImport,
  { added, changed, same, problemCount }: ImportTally,
): void {
  writer.exec(
    'INSERT INTO importRun (id, at, actor, format, fileHash, added, changed, same, problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    call.newId(),
    call.clock.now(),
    call.user.id,
    source.format,
    opened.hash,
    added,
    changed,
    same,
    problemCount,
  );
}

/** Where the rest goes: beside the source, or where a person says. Asked first, so that nothing is lost afterwards. */
async function restPlace(call: SignedInCall, source: Source): Promise<string> {
  const path = pathOf(source);
  const extension = source.format === 'oneroster' ? '.csv' : extname(path) || '.txt';
  const name = `${basename(path, extname(path))}-not-imported${extension}`;
  if (source.path) return join(dirname(path), name);
  const target = await call.desktop.askToSave({
    title: 'Save the rows that will not be brought in',
    fileName: name,
    filters: [{ name: 'Text', extensions: ['csv', 'tsv', 'txt'] }],
  });
  if (!target) throw new Failure('cancelled', 'No place was chosen for the rest. Nothing was changed.');
  return target;
}
