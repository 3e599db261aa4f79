import {
  code,
  date,
  flag,
  integer,
  recordType,
  reference,
  set,
  text,
  time,
} from '#domain/sync/record-type.ts';

/** A legal entity (OPI Legal Entity number) inside one school system (SS code, four characters). */
export const district = recordType('district', 'District', 10, {
  name: text('District name', { required: true }),
  number: text('District number', { required: true, authority: 'state' }),
  legalEntity: text('Legal entity number', { authority: 'state' }),
  phone: text('Phone'),
  street: text('Street', { group: 'address' }),
  city: text('City', { group: 'address' }),
  state: text('State', { group: 'address' }),
  zip: text('ZIP', { group: 'address' }),
});

export const school = recordType('school', 'School', 20, {
  districtId: reference('District', 'district', { required: true }),
  number: text('School number', { required: true, authority: 'state' }),
  name: text('School name', { required: true }),
  phone: text('Phone'),
  street: text('Street', { group: 'address' }),
  city: text('City', { group: 'address' }),
  state: text('State', { group: 'address' }),
  zip: text('ZIP', { group: 'address' }),
});

/** A school year is named by the year it ends in: 2026-27 is 2027. */
export const schoolYear = recordType('schoolYear', 'School year', 20, {
  endYear: integer('Ending year', { key: true }),
  startDate: date('First day', { required: true, group: 'dates' }),
  endDate: date('Last day', { required: true, group: 'dates' }),
});

/** One set of school days and bells. A school may have several (half-day kindergarten, early release grades). */
export const calendar = recordType('calendar', 'Calendar', 30, {
  schoolId: reference('School', 'school', { required: true }),
  schoolYearId: reference('School year', 'schoolYear', { required: true }),
  number: text('Calendar number', { required: true }),
  name: text('Calendar name', { required: true }),
});

/** Whether a calendar, or a grade of it, is in the state's counts and files, and what kind of calendar it is. */
export const calendarReporting = recordType('calendarReporting', 'State facts of a calendar', 40, {
  calendarId: reference('Calendar', 'calendar', { key: true }),
  type: code('Calendar type', { codeSet: 'calendar_type' }),
  excluded: flag('Left out of state counts', { required: true, group: 'excluded' }),
  excludedGrades: set('Grades left out of state counts', { codeSet: 'grade_level', group: 'excluded' }),
  reason: text('Why left out', { group: 'excluded' }),
});

/** In which modes the pupils of a calendar may be taught; nothing said is in person. Source: mode of instruction notice. */
export const calendarModes = recordType('calendarModes', 'Modes a calendar offers', 40, {
  calendarId: reference('Calendar', 'calendar', { key: true }),
  modes: set('Modes offered', { codeSet: 'mode_of_instruction' }),
});

export const bellSchedule = recordType('bellSchedule', 'Bell schedule', 40, {
  calendarId: reference('Calendar', 'calendar', { required: true }),
  name: text('Name', { required: true }),
});

/** A half day (AM, PM) or a period. Minutes are instructional minutes: lunch and recess are not in them. */
export const bellBlock = recordType('bellBlock', 'Block', 50, {
  bellScheduleId: reference('Bell schedule', 'bellSchedule', { required: true }),
  name: text('Name', { required: true }),
  position: integer('Order', { required: true }),
  startTime: time('Starts', { group: 'times' }),
  endTime: time('Ends', { group: 'times' }),
  minutes: integer('Instructional minutes', { required: true, group: 'times' }),
  instructional: flag('Counts as instruction', { required: true }),
});

export const calendarDay = recordType('calendarDay', 'Calendar day', 50, {
  calendarId: reference('Calendar', 'calendar', { key: true }),
  date: date('Date', { key: true }),
  kind: code('Kind of day', { required: true, codeSet: 'day_kind', group: 'day' }),
  bellScheduleId: reference('Bell schedule', 'bellSchedule', { group: 'day' }),
  reason: text('Reason', { group: 'day' }),
});

/** Hours lost to a closure, or made up: the ledger behind the aggregate-hours projection. */
export const hoursLedgerLine = recordType('hoursLedgerLine', 'Hours lost or made up', 50, {
  calendarId: reference('Calendar', 'calendar', { required: true }),
  date: date('Date', { required: true }),
  minutes: integer('Minutes (lost is negative)', { required: true }),
  reason: text('Reason', { required: true }),
});

export const term = recordType('term', 'Term', 40, {
  calendarId: reference('Calendar', 'calendar', { required: true }),
  name: text('Name', { required: true }),
  position: integer('Order', { required: true }),
  startDate: date('First day', { required: true, group: 'dates' }),
  endDate: date('Last day', { required: true, group: 'dates' }),
});

export const course = recordType('course', 'Course', 30, {
  schoolId: reference('School', 'school', { required: true }),
  number: text('Course number', { required: true }),
  name: text('Course name', { required: true }),
});

/** A room (attendance by half day) or a class that meets in one block. */
export const section = recordType('section', 'Room or class', 60, {
  schoolId: reference('School', 'school', { required: true }),
  schoolYearId: reference('School year', 'schoolYear', { required: true }),
  courseId: reference('Course', 'course'),
  number: text('Section number', { required: true }),
  name: text('Name', { required: true }),
  kind: code('Kind', { required: true, codeSet: 'section_kind' }),
  block: text('Block'),
  teacherId: reference('Teacher', 'person'),
  place: text('Place'),
});

export const sectionRoster = recordType('sectionRoster', 'Roster line', 70, {
  sectionId: reference('Room or class', 'section', { required: true }),
  enrollmentId: reference('Enrollment', 'enrollment', { required: true }),
  startDate: date('From', { required: true, group: 'dates' }),
  endDate: date('To', { group: 'dates' }),
});
