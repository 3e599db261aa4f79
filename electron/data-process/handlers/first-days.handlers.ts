import { markNeverCame } from '#db/enrollment/never-came.ts';
import { undoableActions } from '#db/system/undo-action.ts';
import type { firstDaysContract } from '#electron/contract/first-days.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';
import { takeActionBack, undoable } from '#electron/data-process/undoable.ts';

const KIND = 'never-came';

export const firstDaysHandlers: AreaHandlers<keyof typeof firstDaysContract> = {
  'first-days.not-seen': (_input, { jobs, clock }) => jobs.run('not-seen', { today: clock.today() }),
  'first-days.preview': ({ enrollmentIds }, { jobs, clock }) =>
    jobs.run('never-came-effect', { enrollmentIds, today: clock.today() }),
  'first-days.mark': ({ enrollmentIds }, call) =>
    undoable(
      call,
      { kind: KIND, action: 'Marked pupils who never came' },
      (writer) => markNeverCame(writer, enrollmentIds, call.clock.today()),
      ({ pupils }) => `${pupils} ${pupils === 1 ? 'pupil' : 'pupils'} marked as never having come`,
    ),
  'first-days.changes': (_input, { file, clock }) => undoableActions(file.reader, KIND, clock.today()),
  'first-days.undo': ({ groupId }, call) => takeActionBack(call, 'Took back who never came', groupId),
};
