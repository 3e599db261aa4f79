import { createHash } from 'node:crypto';
import {
  dropGranted,
  forgottenEnds,
  type GrantPart,
  grantedCopy,
  grantIdOf,
  keepGranted,
  toReadAgain,
} from '#db/enrollment/grants.ts';
import { freezeStateCall, unansweredStateCalls } from '#db/sync/state-calls.ts';
import type { Role } from '#domain/accounts/roles.ts';
import { scopeDigest } from '#domain/sync/scope-digest.ts';
import { Failure } from '#domain/system/failure.ts';
import { type StateCallAnswer, sendStateCalls } from '#sync/state-calls.ts';
import { StateRefusal } from '#sync/state-client.ts';
import type { Asking } from '#sync/state-numbers.ts';
import { grantedReply } from '#sync/wire/grant.ts';

/** What another district opens is read again this often; what it has changed shows by then. */
const READ_MS = 15 * 60_000;

interface Said {
  readonly moveId: string;
  readonly part: GrantPart;
  readonly by: { readonly id: string; readonly name: string };
  readonly operationId: string;
}

/** Lets the other district read; frozen first, sent until answered. Undefined while there is no answer. */
export async function askToBegin(
  asking: Asking,
  said: Said & { role: Role },
): Promise<StateCallAnswer | undefined> {
  const { moveId, part, by, role } = said;
  const subject = grantIdOf(moveId, part);
  const waits = unansweredStateCalls(asking.file.reader).some(
    (call) => call.kind === 'grant-end' && call.subject === subject,
  );
  if (waits)
    throw new Failure(
      'conflict',
      'The state has not yet heard that you ended this reading. Begin it again when it has: see State.',
    );
  return tell(asking, {
    ...{ said, kind: 'grant', path: `/v1/movements/${moveId}/grant` },
    fields: { part, role, by: by.name.slice(0, 80) },
  });
}

/** Ends it; also while its beginning still waits for a line. */
export function askToEnd(
  asking: Asking,
  said: Said & { reason: string | null },
): Promise<StateCallAnswer | undefined> {
  const { moveId, part, by, reason } = said;
  return tell(asking, {
    ...{ said, kind: 'grant-end', path: `/v1/grants/${grantIdOf(moveId, part)}/end` },
    fields: { by: by.name.slice(0, 80), reason },
  });
}

async function tell(
  { file, client, clock }: Asking,
  call: { said: Said; kind: 'grant' | 'grant-end'; path: string; fields: Readonly<Record<string, unknown>> },
): Promise<StateCallAnswer | undefined> {
  const { said, kind, path, fields } = call;
  const subject = grantIdOf(said.moveId, said.part);
  await file.whenWritable();
  file.writeLocal((writer) =>
    freezeStateCall(writer, {
      ...{ kind, subject, path, fields, by: said.by, at: clock.now() },
      operationId: said.operationId,
    }),
  );
  return (await sendStateCalls(file, client, clock)).get(subject);
}

/**
 * Fetches what a grant opens, as it is now, and keeps it; where nothing changed only that is said. What came is hashed
 * here as the state hashed it. A grant that the state no longer knows takes its copy with it. Throws a StateRefusal.
 */
export async function fetchGranted({ file, client, clock }: Asking, id: string, role: Role): Promise<void> {
  const have = grantedCopy(file.reader, id)?.digest;
  const query = new URLSearchParams({ role, ...(have === undefined ? {} : { have }) });
  try {
    const reply = await client.get(`/v1/grants/${id}/records?${query}`, grantedReply);
    if (!reply.same && scopeDigest(reply.records, sha256) !== reply.digest)
      throw new StateRefusal(
        'failed',
        'The records came damaged and were not kept. They are asked for again.',
      );
    await file.whenWritable();
    file.writeLocal((writer) => keepGranted(writer, reply, reply, clock.now()));
  } catch (error) {
    if (error instanceof StateRefusal && error.refusal === 'not-found') {
      await file.whenWritable();
      file.writeLocal((writer) => dropGranted(writer, id));
    }
    throw error;
  }
}

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text, 'utf8').digest();

/**
 * What the sync does about grants by itself: ends again what a state that was set back has forgotten to be over, and reads
 * the permanent records that other districts have opened. Special education documents are only read when somebody who
 * may see them asks.
 */
export async function followGrants(asking: Asking, newId: () => string): Promise<void> {
  const { file, clock } = asking;
  for (const { moveId, part, actor, actorName } of forgottenEnds(file.reader))
    await askToEnd(asking, {
      ...{ moveId, part: part as GrantPart, by: { id: actor, name: actorName } },
      ...{ operationId: newId(), reason: null },
    });
  const now = clock.now();
  await readGranted(asking, new Date(Date.parse(now) - READ_MS).toISOString(), now);
}

/** Reads the permanent records that other districts have opened and that were not read since. */
export async function readGranted(asking: Asking, since: string, now: string): Promise<void> {
  for (const id of toReadAgain(asking.file.reader, since, now))
    await fetchGranted(asking, id, 'viewer').catch((error: unknown) => {
      if (!(error instanceof StateRefusal) || error.refusal !== 'not-found') throw error;
    });
}
