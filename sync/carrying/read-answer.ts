import { keepMoves } from '#db/enrollment/moves.ts';
import { markAnswered, writtenAt } from '#db/sync/carried-packages.ts';
import { type Confirmed, confirm } from '#db/sync/confirm.ts';
import { unansweredStateCalls } from '#db/sync/state-calls.ts';
import { beginningOf, cursorOf, referenceAsked, setConnection, setStopped } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';
import { type Carrier, carrierOf } from '#sync/carrying/carrier.ts';
import { packageLine } from '#sync/carrying/package-line.ts';
import { fetchFromTheBeginning, needsBeginning } from '#sync/first-fetch.ts';
import { readGranted } from '#sync/grants.ts';
import { pull } from '#sync/pull.ts';
import { fetchReference } from '#sync/reference.ts';
import { SealProblem } from '#sync/sealing/sealed-file.ts';
import { isSignedBy, unsealSigned } from '#sync/sealing/signed-text.ts';
import { takeStateCallAnswer } from '#sync/state-calls.ts';
import { StateClient } from '#sync/state-client.ts';
import type { Asking } from '#sync/state-numbers.ts';
import { readCursor } from '#sync/wire/cursor.ts';
import { type AnswerPackage, answerPackage } from '#sync/wire/package.ts';
import { MAX_OPERATIONS } from '#sync/wire/protocol.ts';

export interface ReadAnswer extends Confirmed {
  readonly fetched: number;
  /** Answers that came for something answered before; a package taken in twice has only such. */
  readonly known: number;
}

/**
 * Takes in the state's answer to a package: answers, then the changes since and what else a line would bring, by the same
 * code as over the line; of new lists `onLists` is told. Throws a
 * Failure with a sentence for a file that is not the state's answer to this computer, or comes too early; then nothing
 * is changed.
 */
export async function readAnswerPackage(
  file: DistrictFile,
  bytes: Uint8Array,
  clock: { now(): string },
  onLists: () => void = () => undefined,
): Promise<ReadAnswer> {
  const carrier = carrierOf(file.reader);
  const answer = opened(carrier, bytes);
  checkIsOurs(file, carrier, answer);
  await file.whenWritable();
  const counts: Confirmed = { applied: 0, conflicts: 0, parked: 0 };
  const waiting = new Set(
    file.reader
      .rows<{ operationId: string }>("SELECT operationId FROM syncOutgoing WHERE state = 'sending'")
      .map(({ operationId }) => operationId),
  );
  const open = answer.answers.filter(({ operationId }) => waiting.has(operationId));
  if (answer.clientSecret !== undefined && carrier.connection.clientId === '')
    enroll(file, carrier, answer, clock);
  for (let at = 0; at < open.length; at += MAX_OPERATIONS) {
    const some = open.slice(at, at + MAX_OPERATIONS);
    await file.whenWritable();
    const part = file.write(
      {
        actor: 'state',
        actorName: 'The state',
        action: 'Answered by the state',
        at: clock.now(),
        origin: 'sync',
      },
      (writer) => confirm(writer, some as Parameters<typeof confirm>[1], clock.now()),
    );
    counts.applied += part.applied;
    counts.conflicts += part.conflicts;
    counts.parked += part.parked;
  }
  const calls = new Map(unansweredStateCalls(file.reader).map((call) => [call.operationId, call]));
  for (const { operationId, answer: said } of answer.calls) {
    const call = calls.get(operationId);
    if (call) await takeStateCallAnswer(file, call, said, clock);
  }
  const line = new StateClient(packageLine(answer), {
    ...carrier.connection,
    url: 'https://package.invalid',
  });
  const fetched = (await fetchEverything(file, line, clock)) + (await pull(file, line, clock));
  await takeWhatElseCame({ file, client: line, clock }, answer, onLists);
  await file.whenWritable();
  file.writeLocal((writer) => {
    keepMoves(writer, answer.movements, clock.now());
    markAnswered(writer, answer.packageId, clock.now());
  });
  return { ...counts, fetched, known: answer.answers.length - open.length };
}

/**
 * The state's lists and rules, and what other districts have opened, where the answer of a newer state brings them. What
 * was asked since the package was written is newer: an answer that comes late or twice changes nothing of it.
 */
async function takeWhatElseCame(
  asking: Asking,
  { packageId, reference, granted }: AnswerPackage,
  onLists: () => void,
): Promise<void> {
  const { reader } = asking.file;
  const written = writtenAt(reader, packageId);
  if (written === undefined) return;
  const now = asking.clock.now();
  const today = now.slice(0, 10);
  const clock = { now: asking.clock.now, today: () => today };
  const known = (referenceAsked(reader)?.at ?? '') > written;
  // Lists of the school year before wait for the next package.
  if (!known && reference?.endYear === schoolYearOf(today))
    await fetchReference({ ...asking, clock }, { asked: true, onChange: onLists });
  if (granted) await readGranted(asking, written, now);
}

/** Over the line that is the file, as over any other (M16); how much the state changed since its epoch began is not told. */
async function fetchEverything(
  file: DistrictFile,
  line: StateClient,
  clock: { now(): string },
): Promise<number> {
  if (!needsBeginning(file.reader)) return 0;
  const epochSeq = beginningOf(file.reader)?.epochSeq ?? 0;
  return fetchFromTheBeginning(file, line, { clock, epochSeq, onFetch: () => undefined });
}

function opened({ keys, state }: Carrier, bytes: Uint8Array): AnswerPackage {
  const signed = unsealed(bytes, keys);
  if (!isSignedBy(signed, state.signing))
    throw new Failure(
      'invalid-input',
      'This answer was not signed by your state. It may have been changed; nothing was taken in.',
    );
  const read = answerPackage.safeParse(JSON.parse(signed.payload) as unknown);
  if (!read.success)
    throw new Failure(
      'invalid-input',
      'This answer was made for another version of Hi-Line. Update Hi-Line.',
    );
  return read.data;
}

function unsealed(bytes: Uint8Array, { receiving }: Carrier['keys']): ReturnType<typeof unsealSigned> {
  try {
    return unsealSigned(bytes, receiving);
  } catch (error) {
    if (!(error instanceof SealProblem)) throw error;
    throw new Failure(
      'invalid-input',
      {
        'not-a-package': 'This file is no answer of the state.',
        'not-for-us': 'This answer is for another computer. Take it there.',
        damaged: 'This answer is damaged or was changed on the way. Ask the state to write it again.',
      }[error.kind],
    );
  }
}

function checkIsOurs(file: DistrictFile, { connection }: Carrier, answer: AnswerPackage): void {
  if (answer.serverId !== connection.serverId || answer.districtNumber !== connection.districtNumber)
    throw new Failure('invalid-input', 'This answer is from another state or for another district.');
  if (connection.clientId !== '' && answer.clientId !== connection.clientId)
    throw new Failure(
      'invalid-input',
      'This answer is for this computer as it was connected before. Write a new package.',
    );
  if (answer.epoch !== connection.epoch)
    throw new Failure(
      'conflict',
      'The state was set back to an earlier copy since this answer was written. Nothing was taken in.',
    );
  const here = seqOf(cursorOf(file.reader));
  if (seqOf(answer.since ?? undefined) > here)
    throw new Failure(
      'conflict',
      'This answer begins after what this computer has: an earlier answer was not taken in yet. Take that one in first.',
    );
}

const seqOf = (cursor: string | undefined): number => (cursor ? (readCursor(cursor)?.seq ?? 0) : 0);

/** The first answer of a computer without a line brings its credentials; from now on a line would work too. */
function enroll(
  file: DistrictFile,
  { connection }: Carrier,
  { clientId, clientSecret, districtName, packageId }: AnswerPackage,
  clock: { now(): string },
): void {
  const { enroll: _spent, ...kept } = connection;
  file.writeLocal((writer) => {
    if (!markAnswered(writer, packageId, clock.now()))
      throw new Failure('invalid-input', 'This answer is for a package that this computer did not write.');
    setConnection(writer, { ...kept, clientId, clientSecret: clientSecret ?? '', districtName });
    setStopped(writer, null);
  });
}
