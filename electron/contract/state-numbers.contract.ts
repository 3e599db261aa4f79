import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { id, nothing, typedLine } from '#electron/contract/shapes.ts';

const stateId = z.string().regex(/^[0-9A-Z]{9}$/, 'A State ID has nine characters.');

const candidate = z.strictObject({
  stateId: z.string(),
  lastName: z.string(),
  firstName: z.string(),
  middleName: z.string().nullable(),
  birthDate: z.string(),
  gender: z.string().nullable(),
  likeness: z.enum(['exact', 'close']),
  /** What agrees, in words. */
  matches: z.array(z.string()),
});

const outcome = z.strictObject({
  assigned: z.number().int(),
  /** The state knows somebody like this: look at the candidates first. */
  possible: z.number().int(),
  refused: z.array(z.strictObject({ personId: z.string(), words: z.string() })),
});

export const stateNumbersContract = {
  'state-numbers.list': query({
    about:
      'Pupils whose state number is pending, with the state’s candidates and what agrees; and the numbers received.',
    roles: officeRoles,
    input: nothing,
    output: z.strictObject({
      pending: z.array(
        z.strictObject({
          personId: z.string(),
          name: z.string(),
          birthDate: z.string().nullable(),
          grade: z.string(),
          standing: z.enum(['missing', 'not-asked', 'candidates', 'no-match', 'on-its-way']),
          candidates: z.array(candidate),
          askedAt: z.string().nullable(),
        }),
      ),
      /** Numbers from another system that the state does not know as this pupil's. */
      toCheck: z.array(
        z.strictObject({
          personId: z.string(),
          name: z.string(),
          stateId: z.string(),
          words: z.string(),
        }),
      ),
      given: z.array(
        z.strictObject({
          personId: z.string(),
          name: z.string(),
          stateId: z.string(),
          /** False: the state knew the pupil already. */
          isNew: z.boolean(),
          receipt: z.string(),
          at: z.string(),
          by: z.string(),
        }),
      ),
    }),
  }),
  'state-numbers.look-up': command({
    about:
      'Searches the state for pupils without a number. Gives no number; also happens by itself after a sync.',
    roles: officeRoles,
    input: z.strictObject({ personIds: z.array(id).max(500).optional() }),
    output: z.strictObject({ asked: z.number().int(), withCandidates: z.number().int() }),
  }),
  'state-numbers.link': command({
    about: 'A person has recognized the pupil among the state’s candidates: takes that State ID.',
    roles: officeRoles,
    input: z.strictObject({ personId: id, stateId }),
    output: outcome,
  }),
  'state-numbers.assign': command({
    about:
      'Asks for new State IDs. The state gives none while it knows somebody like the pupil, unless each candidate is named in `ruledOut` (for one pupil at a time).',
    roles: officeRoles,
    input: z
      .strictObject({
        personIds: z.array(id).min(1).max(500),
        ruledOut: z.array(stateId).max(50).default([]),
        reason: typedLine.max(300).optional(),
      })
      .refine(
        ({ personIds, ruledOut }) => ruledOut.length === 0 || personIds.length === 1,
        'Candidates are ruled out for one pupil at a time.',
      ),
    output: outcome,
  }),
};
