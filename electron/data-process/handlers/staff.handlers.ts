import { saveAssignment, saveTerm, setStaffNumber, staffList } from '#db/people/staff.ts';
import type { staffContract } from '#electron/contract/staff.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const staffHandlers: AreaHandlers<keyof typeof staffContract> = {
  'staff.list': (_input, { file }) => staffList(file.reader),

  'staff.set-state-number': ({ personId, stateNumber }, { write }) => {
    write('State number of a staff member', (writer) => setStaffNumber(writer, personId, stateNumber));
    return { done: true };
  },

  'staff.save-term': ({ id, ...row }, { write, newId }) => {
    const termId = id ?? newId();
    write('Term of employment', (writer) => saveTerm(writer, { ...row, id: termId }));
    return { id: termId };
  },

  'staff.save-assignment': ({ id, ...row }, { write, newId }) => {
    const assignmentId = id ?? newId();
    write('District assignment', (writer) => saveAssignment(writer, { ...row, id: assignmentId }));
    return { id: assignmentId };
  },
};
