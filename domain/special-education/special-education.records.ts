import { code, date, instant, integer, recordType, reference, text } from '#domain/sync/record-type.ts';

const asked = { authority: 'ask', sensitivity: 'confidential' } as const;
const dates = { ...asked, group: 'dates' } as const;

/** An individualized education program. Draft, complete, locked; a locked plan never changes (34 CFR 300.320–324). */
export const iep = recordType('iep', 'IEP', 50, {
  studentId: reference('Student', 'person', { ...asked, required: true }),
  /** An amendment names the locked plan it replaces. */
  amendsId: reference('Amends', 'iep', asked),
  status: code('Status', { ...asked, required: true, codeSet: 'iep_status', group: 'status' }),
  lockedAt: instant('Locked at', { ...asked, group: 'status' }),
  meetingDate: date('Meeting', { ...dates, required: true }),
  startDate: date('Starts', { ...dates, required: true }),
  endDate: date('Ends', { ...dates, required: true }),
  lastEvaluation: date('Last evaluation', { ...asked, group: 'evaluation' }),
  nextEvaluation: date('Next evaluation due', { ...asked, group: 'evaluation' }),
  disability: code('Disability', { ...asked, codeSet: 'disability' }),
  setting: code('Setting', { ...asked, codeSet: 'environment' }),
  caseManagerId: reference('Case manager', 'person', asked),
  presentLevels: text('Present levels', asked),
  goals: text('Annual goals', asked),
  progress: text('How progress is reported', asked),
  participation: text('Time with other pupils', asked),
  assessment: text('Assessments', asked),
  schoolMinutes: integer('Minutes in school a week', asked),
});

export const iepService = recordType('iepService', 'IEP service', 60, {
  iepId: reference('IEP', 'iep', { ...asked, required: true }),
  service: code('Service', { ...asked, required: true, codeSet: 'related_service', group: 'service' }),
  minutes: integer('Minutes', { ...asked, required: true, group: 'service' }),
  per: code('Each', { ...asked, required: true, codeSet: 'service_frequency', group: 'service' }),
  place: code('Place', { ...asked, codeSet: 'service_place', group: 'service' }),
  startDate: date('From', { ...asked, group: 'service' }),
  endDate: date('To', { ...asked, group: 'service' }),
});

/** When and why a pupil left special education, with the papers that must be on file. Source: 34 CFR 300.305(e), 300.503. */
export const specialEducationExit = recordType('specialEducationExit', 'Special education exit', 60, {
  studentId: reference('Student', 'person', { ...asked, required: true }),
  exitedOn: date('Last day in special education', { ...asked, required: true, group: 'exit' }),
  reason: code('Reason', { ...asked, required: true, codeSet: 'sped_exit_reason', group: 'exit' }),
  evaluatedOn: date('Found no longer eligible, or consent taken back, on', { ...asked, group: 'papers' }),
  noticeOn: date('Prior written notice given on', { ...asked, group: 'papers' }),
  summaryOn: date('Summary of performance given on', { ...asked, group: 'papers' }),
  note: text('Note', asked),
});

/** The transition part of a plan: from the first plan in force at sixteen. Source: 34 CFR 300.320(b). */
export const iepTransition = recordType('iepTransition', 'Transition of an IEP', 60, {
  iepId: reference('IEP', 'iep', { ...asked, key: true }),
  goals: text('Goals after school', asked),
  services: text('Transition services', asked),
  courseOfStudy: text('Courses of study', asked),
});

/** When pupil and parents were told of the rights that pass to the pupil at eighteen. Source: 34 CFR 300.320(c), 300.520. */
export const rightsNotice = recordType('rightsNotice', 'Notice about rights', 60, {
  studentId: reference('Student', 'person', { ...asked, key: true }),
  toldOn: date('Told that the rights will pass on', asked),
  passedOn: date('Told that the rights have passed on', asked),
});
