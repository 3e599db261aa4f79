import { dueWork } from '#db/programs/due-work.ts';
import { listPrograms, programChoices, saveProgram } from '#db/programs/program-records.ts';
import { removeStep, saveStep, saveSteps } from '#db/programs/program-steps.ts';
import { schoolNumbered } from '#db/school/schools.ts';
import { undoableActions } from '#db/system/undo-action.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { programsContract } from '#electron/contract/programs.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';
import { takeActionBack, undoable } from '#electron/data-process/undoable.ts';

const KIND = 'program-steps';

export const programsHandlers: AreaHandlers<keyof typeof programsContract> = {
  'programs.choices': (_input, { file }) => programChoices(file.reader),
  'programs.list': (scope, { file }) => listPrograms(file.reader, scope),
  'programs.save': (input, { write, newId }) => {
    const recordId = input.id ?? newId();
    const unaccompanied = input.unaccompanied === null ? null : input.unaccompanied ? 1 : 0;
    write('Program record', (writer) => saveProgram(writer, { ...input, id: recordId, unaccompanied }));
    return { id: recordId };
  },

  'programs.due': ({ program, school, on }, { file, clock }) =>
    dueWork(file.reader, on ?? clock.today(), {
      program,
      schoolId: school === undefined ? undefined : schoolNumbered(file.reader, school, 'school').id,
    }),
  'programs.save-step': (input, { write, newId, clock }) => {
    const stepId = input.id ?? newId();
    write('Noted a program step', (writer) => saveStep(writer, { ...input, id: stepId }, clock.today()));
    return { id: stepId };
  },
  'programs.save-steps': (input, call) =>
    undoable(
      call,
      { kind: KIND, action: 'Noted program steps' },
      (writer) => saveSteps(writer, input, call.newId, call.clock.today()),
      ({ noted }) =>
        `${noted} ${noted === 1 ? 'step' : 'steps'} noted as done on ${dateInWords(input.doneOn)}`,
    ),
  'programs.step-changes': (_input, { file, clock }) => undoableActions(file.reader, KIND, clock.today()),
  'programs.undo-steps': ({ groupId }, call) => takeActionBack(call, 'Took back program steps', groupId),
  'programs.remove-step': ({ id }, { write }) => {
    write('Took a program step away', (writer) => removeStep(writer, id));
    return { done: true };
  },
};
