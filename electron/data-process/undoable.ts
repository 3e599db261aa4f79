import type { Writer } from '#db/system/connection.ts';
import { rememberUndoable, sendSingly, takingBack } from '#db/system/undo-action.ts';
import type { SignedInCall } from '#electron/data-process/call.ts';

/**
 * One action over many records, in steps, that can be taken back as one for thirty days; its records travel one by one.
 * `action` is what was done, for the history; `title`, made of what came of it, names it in the list of what can be taken back.
 */
export function undoable<T>(
  { writeInSteps, clock }: SignedInCall,
  { kind, action }: { readonly kind: string; readonly action: string },
  act: (writer: Writer) => Generator<void, T>,
  title: (done: T) => string,
): Promise<T & { groupId: string }> {
  return writeInSteps(
    action,
    function* (writer, { groupId = '' }) {
      const done = yield* act(writer);
      rememberUndoable(writer, { groupId, kind, title: title(done), at: clock.now() });
      sendSingly(writer, groupId);
      return { ...done, groupId };
    },
    { group: true },
  );
}

/** Takes one such action back, in steps. `together`: what it puts back reaches the state as one or not at all. */
export async function takeActionBack(
  { writeInSteps, clock }: SignedInCall,
  action: string,
  groupId: string,
  { together = false } = {},
): Promise<{ done: true }> {
  await writeInSteps(
    action,
    function* (writer, context) {
      yield* takingBack(writer, groupId, clock.now());
      if (!together) sendSingly(writer, context.groupId ?? '');
    },
    { group: true },
  );
  return { done: true };
}
