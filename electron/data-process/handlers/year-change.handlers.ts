import { previewRoll, rollForward } from '#db/enrollment/roll-forward.ts';
import { copyYear, previewCopy } from '#db/school/copy-year.ts';
import { rememberUndoable, sendSingly, takingBack, undoableActions } from '#db/system/undo-action.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import type { yearChangeContract } from '#electron/contract/year-change.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const yearChangeHandlers: AreaHandlers<keyof typeof yearChangeContract> = {
  'year.preview-calendars': ({ endYear }, { file }) => previewCopy(file.reader, endYear),
  'year.copy-calendars': ({ endYear, days }, { write, newId, clock }) =>
    write(
      'Copied the calendars to the next year',
      (writer, { groupId = '' }) => {
        const done = copyYear(writer, endYear, days, newId);
        rememberUndoable(writer, {
          groupId,
          kind: 'year',
          title: `Calendars copied to ${schoolYearInWords(endYear + 1)}`,
          at: clock.now(),
        });
        sendSingly(writer, groupId);
        return { groupId, ...done };
      },
      { group: true },
    ),
  'year.preview-roll': ({ endYear }, { file }) => previewRoll(file.reader, endYear),
  'year.roll': ({ endYear, exceptions }, { write, newId, clock }) =>
    write(
      'Rolled the pupils forward',
      (writer, { groupId = '' }) => {
        const done = rollForward(writer, endYear, exceptions, newId);
        rememberUndoable(writer, {
          groupId,
          kind: 'year',
          title: `${done.ended} enrollments of ${schoolYearInWords(endYear)} ended, ${done.begun} begun`,
          at: clock.now(),
        });
        sendSingly(writer, groupId);
        return { groupId, ...done };
      },
      { group: true },
    ),
  'year.changes': (_input, { file, clock }) => undoableActions(file.reader, 'year', clock.today()),
  'year.undo': async ({ groupId }, { writeInSteps, clock }) => {
    await writeInSteps(
      'Took a step of the year change back',
      function* (writer, context) {
        yield* takingBack(writer, groupId, clock.now());
        sendSingly(writer, context.groupId ?? '');
      },
      { group: true },
    );
    return { done: true };
  },
};
