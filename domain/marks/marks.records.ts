import { decimal, flag, integer, recordType, reference, text } from '#domain/sync/record-type.ts';

export const markScale = recordType('markScale', 'Grading scale', 10, {
  name: text('Name', { required: true }),
});

export const markScaleValue = recordType('markScaleValue', 'Mark on a scale', 20, {
  scaleId: reference('Grading scale', 'markScale', { key: true }),
  mark: text('Mark', { key: true }),
  label: text('Label'),
  position: integer('Order', { required: true }),
  points: decimal('Points', { scale: 2 }),
  lowPercent: decimal('Lowest percent', { scale: 2 }),
  passing: flag('Passing', { required: true }),
});

/** Which scale a class is marked on, and a numbered comment bank. */
export const sectionScale = recordType('sectionScale', 'Scale of a class', 70, {
  sectionId: reference('Room or class', 'section', { key: true }),
  scaleId: reference('Grading scale', 'markScale', { required: true }),
});

export const markComment = recordType('markComment', 'Comment', 10, {
  number: integer('Number', { key: true }),
  text: text('Comment', { required: true }),
});

/** A pupil's mark in one class for one term. Cleared is null, never deleted. */
export const postedMark = recordType('postedMark', 'Mark', 80, {
  enrollmentId: reference('Enrollment', 'enrollment', { key: true }),
  sectionId: reference('Room or class', 'section', { key: true }),
  termId: reference('Term', 'term', { key: true }),
  mark: text('Mark', { sensitivity: 'personal' }),
  comment: text('Comment', { sensitivity: 'personal' }),
});
