import { code, date, recordType, reference, text } from '#domain/sync/record-type.ts';

const confidential = { sensitivity: 'confidential' } as const;

/** Something that was done for a pupil in a program: a letter, a test, a review. What is due next is worked out from it. */
export const programStep = recordType('programStep', 'Program step', 40, {
  programRecordId: reference('Program', 'programRecord', { required: true }),
  step: code('Step', { ...confidential, required: true, codeSet: 'program_step' }),
  doneOn: date('Done on', { ...confidential, required: true, group: 'done' }),
  outcome: code('Outcome', { ...confidential, codeSet: 'step_outcome', group: 'done' }),
  /** An earlier day for the next time than the rule's own. */
  nextBy: date('Again by', { ...confidential, group: 'done' }),
  note: text('Note', confidential),
});
