import { code, date, decimal, integer, recordType, reference, set, text } from '#domain/sync/record-type.ts';

const personal = { sensitivity: 'personal' } as const;

/** Records asked of this school, or that this school asks for. Source: MCA 20-1-213, five working days. */
export const recordsRequest = recordType('recordsRequest', 'Records request', 30, {
  studentId: reference('Student', 'person', { required: true }),
  direction: code('Direction', { required: true, codeSet: 'records_direction' }),
  school: text('Other school', { ...personal, required: true }),
  contact: text('Address, fax or e-mail', personal),
  receivedOn: date('Asked on', { required: true, group: 'dates' }),
  dueOn: date('Due', { required: true, group: 'dates' }),
  parts: set('Ready', { codeSet: 'records_part' }),
  completedOn: date('Sent or received on', { group: 'done' }),
  delayedTo: date('Will be sent on', { group: 'delay' }),
  delayReason: text('Why later', { ...personal, group: 'delay' }),
  note: text('Note', personal),
});

/** Who was given what of a pupil's records, and why. Part of the record; never changed. Source: 34 CFR 99.32. */
export const disclosure = recordType('disclosure', 'Disclosure', 40, {
  studentId: reference('Student', 'person', { required: true }),
  on: date('On', { required: true, group: 'told' }),
  to: text('To whom', { ...personal, required: true, group: 'told' }),
  basis: code('Ground', { required: true, codeSet: 'ferpa_basis', group: 'told' }),
  interest: text('Their interest', { ...personal, group: 'told' }),
  what: text('What was disclosed', { ...personal, required: true, group: 'told' }),
  requestId: reference('Records request', 'recordsRequest'),
});

/** What must be seen and asked for when a child first enrolls in the district. Source: MCA 44-2-511. */
export const admissionDuty = recordType('admissionDuty', 'First-enrollment duty', 50, {
  studentId: reference('Student', 'person', { key: true }),
  firstDay: date('First enrolled on', { required: true }),
  proof: code('Proof of identity', { ...personal, codeSet: 'identity_proof', group: 'proof' }),
  proofSeenOn: date('Proof seen on', { group: 'proof' }),
  recordsAskedOn: date('Records asked for on', { group: 'records' }),
  recordsCameOn: date('Records came on', { group: 'records' }),
  notifiedOn: date('Law enforcement notified on', { group: 'notified' }),
  note: text('Note', personal),
});

/** A mark, credit or year of attendance that another school reports. */
export const outsideRecord = recordType('outsideRecord', 'Record from outside', 30, {
  studentId: reference('Student', 'person', { required: true }),
  endYear: integer('Ending year', { required: true }),
  school: text('School', { ...personal, required: true }),
  grade: code('Grade', { codeSet: 'grade_level' }),
  course: text('Course', personal),
  mark: text('Mark', personal),
  credits: decimal('Credits', { scale: 2 }),
  note: text('Note', personal),
});
