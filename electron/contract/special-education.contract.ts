import { z } from 'zod';
import { specialEducationRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, dueLine, id, longText } from '#electron/contract/shapes.ts';

const service = z.strictObject({
  id: z.string().optional(),
  service: z.string().max(40),
  minutes: z.number().int().min(1).max(10_000),
  per: z.string().max(20),
  place: z.string().max(40).nullable(),
  startDate: civilDate.nullable(),
  endDate: civilDate.nullable(),
});

const transition = z.strictObject({
  goals: longText.nullable(),
  services: longText.nullable(),
  courseOfStudy: longText.nullable(),
});

const contents = z.strictObject({
  meetingDate: civilDate,
  startDate: civilDate,
  endDate: civilDate,
  lastEvaluation: civilDate.nullable(),
  nextEvaluation: civilDate.nullable(),
  disability: z.string().max(20).nullable(),
  setting: z.string().max(20).nullable(),
  caseManagerId: id.nullable(),
  presentLevels: longText.nullable(),
  goals: longText.nullable(),
  progress: longText.nullable(),
  participation: longText.nullable(),
  assessment: longText.nullable(),
  schoolMinutes: z.number().int().min(0).max(10_000).nullable(),
  /** From the first plan in force at 16. Left out, it stays as it is. */
  transition: transition.optional(),
  services: z.array(service).max(50),
});

const plan = contents.extend({
  transition,
  id: z.string(),
  studentId: z.string(),
  studentName: z.string(),
  amendsId: z.string().nullable(),
  status: z.enum(['draft', 'complete', 'locked']),
  lockedAt: z.string().nullable(),
  problems: z.array(z.strictObject({ field: z.string().optional(), message: z.string() })),
});

export const specialEducationContract = {
  'special-education.list': query({
    about: 'IEPs, newest first: of one pupil, or those due within so many days.',
    roles: specialEducationRoles,
    input: z.strictObject({ studentId: id.optional(), dueBy: civilDate.optional() }),
    output: z.array(
      z.strictObject({
        id: z.string(),
        studentId: z.string(),
        studentName: z.string(),
        grade: z.string().nullable(),
        status: z.string(),
        meetingDate: z.string(),
        startDate: z.string(),
        endDate: z.string(),
        nextEvaluation: z.string().nullable(),
        caseManager: z.string().nullable(),
        leftOn: z.string().nullable(),
      }),
    ),
  }),
  'special-education.plan': query({
    about: 'One IEP with its services and what is still missing. Each opening is logged.',
    roles: specialEducationRoles,
    input: z.strictObject({ id }),
    output: plan,
  }),
  'special-education.start': command({
    about: 'Starts a draft: the plan starts the day after the meeting and ends a year after it.',
    roles: specialEducationRoles,
    input: z.strictObject({ studentId: id, meetingDate: civilDate }),
    output: z.strictObject({ id: z.string() }),
  }),
  'special-education.save': command({
    about: 'Saves a draft. A complete or locked plan does not change.',
    roles: specialEducationRoles,
    input: z.strictObject({ id, contents }),
    output: done,
  }),
  'special-education.set-status': command({
    about: 'draft → complete → locked, each only when nothing is missing.',
    roles: specialEducationRoles,
    input: z.strictObject({ id, status: z.enum(['draft', 'complete', 'locked']) }),
    output: done,
  }),
  'special-education.amend': command({
    about: 'Starts an amendment of a locked plan: a new draft that names it.',
    roles: specialEducationRoles,
    input: z.strictObject({ id }),
    output: z.strictObject({ id: z.string() }),
  }),
  'special-education.due': query({
    about:
      'Reviews, evaluations, plans to lock, transition parts to write, notices about rights and exits to enter, soonest first, each with its rule.',
    roles: specialEducationRoles,
    input: z.strictObject({ on: civilDate.optional() }),
    output: z.array(
      dueLine.extend({
        planId: z.string().nullable(),
        exitId: z.string().nullable(),
        rights: z.boolean(),
      }),
    ),
  }),
  'special-education.rights': query({
    about: 'When a pupil and the parents were told of the rights that pass at 18.',
    roles: specialEducationRoles,
    input: z.strictObject({ studentId: id }),
    output: z.strictObject({ toldOn: z.string().nullable(), passedOn: z.string().nullable() }),
  }),
  'special-education.save-rights': command({
    about:
      'Notes when a pupil and the parents were told that the rights will pass at 18 (a year before), and that they have passed.',
    roles: specialEducationRoles,
    input: z.strictObject({
      studentId: id,
      toldOn: civilDate.nullable().default(null),
      passedOn: civilDate.nullable().default(null),
    }),
    output: done,
  }),
  'special-education.exits': query({
    about: 'Who has left special education: one pupil, or a school year from July 1 through June 30.',
    roles: specialEducationRoles,
    input: z.strictObject({
      studentId: id.optional(),
      endYear: z.number().int().min(2007).max(2199).optional(),
    }),
    output: z.array(
      z.strictObject({
        id: z.string(),
        studentId: z.string(),
        name: z.string(),
        exitedOn: z.string(),
        reason: z.string(),
        reasonLabel: z.string(),
        evaluatedOn: z.string().nullable(),
        noticeOn: z.string().nullable(),
        summaryOn: z.string().nullable(),
        note: z.string().nullable(),
        age: z.number().int().nullable(),
        reported: z.boolean().nullable(),
        missing: z.array(z.strictObject({ field: z.string(), message: z.string() })),
      }),
    ),
  }),
  'special-education.save-exit': command({
    about: 'Enters or corrects an exit: last day, reason, papers. A locked plan stays as it is.',
    roles: specialEducationRoles,
    input: z.strictObject({
      id: id.optional(),
      studentId: id,
      exitedOn: civilDate,
      reason: z.string().max(20),
      evaluatedOn: civilDate.nullable().default(null),
      noticeOn: civilDate.nullable().default(null),
      summaryOn: civilDate.nullable().default(null),
      note: z.string().max(2000).nullable().default(null),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'special-education.remove-exit': command({
    about: 'Takes an exit away that was entered by mistake.',
    roles: specialEducationRoles,
    input: z.strictObject({ id }),
    output: done,
  }),
};
