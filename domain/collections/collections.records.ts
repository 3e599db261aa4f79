import {
  code,
  date,
  decimal,
  flag,
  instant,
  integer,
  recordType,
  reference,
  text,
} from '#domain/sync/record-type.ts';

const personal = { sensitivity: 'personal' } as const;

/** What the state asks about an enrollment beside its dates and codes; kept apart so that neither conflicts with the other. */
export const enrollmentFacts = recordType('enrollmentFacts', 'State facts of an enrollment', 50, {
  enrollmentId: reference('Enrollment', 'enrollment', { key: true }),
  /** Empty for a pupil who lives here. */
  homeDistrict: text('Home district', { ...personal, group: 'residency' }),
  homeCounty: text('Home county', { ...personal, group: 'residency' }),
  dayTreatment: flag('Private day treatment', { ...personal }),
  ageEligible: flag('Eligible at 19 or 20'),
  boardApprovedOn: date('Trustees admitted on'),
  repeatsGrade: flag('Repeats the grade'),
  previousSchool: text('School before', personal),
  offeredMode: code('Mode of instruction', { codeSet: 'mode_of_instruction' }),
});

/** What a person decided about one enrollment for one count, over what is worked out. Source: count upload AF, AS. */
export const countDecision = recordType('countDecision', 'Count decision', 50, {
  enrollmentId: reference('Enrollment', 'enrollment', { key: true }),
  count: code('Count', { key: true }),
  hours: decimal('Aggregate hours', { scale: 2 }),
  absent: flag('Absent on the count date'),
  tenDay: flag('Left out by the 10-day rule'),
  exclusion: code('Left out because', { codeSet: 'anb_exclusion_reason', group: 'exclusion' }),
  proficient: flag('Shown proficient', personal),
  note: text('Note', { ...personal, group: 'exclusion' }),
});

/** End-of-year attendance totals that came from elsewhere, over what Hi-Line adds up. Source: upload AA. */
export const enteredTotals = recordType('enteredTotals', 'Entered attendance totals', 50, {
  enrollmentId: reference('Enrollment', 'enrollment', { key: true }),
  daysEnrolled: decimal('Days enrolled', { scale: 2, group: 'totals' }),
  daysPresent: decimal('ADA days present', { scale: 2, group: 'totals' }),
  essaDaysAbsent: integer('ESSA days absent', { group: 'totals' }),
});

/** A budget unit's figures of one year from the state's finance system: the years before, and what to compare with. */
export const unitYear = recordType('unitYear', 'Budget unit year', 30, {
  districtId: reference('District', 'district', { key: true }),
  unit: code('Budget unit', { key: true }),
  endYear: integer('Ending year', { key: true }),
  anb: decimal('ANB', { scale: 2, authority: 'state' }),
  fallCount: decimal('Fall count', { scale: 2, authority: 'state' }),
  springCount: decimal('Spring count', { scale: 2, authority: 'state' }),
  /** Approved PIR days, where they differ from the calendar's. */
  pirDays: integer('PIR days'),
});

/** Out-of-district attendance agreement, state form FP-14. Source: MCA 20-5-320, 20-5-321. */
export const attendanceAgreement = recordType('attendanceAgreement', 'Attendance agreement', 50, {
  enrollmentId: reference('Enrollment', 'enrollment', { key: true }),
  law: code('Under', { required: true, codeSet: 'attendance_agreement_law' }),
  homeDistrict: text('Home district', { ...personal, required: true, group: 'home' }),
  homeCounty: text('Home county', { ...personal, group: 'home' }),
  parentSigned: date('Parent signed'),
  attendingSigned: date('This district signed'),
  homeSigned: date('Home district signed'),
  countySigned: date('County superintendent signed'),
  tuition: decimal('Tuition', { scale: 2 }),
  transportation: flag('Transportation provided'),
  sentOn: date('Sent to the state on'),
  note: text('Note', personal),
});

/** A "check this" of the validation that somebody looked at and let stand. Remembered for one record and rule version. */
export const acceptedWarning = recordType('acceptedWarning', 'Accepted warning', 80, {
  rule: code('Rule', { key: true }),
  subjectType: code('Kind of record', { key: true }),
  subjectId: text('Record', { key: true }),
  ruleVersion: text('Rule version', { required: true, group: 'accepted' }),
  reason: text('Reason', { group: 'accepted' }),
  acceptedBy: text('Accepted by', { group: 'accepted' }),
  acceptedAt: instant('Accepted at', { group: 'accepted' }),
});

/** Who certifies one kind of data. All primary certifiers of a kind must certify. Source: state certification set-up. */
export const certifier = recordType('certifier', 'Certifier', 20, {
  districtId: reference('District', 'district', { required: true }),
  dataType: code('Kind of data', { required: true }),
  name: text('Name', { required: true }),
  title: text('Title'),
  primary: flag('Primary', { required: true }),
  active: flag('Active', { required: true }),
});

/** One person's signed word that a collection is right: totals and the hash of the frozen rows. Never changed but to withdraw it. */
export const certification = recordType('certification', 'Certification', 60, {
  districtId: reference('District', 'district', { required: true }),
  collection: code('Collection', { required: true }),
  endYear: integer('Ending year', { required: true }),
  certifierId: reference('Certifier', 'certifier'),
  certifiedBy: text('Certified by', { required: true, group: 'signed' }),
  certifiedTitle: text('Title', { group: 'signed' }),
  certifiedAt: instant('Certified at', { required: true, group: 'signed' }),
  statement: text('Statement', { required: true, group: 'signed' }),
  rows: integer('Rows', { required: true, group: 'signed' }),
  totals: text('Totals', { required: true, group: 'signed' }),
  hash: text('Hash of the frozen rows', { required: true, group: 'signed' }),
  rulesVersion: text('Rule version', { group: 'signed' }),
  withdrawnAt: instant('Withdrawn at', { group: 'withdrawn' }),
  withdrawnBy: text('Withdrawn by', { group: 'withdrawn' }),
  withdrawnReason: text('Why withdrawn', { group: 'withdrawn' }),
  /** Set by the state when it wants the collection certified again. */
  recertifyAsked: text('Asked to certify again', { authority: 'state' }),
});

/** Whom the state calls about one kind of question. */
export const districtContact = recordType('districtContact', 'District contact', 20, {
  districtId: reference('District', 'district', { required: true }),
  schoolId: reference('School', 'school'),
  name: text('Name', { required: true }),
  phone: text('Phone'),
  email: text('E-mail'),
  area: code('About', { required: true, codeSet: 'contact_area' }),
  backup: flag('Backup', { required: true }),
  active: flag('Active', { required: true }),
});
