import { z } from 'zod';
import { officeRoles, specialEducationRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, nothing, typedLine } from '#electron/contract/shapes.ts';

const part = z.enum(['permanent', 'special-education']);
const readers = [...new Set([...officeRoles, ...specialEducationRoles])];

export const movesContract = {
  'moves.list': query({
    about:
      'Pupils who are enrolled in another district too, or have moved: what the state told last, in words.',
    roles: readers,
    input: nothing,
    output: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(['overlap', 'moved']),
        side: z.enum(['from', 'to']),
        personId: z.string(),
        enrollmentId: z.string(),
        name: z.string(),
        stateId: z.string(),
        sentence: z.string(),
        other: z.strictObject({
          districtNumber: z.string(),
          districtName: z.string(),
          schoolName: z.string().nullable(),
          grade: z.string(),
          startDate: z.string(),
          endDate: z.string().nullable(),
        }),
        /** Only a proposal: nothing is changed by itself. */
        proposedEndDate: z.string().nullable(),
        ended: z.string().nullable(),
        answer: z
          .strictObject({
            says: z.enum(['accepted', 'declined']),
            reason: z.string().nullable(),
            at: z.string(),
            by: z.string(),
          })
          .nullable(),
        released: z.array(z.strictObject({ part, at: z.string(), by: z.string() })),
        received: z.array(part),
        fetchedAt: z.string(),
      }),
    ),
  }),
  'moves.fetch': command({
    about: 'Asks the state for news of pupils who move. Also happens by itself after a sync.',
    roles: readers,
    input: nothing,
    output: z.strictObject({ moves: z.number().int() }),
  }),
  'moves.accept-end': command({
    about:
      'The pupil has left: ends the enrollment on that day (the proposed one or another) and tells the other district.',
    roles: officeRoles,
    input: z.strictObject({ id, endDate: civilDate, endReason: z.string().max(20).default('TR_MT') }),
    output: z.strictObject({ marksAfterEnd: z.number().int(), told: z.boolean(), words: z.string() }),
  }),
  'moves.decline-end': command({
    about: 'The pupil has not left: changes nothing here and tells the other district why.',
    roles: officeRoles,
    input: z.strictObject({ id, reason: typedLine.min(1, 'Say in a few words why.').max(300) }),
    output: z.strictObject({ told: z.boolean(), words: z.string() }),
  }),
  'moves.release': command({
    about:
      'Hands a copy of the pupil’s permanent record to the district they moved to; special education documents only by those who may see them.',
    roles: readers,
    input: z.strictObject({ id, part }),
    output: z.strictObject({ released: z.boolean(), words: z.string() }),
  }),
  'moves.fetch-records': command({
    about: 'Fetches the records the other district has released.',
    roles: readers,
    input: z.strictObject({ id, part }),
    output: done,
  }),
  'moves.records': query({
    about: 'The received records in words, one table for each kind, as they were in the other district.',
    roles: readers,
    input: z.strictObject({ id, part }),
    output: z.strictObject({
      stateId: z.string(),
      fromDistrict: z.string(),
      releasedBy: z.string(),
      releasedAt: z.string(),
      receivedAt: z.string(),
      tables: z.array(
        z.strictObject({
          title: z.string(),
          columns: z.array(z.string()),
          rows: z.array(z.array(z.string())),
        }),
      ),
    }),
  }),
};
