import { markNeverCame } from '#db/enrollment/never-came.ts';
import { rememberUndoable, sendSingly, takingBack, undoableActions } from '#db/system/undo-action.ts';
import type { firstDaysContract } from '#electron/contract/first-days.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

const KIND = 'never-came';

export const firstDaysHandlers: AreaHandlers<keyof typeof firstDaysContract> = {
  'first-days.not-seen': (_input, { jobs, clock }) => jobs.run('not-seen', { today: clock.today() }),
  'first-days.preview': ({ enrollmentIds }, { jobs, clock }) =>
    jobs.run('never-came-effect', { enrollmentIds, today: clock.today() }),
  'first-days.mark': ({ enrollmentIds }, { write, clock }) =>
    write(
      'Marked pupils who never came',
      (writer, { groupId = '' }) => {
        const pupils = markNeverCame(writer, enrollmentIds, clock.today());
        rememberUndoable(writer, {
          groupId,
          kind: KIND,
          title: `${pupils} ${pupils === 1 ? 'pupil' : 'pupils'} marked as never having come`,
          at: clock.now(),
        });
        sendSingly(writer, groupId);
        return { groupId, pupils };
      },
      { group: true },
    ),
  'first-days.changes': (_input, { file, clock }) => undoableActions(file.reader, KIND, clock.today()),
  'first-days.undo': async ({ groupId }, { writeInSteps, clock }) => {
    await writeInSteps(
      'Took back who never came',
      function* (writer, context) {
        yield* takingBack(writer, groupId, clock.now());
        sendSingly(writer, context.groupId ?? '');
      },
      { group: true },
    );
    return { done: true };
  },
};
