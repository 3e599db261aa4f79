import { admissionDuties, saveDuty } from '#db/enrollment/admission-duties.ts';
import {
  immunizationGaps,
  immunizationPaper,
  saveImmunizationPaper,
} from '#db/enrollment/immunization-papers.ts';
import {
  addDisclosure,
  completeRequest,
  disclosuresOf,
  outsideRecordsOf,
  recordsDueOn,
  recordsRequests,
  saveRecordsRequest,
} from '#db/enrollment/records-requests.ts';
import { put, remove } from '#db/system/rows.ts';
import type { studentRecordsContract } from '#electron/contract/student-records.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const studentRecordsHandlers: AreaHandlers<keyof typeof studentRecordsContract> = {
  'records.requests': ({ studentId }, { file, clock }) =>
    recordsRequests(file.reader, clock.today(), studentId),
  'records.save-request': ({ id, ...row }, { file, write, newId, clock }) => {
    const requestId = id ?? newId();
    write(
      'Saved a records request',
      (writer) => saveRecordsRequest(writer, { id: requestId, ...row }, clock.today()),
      {
        group: true,
      },
    );
    return { id: requestId, dueOn: recordsDueOn(file.reader, row.studentId, row.receivedOn) };
  },
  'records.complete': ({ id, on }, { write, newId, clock }) => {
    write(
      'Finished a records request',
      (writer) => completeRequest(writer, { id, on, disclosureId: newId() }, clock.today()),
      { group: true },
    );
    return { done: true };
  },
  'records.disclosures': ({ studentId }, { file }) => disclosuresOf(file.reader, studentId),
  'records.add-disclosure': (row, { write, newId, clock }) => {
    write('Entered a disclosure', (writer) =>
      addDisclosure(writer, { id: newId(), ...row, requestId: null }, clock.today()),
    );
    return { done: true };
  },
  'records.immunization': ({ studentId }, { file }) => ({
    paper: immunizationPaper(file.reader, studentId),
  }),
  'records.save-immunization': (row, { write, clock }) => {
    write('Immunization record', (writer) => saveImmunizationPaper(writer, row, clock.today()));
    return { done: true };
  },
  'records.immunization-gaps': ({ on }, { file, clock }) =>
    immunizationGaps(file.reader, on ?? clock.today()),
  'records.outside': ({ studentId }, { file }) => outsideRecordsOf(file.reader, studentId),
  'records.save-outside': ({ id, ...row }, { write, newId }) => {
    const recordId = id ?? newId();
    write('Entered a record from outside', (writer) =>
      put(writer, 'outsideRecord', { id: recordId, ...row }),
    );
    return { id: recordId };
  },
  'records.remove-outside': ({ id }, { write }) => {
    write('Took a record from outside off', (writer) => remove(writer, 'outsideRecord', id));
    return { done: true };
  },
  'records.duties': ({ studentId }, { file, clock }) =>
    admissionDuties(file.reader, clock.today(), studentId),
  'records.save-duty': (row, { write }) => {
    write('Noted a duty of a first enrollment', (writer) => saveDuty(writer, row));
    return { done: true };
  },
};
