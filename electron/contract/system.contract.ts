import { z } from 'zod';
import { everyRole, officeRoles } from '#domain/accounts/roles.ts';
import { dayBoard } from '#electron/contract/attendance.contract.ts';
import { command, query } from '#electron/contract/entry.ts';
import { done, nothing } from '#electron/contract/shapes.ts';

const copy = z.strictObject({
  name: z.string(),
  at: z.string(),
  place: z.enum(['this computer', 'second place']),
});

export const systemContract = {
  'system.today': query({
    about: 'The Today page: the day of each school and what is to do, by due date.',
    roles: everyRole,
    input: nothing,
    output: z.strictObject({
      today: z.string(),
      schools: z.array(dayBoard),
      toDo: z.array(
        z.strictObject({ title: z.string(), detail: z.string(), to: z.string(), due: z.string().nullable() }),
      ),
    }),
  }),
  'system.find-rooms': query({
    about: 'Rooms and classes by part of their name.',
    roles: everyRole,
    input: z.strictObject({ text: z.string().max(100) }),
    output: z.array(z.strictObject({ id: z.string(), name: z.string(), schoolName: z.string() })),
  }),
  'system.history': query({
    about: 'Who changed a record, when, from what to what.',
    roles: officeRoles,
    input: z.strictObject({ type: z.string().max(40), id: z.string().max(60) }),
    output: z.array(
      z.strictObject({
        at: z.string(),
        who: z.string(),
        action: z.string(),
        change: z.string(),
        fields: z.array(
          z.strictObject({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
        ),
      }),
    ),
  }),
  'system.copies': query({
    about: 'Verified copies of the district file, newest first.',
    roles: officeRoles,
    input: nothing,
    output: z.strictObject({
      copies: z.array(copy),
      secondPlace: z.string().nullable(),
      lastAt: z.string().nullable(),
    }),
  }),
  'system.copy-now': command({
    about: 'Makes a verified copy of the district file now.',
    roles: officeRoles,
    input: nothing,
    output: z.strictObject({
      name: z.string(),
      people: z.number().int(),
      enrollments: z.number().int(),
      marks: z.number().int(),
    }),
  }),
  'system.choose-second-place': command({
    about: 'Chooses a second place for copies: a USB stick or a share. Asks in a window.',
    roles: ['administrator'],
    input: nothing,
    output: z.strictObject({ chosen: z.boolean() }),
  }),
  'system.preview-restore': query({
    about: 'What going back to a copy would bring and what would be missing.',
    roles: ['administrator'],
    input: z.strictObject({ name: z.string().max(100) }),
    output: z.strictObject({
      at: z.string(),
      people: z.number().int(),
      enrollments: z.number().int(),
      marks: z.number().int(),
      changesSince: z.number().int(),
      unsentSince: z.number().int(),
    }),
  }),
  'system.restore': command({
    about: 'Goes back to a copy. The present file is kept as a copy first, so this can be undone.',
    roles: ['administrator'],
    input: z.strictObject({ name: z.string().max(100) }),
    output: done,
  }),
};
