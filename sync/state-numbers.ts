import { keepMatch, pendingNumbers, type SearchFields, searchFields } from '#db/people/state-numbers.ts';
import { freezeStateCall } from '#db/sync/state-calls.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { type StateCallAnswer, sendStateCalls } from '#sync/state-calls.ts';
import type { StateClient } from '#sync/state-client.ts';
import { matchStudentReply } from '#sync/wire/students.ts';

export interface Asking {
  readonly file: DistrictFile;
  readonly client: StateClient;
  readonly clock: { now(): string };
}

/** Searches the state for these people and keeps what it found. Reads only: no number is given. */
export async function lookUp(
  { file, client, clock }: Asking,
  personIds: readonly string[],
): Promise<{ asked: number; withCandidates: number }> {
  let [asked, withCandidates] = [0, 0];
  for (const personId of personIds) {
    const fields = searchFields(file.reader, personId);
    if (!fields) continue;
    const { candidates } = await client.post('/v1/students/match', searchBody(fields), matchStudentReply);
    await file.whenWritable();
    file.writeLocal((writer) => keepMatch(writer, personId, fields, candidates, clock.now()));
    asked += 1;
    if (candidates.length > 0) withCandidates += 1;
  }
  return { asked, withCandidates };
}

function searchBody({ middleName: _none, ...fields }: SearchFields): string {
  return JSON.stringify(fields);
}

/** Those who have no number and were not searched since their names last changed. */
export const neverLookedUp = (file: DistrictFile, today: string): string[] =>
  pendingNumbers(file.reader, today)
    .filter(({ standing }) => standing === 'not-asked')
    .map(({ personId }) => personId);

export interface Wish {
  readonly personId: string;
  /** The candidate a person has recognized. */
  readonly sameAs?: string | undefined;
  /** Candidates a person has ruled out, and why. */
  readonly notTheSameAs: readonly string[];
  readonly reason?: string | undefined;
  /** A number the person has from another system. */
  readonly claims?: string | undefined;
}

/**
 * Asks for State IDs: frozen first, so that a broken line never leads to a second number for one person. Answers what
 * came of each person's call.
 */
export async function askForNumbers(
  { file, client, clock }: Asking,
  wishes: readonly Wish[],
  by: { readonly id: string; readonly name: string },
  newId: () => string,
): Promise<Map<string, StateCallAnswer>> {
  await file.whenWritable();
  file.writeLocal((writer) => {
    for (const wish of wishes) {
      const fields = searchFields(writer, wish.personId);
      if (!fields) continue;
      freezeStateCall(writer, {
        kind: 'assign',
        subject: wish.personId,
        path: '/v1/students',
        operationId: newId(),
        by,
        at: clock.now(),
        fields: {
          personId: wish.personId,
          ...fields,
          ...(wish.sameAs ? { sameAs: wish.sameAs } : {}),
          notTheSameAs: wish.notTheSameAs,
          ...(wish.claims ? { claims: wish.claims } : {}),
          ...(wish.reason ? { notTheSameReason: wish.reason } : {}),
        },
      });
    }
  });
  return sendStateCalls(file, client, clock);
}

/** Shows the state the numbers that pupils have from another system, so that it knows whose they are. */
export async function claimNumbers(
  asking: Asking,
  personIds: readonly string[],
  newId: () => string,
): Promise<void> {
  const wishes = personIds.map((personId) => ({
    personId,
    notTheSameAs: [],
    claims: asking.file.reader.rows<{ value: string }>(
      "SELECT value FROM identifier WHERE personId = ? AND system = 'state'",
      personId,
    )[0]?.value,
  }));
  if (wishes.length > 0) await askForNumbers(asking, wishes, { id: 'state', name: 'The state' }, newId);
}
