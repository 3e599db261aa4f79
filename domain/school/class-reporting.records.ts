import { code, date, decimal, flag, integer, recordType, reference, text } from '#domain/sync/record-type.ts';

/** What the state asks about a course beside its number and name. Source: upload template CU. */
export const courseFacts = recordType('courseFacts', 'State facts of a course', 40, {
  courseId: reference('Course', 'course', { key: true }),
  subjectArea: text('SCED subject area', { group: 'sced' }),
  courseCode: text('SCED course identifier', { group: 'sced' }),
  lowestGrade: text('SCED lowest grade', { group: 'sced' }),
  highestGrade: text('SCED highest grade', { group: 'sced' }),
  credit: decimal('Available Carnegie unit credit', { scale: 2 }),
  level: code('SCED course level', { codeSet: 'course_level' }),
  sequence: integer('SCED sequence', { group: 'sequence' }),
  sequenceTotal: integer('SCED sequence total', { group: 'sequence' }),
  distance: flag('Distance class'),
  dualCredit: flag('Dual enrollment credit'),
  alternative: flag('Alternative education program'),
});

/** What the state asks about a class beside its number. Source: upload template SU, fields 7 and 8. */
export const sectionFacts = recordType('sectionFacts', 'State facts of a class', 70, {
  sectionId: reference('Class', 'section', { key: true }),
  sessionType: text('Session type', { group: 'session' }),
  sessionNumber: text('Session number', { group: 'session' }),
});

/** Who taught a class, and from when to when. Source: upload template SH. */
export const sectionStaff = recordType('sectionStaff', 'Teacher of a class', 70, {
  sectionId: reference('Class', 'section', { required: true }),
  staffId: reference('Teacher', 'person', { required: true }),
  role: code('Role', { required: true, codeSet: 'section_staff_role' }),
  startDate: date('From', { group: 'dates' }),
  endDate: date('To', { group: 'dates' }),
});
