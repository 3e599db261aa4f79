import { listPrograms, programChoices, saveProgram } from '#db/programs/program-records.ts';
import type { programsContract } from '#electron/contract/programs.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const programsHandlers: AreaHandlers<keyof typeof programsContract> = {
  'programs.choices': (_input, { file }) => programChoices(file.reader),
  'programs.list': (scope, { file }) => listPrograms(file.reader, scope),
  'programs.save': (input, { write, newId }) => {
    const recordId = input.id ?? newId();
    const unaccompanied = input.unaccompanied === null ? null : input.unaccompanied ? 1 : 0;
    write('Program record', (writer) => saveProgram(writer, { ...input, id: recordId, unaccompanied }));
    return { id: recordId };
  },
};
