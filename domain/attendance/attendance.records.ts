import {
  code,
  date,
  flag,
  instant,
  integer,
  recordType,
  reference,
  text,
  time,
} from '#domain/sync/record-type.ts';

/** The meaning of one letter. Local codes map to state meanings by `excuse` and `absent`; years bound their use. */
export const attendanceCode = recordType('attendanceCode', 'Attendance code', 10, {
  code: text('Code', { key: true }),
  label: text('Label', { required: true }),
  keyLetter: text('Key'),
  absent: flag('Absent', { required: true }),
  excuse: code('Excuse class', { codeSet: 'attendance_excuse' }),
  byMinutes: flag('Counts by minutes', { required: true }),
  fromYear: integer('First school year'),
  toYear: integer('Last school year'),
});

/**
 * One pupil, one day, one block, one source. Present pupils have no mark; a cleared mark is a null code, never a
 * deletion, so that two computers always speak of the same record. The office's mark wins over the teacher's.
 */
export const attendanceMark = recordType('attendanceMark', 'Attendance mark', 80, {
  enrollmentId: reference('Enrollment', 'enrollment', { key: true }),
  date: date('Date', { key: true }),
  block: text('Block', { key: true }),
  source: code('Source', { key: true, codeSet: 'attendance_source' }),
  code: code('Code', { codeSet: 'attendance_code', group: 'mark' }),
  minutes: integer('Minutes missed', { group: 'mark' }),
  clockTime: time('Clock time', { group: 'mark' }),
  note: text('Note', { sensitivity: 'personal' }),
});

/** The room is in: everyone without a mark was there. */
export const attendanceTaken = recordType('attendanceTaken', 'Attendance taken', 70, {
  sectionId: reference('Room or class', 'section', { key: true }),
  date: date('Date', { key: true }),
  block: text('Block', { key: true }),
  takenAt: instant('Taken at', { group: 'taken' }),
  takenBy: text('Taken by', { group: 'taken' }),
});

export const dayClosing = recordType('dayClosing', 'Closed day', 70, {
  schoolId: reference('School', 'school', { key: true }),
  date: date('Date', { key: true }),
  closed: flag('Closed', { required: true, group: 'closing' }),
  reason: text('Reason', { group: 'closing' }),
});

/** A call home about an absence. */
export const absenceCall = recordType('absenceCall', 'Call home', 80, {
  enrollmentId: reference('Enrollment', 'enrollment', { required: true }),
  date: date('Absent on', { required: true }),
  adultId: reference('Adult called', 'person'),
  calledAt: instant('Called at', { required: true }),
  outcome: code('Outcome', { required: true, codeSet: 'call_outcome' }),
  note: text('Note', { sensitivity: 'personal' }),
});

/** A saved list for marking many at once: a team, a field trip, a late bus. */
export const attendanceGroup = recordType('attendanceGroup', 'Group', 60, {
  schoolId: reference('School', 'school', { required: true }),
  name: text('Name', { required: true }),
});

export const attendanceGroupMember = recordType('attendanceGroupMember', 'Group member', 70, {
  groupId: reference('Group', 'attendanceGroup', { key: true }),
  enrollmentId: reference('Enrollment', 'enrollment', { key: true }),
  active: flag('In the group', { required: true }),
});
