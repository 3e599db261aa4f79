import { code, date, flag, recordType, reference, text } from '#domain/sync/record-type.ts';

const confidential = { sensitivity: 'confidential' } as const;

/** Dated participation in one program; the state's yes or no is worked out for a collection's date. */
export const programRecord = recordType('programRecord', 'Program', 30, {
  studentId: reference('Student', 'person', { required: true }),
  program: code('Program', { ...confidential, required: true, codeSet: 'program' }),
  startDate: date('From', { ...confidential, required: true, group: 'dates' }),
  endDate: date('To', { ...confidential, group: 'dates' }),
  /** Meaning depends on the program: EL status, night-time residence, meal eligibility, Title I kind, branch. */
  detail: code('Detail', { ...confidential, group: 'detail' }),
  certification: code('Certification', { ...confidential, group: 'detail', codeSet: 'meal_certification' }),
  unaccompanied: flag('Unaccompanied youth', { ...confidential, group: 'detail' }),
  language: text('Language', { ...confidential, group: 'detail' }),
  note: text('Note', confidential),
});
