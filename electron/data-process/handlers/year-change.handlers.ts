import { previewRoll, rollForward } from '#db/enrollment/roll-forward.ts';
import { copyYear, previewCopy } from '#db/school/copy-year.ts';
import { undoableActions } from '#db/system/undo-action.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import type { yearChangeContract } from '#electron/contract/year-change.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';
import { takeActionBack, undoable } from '#electron/data-process/undoable.ts';

const KIND = 'year';

export const yearChangeHandlers: AreaHandlers<keyof typeof yearChangeContract> = {
  'year.preview-calendars': ({ endYear }, { file }) => previewCopy(file.reader, endYear),
  'year.copy-calendars': ({ endYear, days }, call) =>
    undoable(
      call,
      { kind: KIND, action: 'Copied the calendars to the next year' },
      (writer) => copyYear(writer, endYear, days, call.newId),
      () => `Calendars copied to ${schoolYearInWords(endYear + 1)}`,
    ),
  'year.preview-roll': ({ endYear }, { file }) => previewRoll(file.reader, endYear),
  'year.roll': ({ endYear, exceptions }, call) =>
    undoable(
      call,
      { kind: KIND, action: 'Rolled the pupils forward' },
      (writer) => rollForward(writer, endYear, exceptions, call.newId),
      ({ ended, begun }) => `${ended} enrollments of ${schoolYearInWords(endYear)} ended, ${begun} begun`,
    ),
  'year.changes': (_input, { file, clock }) => undoableActions(file.reader, KIND, clock.today()),
  'year.undo': ({ groupId }, call) => takeActionBack(call, 'Took a step of the year change back', groupId),
};
