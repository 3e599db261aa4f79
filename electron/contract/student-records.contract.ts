import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, typedLine } from '#electron/contract/shapes.ts';

const code = z.string().max(20);
const text = typedLine.max(200).nullable().default(null);
const note = z.string().trim().max(2000).nullable().default(null);
const day = civilDate.nullable().default(null);
const required = z.string().trim().min(1, 'Please fill this in.').max(500);

const request = {
  studentId: z.string(),
  direction: z.string(),
  school: z.string(),
  contact: z.string().nullable(),
  receivedOn: z.string(),
  parts: z.array(z.string()).readonly(),
  completedOn: z.string().nullable(),
  delayedTo: z.string().nullable(),
  delayReason: z.string().nullable(),
  note: z.string().nullable(),
};
const duty = {
  proof: z.string().nullable(),
  proofSeenOn: z.string().nullable(),
  recordsAskedOn: z.string().nullable(),
  recordsCameOn: z.string().nullable(),
  notifiedOn: z.string().nullable(),
  note: z.string().nullable(),
};

export const studentRecordsContract = {
  'records.requests': query({
    about: 'Records asked of this school and asked for by it, open ones by due date; of one pupil or all.',
    roles: officeRoles,
    input: z.strictObject({ studentId: id.optional() }),
    output: z.array(
      z.strictObject({
        id: z.string(),
        ...request,
        dueOn: z.string(),
        name: z.string(),
        overdue: z.boolean(),
      }),
    ),
  }),
  'records.save-request': command({
    about: 'Saves a records request. It is due five working days later by the local calendar.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      studentId: id,
      direction: code,
      school: required,
      contact: text,
      receivedOn: civilDate,
      parts: z.array(code).max(30).default([]),
      completedOn: day,
      delayedTo: day,
      delayReason: text,
      note,
    }),
    output: z.strictObject({ id: z.string(), dueOn: z.string() }),
  }),
  'records.complete': command({
    about: 'The records were sent, or came. What was sent goes into the disclosure log in the same step.',
    roles: officeRoles,
    input: z.strictObject({ id, on: civilDate }),
    output: done,
  }),
  'records.disclosures': query({
    about: 'The log of who was given what of a pupil’s records, and why (34 CFR 99.32).',
    roles: officeRoles,
    input: z.strictObject({ studentId: id }),
    output: z.array(
      z.strictObject({
        id: z.string(),
        studentId: z.string(),
        on: z.string(),
        to: z.string(),
        basis: z.string(),
        interest: z.string().nullable(),
        what: z.string(),
        requestId: z.string().nullable(),
      }),
    ),
  }),
  'records.add-disclosure': command({
    about: 'Enters a disclosure into the log. An entry is never changed or removed.',
    roles: officeRoles,
    input: z.strictObject({
      studentId: id,
      on: civilDate,
      to: required,
      basis: code,
      interest: text,
      what: required,
    }),
    output: done,
  }),
  'records.immunization': query({
    about: 'Whether a pupil’s immunization form is on file and where; nothing of what it says.',
    roles: officeRoles,
    input: z.strictObject({ studentId: id }),
    output: z.strictObject({
      paper: z
        .strictObject({
          standing: z.string(),
          until: z.string().nullable(),
          seenOn: z.string().nullable(),
          keptWhere: z.string().nullable(),
        })
        .nullable(),
    }),
  }),
  'records.save-immunization': command({
    about: 'Notes whether the immunization form is on file, conditional until a day, or asked for.',
    roles: officeRoles,
    input: z.strictObject({ studentId: id, standing: code, until: day, seenOn: day, keptWhere: text }),
    output: done,
  }),
  'records.immunization-gaps': query({
    about: 'Pupils enrolled on a day whose immunization form is not on file, or only until a day.',
    roles: officeRoles,
    input: z.strictObject({ on: civilDate.optional() }),
    output: z.array(
      z.strictObject({
        studentId: z.string(),
        name: z.string(),
        grade: z.string(),
        schoolName: z.string(),
        standing: z.string().nullable(),
        until: z.string().nullable(),
        overdue: z.boolean(),
      }),
    ),
  }),
  'records.outside': query({
    about: 'Marks and credits that other schools report of a pupil.',
    roles: officeRoles,
    input: z.strictObject({ studentId: id }),
    output: z.array(
      z.strictObject({
        id: z.string(),
        studentId: z.string(),
        endYear: z.number().int(),
        school: z.string(),
        grade: z.string().nullable(),
        course: z.string().nullable(),
        mark: z.string().nullable(),
        credits: z.string().nullable(),
        note: z.string().nullable(),
      }),
    ),
  }),
  'records.save-outside': command({
    about: 'Saves a mark or credit that another school reports.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      studentId: id,
      endYear: z.number().int().min(1950).max(2199),
      school: required,
      grade: code.nullable().default(null),
      course: text,
      mark: text,
      credits: z
        .string()
        .regex(/^\d{1,2}\.\d{2}$/, 'Credits are written like 0.50.')
        .nullable()
        .default(null),
      note,
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'records.remove-outside': command({
    about: 'Takes a mark or credit from outside off the record; the history keeps it.',
    roles: officeRoles,
    input: z.strictObject({ id }),
    output: done,
  }),
  'records.duties': query({
    about:
      'What must be seen and asked for at first enrollments, with its dates; of one pupil, or all that are open.',
    roles: officeRoles,
    input: z.strictObject({ studentId: id.optional() }),
    output: z.array(
      z.strictObject({
        studentId: z.string(),
        name: z.string(),
        firstDay: z.string(),
        ...duty,
        steps: z
          .array(
            z.strictObject({
              step: z.string(),
              title: z.string(),
              due: z.string(),
              doneOn: z.string().nullable(),
              overdue: z.boolean(),
            }),
          )
          .readonly(),
      }),
    ),
  }),
  'records.save-duty': command({
    about: 'Notes what of a first enrollment’s duties was done and when.',
    roles: officeRoles,
    input: z.strictObject({
      studentId: id,
      proof: code.nullable().default(null),
      proofSeenOn: day,
      recordsAskedOn: day,
      recordsCameOn: day,
      notifiedOn: day,
      note,
    }),
    output: done,
  }),
};
