import { code, date, flag, recordType, reference, text } from '#domain/sync/record-type.ts';

/** One stay in one calendar at one grade. Both dates count as enrolled. Source: upload template EN. */
export const enrollment = recordType('enrollment', 'Enrollment', 40, {
  studentId: reference('Student', 'person', { required: true }),
  schoolId: reference('School', 'school', { required: true }),
  calendarId: reference('Calendar', 'calendar', { required: true }),
  grade: code('Grade', { required: true, codeSet: 'grade_level' }),
  serviceType: code('Service type', { required: true, codeSet: 'service_type' }),
  startDate: date('Start date', { required: true, group: 'start' }),
  startStatus: code('Start status', { codeSet: 'start_status', group: 'start' }),
  endDate: date('End date', { group: 'end' }),
  endStatus: code('End status', { codeSet: 'end_status', group: 'end' }),
  /** Local stand-in until the state's own list is loaded. */
  endReason: code('Reason for leaving', { codeSet: 'end_status_category', group: 'end' }),
  dropoutReason: code('Dropout reason', { codeSet: 'dropout_reason', group: 'end', sensitivity: 'personal' }),
  noShow: flag('Never came', { required: true }),
  stateExclude: flag('Left out of state counts', { required: true }),
  extracurricularOnly: flag('Activities only', { required: true }),
  diplomaDate: date('Diploma date', { group: 'diploma' }),
  diplomaType: code('Diploma type', { codeSet: 'diploma_type', group: 'diploma' }),
  diplomaPeriod: code('Diploma period', { codeSet: 'diploma_period', group: 'diploma' }),
  note: text('Note', { sensitivity: 'personal' }),
});
