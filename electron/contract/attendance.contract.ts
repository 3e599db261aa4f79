import { z } from 'zod';
import { classroomRoles, everyRole, officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, clockTime, done, id, longText, shortText } from '#electron/contract/shapes.ts';

const cell = z.strictObject({
  block: z.string(),
  minutes: z.number().int(),
  code: z.string().nullable(),
  missed: z.number().int().nullable(),
  clockTime: z.string().nullable(),
  note: z.string().nullable(),
  source: z.string().nullable(),
  teacherCode: z.string().nullable(),
});

const code = z.strictObject({
  code: z.string(),
  label: z.string(),
  keyLetter: z.string().nullable(),
  byMinutes: z.boolean(),
  absent: z.boolean(),
});

export const sheetRow = z.strictObject({
  enrollmentId: z.string(),
  studentId: z.string(),
  name: z.string(),
  grade: z.string(),
  localId: z.string().nullable(),
  cells: z.array(cell),
  dayMinutes: z.number().int(),
  missedMinutes: z.number().int(),
  minutesUnknown: z.boolean(),
});

const dayPupil = z.strictObject({
  enrollmentId: z.string(),
  studentId: z.string(),
  name: z.string(),
  grade: z.string(),
  codes: z.string(),
  note: z.string().nullable(),
});

export const room = z.strictObject({
  id: z.string(),
  name: z.string(),
  number: z.string(),
  kind: z.string(),
  block: z.string().nullable(),
  schoolId: z.string(),
  schoolName: z.string(),
  teacher: z.string().nullable(),
  teacherId: z.string().nullable(),
  pupils: z.number().int(),
  blocks: z.array(z.string()),
  in: z.boolean(),
});

export const dayBoard = z.strictObject({
  schoolId: z.string(),
  schoolName: z.string(),
  date: z.string(),
  dayNumber: z.number().int().nullable(),
  daysInYear: z.number().int(),
  /** The nearest school days before and after. */
  dayBefore: z.string().nullable(),
  dayAfter: z.string().nullable(),
  reason: z.string().nullable(),
  bellSchedule: z.string().nullable(),
  closed: z.boolean(),
  enrolled: z.number().int(),
  lists: z.strictObject({
    present: z.number().int(),
    absent: z.array(dayPupil),
    late: z.array(dayPupil),
    unexplained: z.array(dayPupil),
  }),
  rooms: z.array(room),
  /** Pupils who sit in no room or class. */
  withoutRoom: z.number().int(),
});

const mark = z.strictObject({
  enrollmentId: id,
  date: civilDate,
  block: z.string().max(40).nullable().default(null),
  code: z.string().max(10).nullable(),
  minutes: z.number().int().min(0).max(1440).nullable().optional(),
  arrivedAt: clockTime.nullable().optional(),
  leftAt: clockTime.nullable().optional(),
  half: z.enum(['morning', 'afternoon']).optional(),
  /** Clock time to keep as it is, for taking a step back; minutes are not worked out from it. */
  clockTime: clockTime.nullable().optional(),
  note: longText.nullable().optional(),
  /** Takes a step back: the block's own mark becomes exactly this, whatever the other source says. */
  back: z.boolean().optional(),
});

export const summaryScope = z.strictObject({
  from: civilDate,
  to: civilDate,
  school: z.string().max(20).optional(),
});

export const summaryRow = z.strictObject({
  enrollmentId: z.string(),
  studentId: z.string(),
  name: z.string(),
  grade: z.string(),
  stateId: z.string().nullable(),
  localId: z.string().nullable(),
  schoolNumber: z.string(),
  calendarId: z.string(),
  daysEnrolled: z.number().int(),
  adaDaysPresent: z.string(),
  essaDaysAbsent: z.number().int(),
  daysWithMinutesUnknown: z.number().int(),
  chronic: z.boolean(),
});

export const attendanceContract = {
  'attendance.day': query({
    about: 'The day of each school: counts with the children behind them, and the rooms that are not in.',
    roles: everyRole,
    input: z.strictObject({ date: civilDate }),
    output: z.array(dayBoard),
  }),
  'attendance.codes': query({
    about: 'The attendance codes in use on a date, with their keys.',
    roles: everyRole,
    input: z.strictObject({ date: civilDate }),
    output: z.array(code),
  }),
  'attendance.room': query({
    about: "One room's sheet for one day: a row a pupil, a column a block.",
    roles: everyRole,
    input: z.strictObject({ sectionId: id, date: civilDate }),
    output: z.strictObject({
      sectionId: z.string(),
      name: z.string(),
      kind: z.string(),
      schoolId: z.string(),
      date: z.string(),
      blocks: z.array(z.string()),
      dayKind: z.string().nullable(),
      dayReason: z.string().nullable(),
      taken: z.array(z.strictObject({ block: z.string(), at: z.string(), by: z.string() })),
      closed: z.boolean(),
      rows: z.array(sheetRow),
      codes: z.array(code),
    }),
  }),
  'attendance.mark': command({
    about:
      'Marks pupils: a code for a block or (block null) the whole day, null to clear. `minutes` missed, or a clock time from which they are worked out. `undo` takes it back.',
    roles: classroomRoles,
    input: z.strictObject({
      marks: z.array(mark).min(1).max(2000),
      /** Block of a class sheet, so that the answer shows that column alone. */
      onlyBlock: z.string().nullable().default(null),
    }),
    output: z.strictObject({ rows: z.array(sheetRow), undo: z.array(mark) }),
  }),
  'attendance.finish-room': command({
    about: 'Everyone else present: the room is in for the day.',
    roles: classroomRoles,
    input: z.strictObject({ sectionId: id, date: civilDate }),
    output: done,
  }),
  'attendance.reopen-room': command({
    about: 'Takes "the room is in" back.',
    roles: classroomRoles,
    input: z.strictObject({ sectionId: id, date: civilDate }),
    output: done,
  }),
  'attendance.pupil-days': query({
    about: 'One pupil over many days, for paper rosters and back-dating.',
    roles: everyRole,
    input: z.strictObject({ enrollmentId: id, from: civilDate, to: civilDate }),
    output: z.array(sheetRow.extend({ date: z.string() })),
  }),
  'attendance.call-list': query({
    about: 'Absences nobody has explained, with whom to call, in order, and what was said so far.',
    roles: officeRoles,
    input: z.strictObject({ date: civilDate }),
    output: z.array(
      z.strictObject({
        enrollmentId: z.string(),
        studentId: z.string(),
        name: z.string(),
        grade: z.string(),
        codes: z.string(),
        adults: z.array(
          z.strictObject({
            adultId: z.string(),
            name: z.string(),
            kind: z.string().nullable(),
            phones: z.array(z.string()),
            custodyNote: z.string().nullable(),
            livesWith: z.boolean(),
            mayPickUp: z.boolean(),
            getsMail: z.boolean(),
          }),
        ),
        calls: z.array(
          z.strictObject({
            at: z.string(),
            outcome: z.string(),
            adult: z.string().nullable(),
            note: z.string().nullable(),
          }),
        ),
      }),
    ),
  }),
  'attendance.log-call': command({
    about: 'Notes a call home; "excused" and "unexcused" also mark the day.',
    roles: officeRoles,
    input: z.strictObject({
      enrollmentId: id,
      date: civilDate,
      adultId: id.nullable().default(null),
      outcome: z.enum(['excused', 'unexcused', 'no-answer', 'left-message']),
      note: z.string().max(1000).nullable().default(null),
    }),
    output: done,
  }),
  'attendance.close-day': command({
    about: 'Closes the day of one school: its marks no longer change.',
    roles: officeRoles,
    input: z.strictObject({ schoolId: id, date: civilDate }),
    output: done,
  }),
  'attendance.reopen-day': command({
    about: 'Opens a closed day again, with a reason.',
    roles: officeRoles,
    input: z.strictObject({ schoolId: id, date: civilDate, reason: shortText }),
    output: done,
  }),
  'attendance.groups': query({
    about: 'Saved lists for marking many at once: teams, field trips, buses.',
    roles: everyRole,
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        schoolId: z.string(),
        members: z.array(z.strictObject({ enrollmentId: z.string(), name: z.string() })),
      }),
    ),
  }),
  'attendance.save-group': command({
    about: 'Makes or changes a saved list.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      name: shortText,
      schoolId: id,
      enrollmentIds: z.array(id).max(2000),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'attendance.mark-group': command({
    about: 'Marks a saved list for one or several days in one action, which one undo takes back.',
    roles: officeRoles,
    input: z.strictObject({
      groupId: id,
      dates: z.array(civilDate).min(1).max(60),
      code: z.string().max(10),
      from: clockTime.nullable().default(null),
      to: clockTime.nullable().default(null),
    }),
    output: z.strictObject({ marked: z.number().int(), done: z.array(mark), undo: z.array(mark) }),
  }),
  'attendance.summary': query({
    about: 'ADA days enrolled and present, ESSA days absent and chronic absence, for each enrollment.',
    roles: everyRole,
    input: summaryScope,
    output: z.array(summaryRow),
  }),
  'attendance.explain': query({
    about: 'The children and days behind one number; the shares add up to it.',
    roles: everyRole,
    input: summaryScope.extend({
      measure: z.enum(['adaDaysPresent', 'daysEnrolled', 'essaDaysAbsent', 'daysMissed', 'chronic']),
      enrollmentId: id.optional(),
      grade: z.string().max(10).optional(),
    }),
    output: z.strictObject({
      measure: z.string(),
      definition: z.string(),
      total: z.string(),
      lines: z.array(
        z.strictObject({
          enrollmentId: z.string(),
          name: z.string(),
          grade: z.string(),
          value: z.string(),
          days: z.array(
            z.strictObject({
              date: z.string(),
              minutes: z.number().int(),
              missed: z.number().int(),
              codes: z.string(),
              essaAbsent: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  }),
};
