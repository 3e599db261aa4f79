import { code, date, recordType, reference, text } from '#domain/sync/record-type.ts';

const confidential = { sensitivity: 'confidential' } as const;

/** Whether the immunization form is on file, and where; what it says stays on paper. Source: MCA 20-5-403 to 20-5-405. */
export const immunizationPaper = recordType('immunizationPaper', 'Immunization record', 30, {
  studentId: reference('Student', 'person', { key: true }),
  standing: code('Standing', {
    ...confidential,
    required: true,
    codeSet: 'immunization_paper',
    group: 'standing',
  }),
  until: date('Until', { ...confidential, group: 'standing' }),
  seenOn: date('Seen on', confidential),
  keptWhere: text('Where the paper is', confidential),
});
