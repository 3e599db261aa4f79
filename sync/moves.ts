import { keepMoves, keepReceivedRecords, moveOf } from '#db/enrollment/moves.ts';
import { freezeStateCall } from '#db/sync/state-calls.ts';
import type { Role } from '#domain/accounts/roles.ts';
import { type StateCallAnswer, sendStateCalls } from '#sync/state-calls.ts';
import type { Asking } from '#sync/state-numbers.ts';
import { movementsReply, type ReleasedReply, releasedReply } from '#sync/wire/movement.ts';

export type RecordsPart = ReleasedReply['part'];

/** Fetches what the state says of pupils who move; kept, so that it can be read without a line. */
export async function fetchMoves({ file, client, clock }: Asking): Promise<number> {
  const { movements } = await client.get('/v1/movements', movementsReply);
  await file.whenWritable();
  file.writeLocal((writer) => keepMoves(writer, movements, clock.now()));
  return movements.length;
}

/** Fetches the records another district has released, and keeps them. */
export async function fetchReleased(
  { file, client, clock }: Asking,
  id: string,
  part: RecordsPart,
  role: Role,
): Promise<void> {
  const reply = await client.get(`/v1/movements/${id}/records?part=${part}&role=${role}`, releasedReply);
  await file.whenWritable();
  file.writeLocal((writer) => keepReceivedRecords(writer, id, part, reply, clock.now()));
}

/** Tells the other district something about a move, or hands it records; frozen first, sent until answered. */
export async function tellOfMove(
  { file, client, clock }: Asking,
  call: {
    readonly kind: 'release' | 'move-answer';
    readonly id: string;
    readonly subject: string;
    readonly fields: Readonly<Record<string, unknown>>;
    readonly by: { readonly id: string; readonly name: string };
    readonly operationId: string;
  },
): Promise<StateCallAnswer | undefined> {
  moveOf(file.reader, call.id);
  await file.whenWritable();
  file.writeLocal((writer) =>
    freezeStateCall(writer, {
      kind: call.kind,
      subject: call.subject,
      path: `/v1/movements/${call.id}/${call.kind === 'release' ? 'release' : 'answer'}`,
      operationId: call.operationId,
      by: call.by,
      at: clock.now(),
      fields: call.fields,
    }),
  );
  return (await sendStateCalls(file, client, clock)).get(call.subject);
}
