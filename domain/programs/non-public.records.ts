import { code, date, recordType, reference, set, text } from '#domain/sync/record-type.ts';

const personal = { sensitivity: 'personal' } as const;
const confidential = { sensitivity: 'confidential' } as const;

/**
 * A pupil of a private or home school whom the district serves without enrolling. Source: equitable services, ESSA 1117
 * and 8501. Classes are part-time enrollments, activities are activities-only ones; neither is kept here.
 */
export const nonPublicPupil = recordType('nonPublicPupil', 'Non-public pupil served', 30, {
  schoolId: reference('Serving school', 'school', { required: true }),
  lastName: text('Last name', { ...personal, required: true, group: 'name' }),
  firstName: text('First name', { ...personal, required: true, group: 'name' }),
  birthDate: date('Birth date', personal),
  grade: code('Grade', { codeSet: 'grade_level' }),
  kind: code('Taught in', { required: true, codeSet: 'non_public_kind', group: 'from' }),
  fromSchool: text('Name of that school', { ...personal, group: 'from' }),
  services: set('Services', { ...confidential, required: true, codeSet: 'non_public_service' }),
  startDate: date('From', { ...confidential, required: true, group: 'dates' }),
  endDate: date('To', { ...confidential, group: 'dates' }),
  note: text('Note', confidential),
});
