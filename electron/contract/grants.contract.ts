import { z } from 'zod';
import { officeRoles, specialEducationRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { done, id, nothing, typedLine } from '#electron/contract/shapes.ts';

const part = z.enum(['permanent', 'special-education']);
const readers = [...new Set([...officeRoles, ...specialEducationRoles])];

export const grantsContract = {
  'grants.list': query({
    about:
      'Which district reads which pupil’s records of another one, both ways: what is in force first, then what has ended.',
    roles: readers,
    input: nothing,
    output: z.array(
      z.strictObject({
        id: z.string(),
        moveId: z.string(),
        part,
        /** `given`: they read our records. `received`: we read theirs. */
        side: z.enum(['given', 'received']),
        personId: z.string().nullable(),
        name: z.string(),
        stateId: z.string(),
        other: z.strictObject({ number: z.string(), name: z.string() }),
        begunAt: z.string(),
        begunBy: z.string(),
        endedAt: z.string().nullable(),
        endedBy: z.string().nullable(),
        endReason: z.string().nullable(),
        readAt: z.string().nullable(),
        endWaits: z.boolean(),
      }),
    ),
  }),
  'grants.begin': command({
    about:
      'Lets the district a pupil moved to read the records of one part as they are, until the reading is ended here.',
    roles: readers,
    input: z.strictObject({ moveId: id, part }),
    output: z.strictObject({ begun: z.boolean(), words: z.string() }),
  }),
  'grants.end': command({
    about:
      'Ends the reading: the records go out of the other district’s sight; nothing is deleted. The other district reads the reason.',
    roles: readers,
    input: z.strictObject({ id, reason: typedLine.min(1).max(300).nullable().default(null) }),
    output: z.strictObject({ ended: z.boolean(), words: z.string() }),
  }),
  'grants.fetch': command({
    about: 'Reads what a grant opens as it is now. The permanent record is also read after a sync.',
    roles: readers,
    input: z.strictObject({ id }),
    output: done,
  }),
  'grants.records': query({
    about: 'What a grant opens, in words, as it was when it was last read.',
    roles: readers,
    input: z.strictObject({ id }),
    output: z.strictObject({
      readAt: z.string(),
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
