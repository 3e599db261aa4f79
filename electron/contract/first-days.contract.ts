import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { done, id, nothing } from '#electron/contract/shapes.ts';

const enrollmentIds = z.array(id).min(1, 'Tick somebody first.').max(2000);

export const firstDaysContract = {
  'first-days.not-seen': query({
    about: 'Open enrollments of this school year with the days each pupil was there; never seen ones first.',
    roles: officeRoles,
    input: nothing,
    output: z.array(
      z.strictObject({
        enrollmentId: z.string(),
        studentId: z.string(),
        name: z.string(),
        grade: z.string(),
        schoolName: z.string(),
        startDate: z.string(),
        days: z.number().int(),
        present: z.string(),
        neverSeen: z.boolean(),
      }),
    ),
  }),
  'first-days.preview': query({
    about: 'What marking these pupils as never having come does to attendance and counts. Changes nothing.',
    roles: officeRoles,
    input: z.strictObject({ enrollmentIds }),
    output: z.strictObject({
      pupils: z.number().int(),
      marks: z.number().int(),
      counts: z.array(z.strictObject({ count: z.enum(['fall', 'spring']), less: z.string() })).readonly(),
    }),
  }),
  'first-days.mark': command({
    about:
      'Marks these pupils as never having come, all or none. Refused for somebody whom attendance has here on any day so far. Can be taken back as one for 30 days.',
    roles: officeRoles,
    input: z.strictObject({ enrollmentIds }),
    output: z.strictObject({ groupId: z.string(), pupils: z.number().int() }),
  }),
  'first-days.changes': query({
    about: 'Who was marked as never having come in the last 30 days and can be taken back as one.',
    roles: officeRoles,
    input: nothing,
    output: z.array(
      z.strictObject({ groupId: z.string(), kind: z.string(), title: z.string(), at: z.string() }),
    ),
  }),
  'first-days.undo': command({
    about: 'Takes one such action back, whole.',
    roles: officeRoles,
    input: z.strictObject({ groupId: id }),
    output: done,
  }),
};
