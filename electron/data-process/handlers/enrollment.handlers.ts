import { enroll, undoWithdraw, withdraw } from '#db/enrollment/enroll.ts';
import { saveRecordsRequest } from '#db/enrollment/records-requests.ts';
import { transfer } from '#db/enrollment/transfer.ts';
import { LIKELY, lookAlikes } from '#db/people/matches.ts';
import { allCodeSets } from '#db/system/code-sets.ts';
import { requiredRow } from '#db/system/rows.ts';
import { Failure } from '#domain/system/failure.ts';
import type { enrollmentContract } from '#electron/contract/enrollment.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const enrollmentHandlers: AreaHandlers<keyof typeof enrollmentContract> = {
  'enrollment.matches': (wanted, { file }) => lookAlikes(file.reader, wanted),
  'enrollment.choices': (_input, { file }) => allCodeSets(file.reader),
  'enrollment.enroll': ({ notSameAs, ...input }, { file, write, newId }) => {
    if (!input.personId && input.details && !notSameAs) {
      const likely = lookAlikes(file.reader, input.details).filter((match) => match.score >= LIKELY);
      if (likely.length > 0)
        throw new Failure(
          'conflict',
          'A child like this is already here. Choose that one, or say why it is somebody else.',
          [{ field: 'notSameAs', message: 'Say why it is somebody else.' }],
        );
    }
    const action = notSameAs ? `Enrolled a pupil (somebody else: ${notSameAs})` : 'Enrolled a pupil';
    return write(
      action,
      (writer) =>
        enroll(
          writer,
          {
            ...input,
            personId: input.personId,
            details: input.details,
            localId: input.localId,
            sectionId: input.sectionId,
          },
          newId,
        ),
      { group: true },
    );
  },
  'enrollment.withdraw': ({ nextSchool, ...leaving }, { write, newId, clock }) => ({
    done: true,
    ...write(
      'Withdrew a pupil',
      (writer) => {
        const after = withdraw(writer, leaving);
        if (nextSchool)
          saveRecordsRequest(
            writer,
            {
              id: newId(),
              studentId: requiredRow(writer, 'enrollment', leaving.enrollmentId).studentId,
              direction: 'out',
              school: nextSchool,
              contact: null,
              receivedOn: clock.today(),
              parts: [],
              completedOn: null,
              delayedTo: null,
              delayReason: null,
              note: 'Made with the withdrawal. Enter the day on which the school asks.',
            },
            clock.today(),
          );
        return after;
      },
      { group: true },
    ),
  }),
  'enrollment.transfer': (input, { write, newId }) => ({
    enrollmentId: write(
      'Transferred a pupil',
      (writer) => transfer(writer, { ...input, sectionId: input.sectionId }, newId),
      { group: true },
    ),
  }),
  'enrollment.undo-withdraw': ({ enrollmentId }, { write }) => {
    write('Took a withdrawal back', (writer) => undoWithdraw(writer, enrollmentId), { group: true });
    return { done: true };
  },
};
