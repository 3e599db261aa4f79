import { duePlans } from '#db/special-education/due-plans.ts';
import { listExits, removeExit, saveExit } from '#db/special-education/exits.ts';
import {
  amendPlan,
  listPlans,
  planPage,
  savePlan,
  setPlanStatus,
  startPlan,
} from '#db/special-education/iep.ts';
import { rightsOf, saveRights } from '#db/special-education/rights.ts';
import { logView } from '#db/system/view-log.ts';
import type { specialEducationContract } from '#electron/contract/special-education.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const specialEducationHandlers: AreaHandlers<keyof typeof specialEducationContract> = {
  'special-education.list': (scope, { file }) => listPlans(file.reader, scope),
  'special-education.plan': async ({ id }, { file, user, clock }) => {
    const page = planPage(file.reader, id);
    await file.whenWritable();
    file.writeLocal((writer) => logView(writer, { user, at: clock.now(), type: 'iep', recordId: id }));
    return page;
  },
  'special-education.start': ({ studentId, meetingDate }, { write, newId }) => {
    const planId = newId();
    write('Started an IEP', (writer) => startPlan(writer, { id: planId, studentId, meetingDate }));
    return { id: planId };
  },
  'special-education.save': ({ id, contents }, { write, newId }) => {
    write('Saved an IEP draft', (writer) => savePlan(writer, id, contents, newId), { group: true });
    return { done: true };
  },
  'special-education.set-status': ({ id, status }, { write, clock }) => {
    write(status === 'locked' ? 'Locked an IEP' : `Set an IEP to ${status}`, (writer) =>
      setPlanStatus(writer, id, status, clock.now()),
    );
    return { done: true };
  },
  'special-education.amend': ({ id }, { write, newId }) => ({
    id: write('Started an amendment of an IEP', (writer) => amendPlan(writer, id, newId), { group: true }),
  }),
  'special-education.due': ({ on }, { file, clock }) => duePlans(file.reader, on ?? clock.today()),
  'special-education.rights': ({ studentId }, { file }) => rightsOf(file.reader, studentId),
  'special-education.save-rights': (input, { write, clock }) => {
    write('Noted notices about rights', (writer) => saveRights(writer, input, clock.today()));
    return { done: true };
  },
  'special-education.exits': (scope, { file }) => listExits(file.reader, scope),
  'special-education.save-exit': (input, { write, newId }) => {
    const exitId = input.id ?? newId();
    write('Entered a special education exit', (writer) => saveExit(writer, { ...input, id: exitId }));
    return { id: exitId };
  },
  'special-education.remove-exit': ({ id }, { write }) => {
    write('Took a special education exit away', (writer) => removeExit(writer, id));
    return { done: true };
  },
};
