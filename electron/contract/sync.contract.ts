import { z } from 'zod';
import { everyRole, officeRoles } from '#domain/accounts/roles.ts';
import { weekdays } from '#domain/sync/closed-times.ts';
import { command, query } from '#electron/contract/entry.ts';
import { done, nothing, shortText } from '#electron/contract/shapes.ts';

const side = z.strictObject({ value: z.string().nullable(), words: z.string() });

const weekTime = z.strictObject({ day: z.enum(weekdays), time: z.string() });

export const conflictCard = z.strictObject({
  number: z.number().int(),
  kind: z.enum(['field', 'rule', 'delete', 'create-create']),
  /** "Larsen, Mia: phone", in words. */
  title: z.string(),
  /** Where the record is on screen. */
  to: z.string(),
  openedAt: z.string(),
  /** Revision shown: resolving anything newer refreshes the card instead. */
  rev: z.number().int(),
  why: z.string(),
  /** Who changed it here last. */
  mineBy: z.string().nullable(),
  mineAt: z.string().nullable(),
  /** Cards with the same text ask the same of other records. */
  alike: z.string(),
  fields: z.array(
    z.strictObject({
      field: z.string(),
      label: z.string(),
      before: side,
      mine: side,
      state: side,
      stateBy: z.string(),
      suggested: z.enum(['mine', 'state']),
      /** Fields of one group are decided together. */
      group: z.string().nullable(),
    }),
  ),
});

const comparison = z.strictObject({
  at: z.string(),
  same: z.number().int(),
  repaired: z.number().int(),
  differences: z.array(z.strictObject({ title: z.string(), to: z.string(), words: z.string() })),
});

export const syncContract = {
  'sync.status': query({
    about: 'What waits to be sent, and what the state last received.',
    roles: everyRole,
    input: nothing,
    output: z.strictObject({
      state: z.enum(['not-connected', 'ready', 'sending', 'offline', 'closed', 'stopped', 'update-needed']),
      /** One sentence for people. */
      words: z.string(),
      /** While `offline`: this computer has no internet, the way to the state is broken, or the state is not ready. */
      obstacle: z.enum(['no-internet', 'no-line', 'state-not-ready']).nullable(),
      url: z.string().nullable(),
      waiting: z.number().int(),
      /** When the oldest change that waits was made. */
      oldestWaiting: z.string().nullable(),
      sending: z.strictObject({ done: z.number().int(), total: z.number().int() }).nullable(),
      /** While everything is fetched from the beginning; `done` from 0 to 1. */
      fetching: z
        .strictObject({
          step: z.enum(['fetching', 'taking in']),
          records: z.number().int(),
          done: z.number(),
          secondsLeft: z.number().int().nullable(),
        })
        .nullable(),
      /** Removals by the state that are too many to be carried out unasked; 0 when nothing is asked. */
      removalsToAllow: z.number().int(),
      /** The newest comparison of everything with the state. */
      compared: z.strictObject({ at: z.string(), differences: z.number().int() }).nullable(),
      rejected: z.number().int(),
      conflicts: z.number().int(),
      /** Last success only: an attempt never changes it. */
      lastReceived: z.strictObject({ at: z.string(), receipt: z.string().nullable() }).nullable(),
    }),
  }),
  'sync.connect': command({
    about: 'Connects this computer to the state with the one-time code that the state gave the district.',
    roles: ['administrator'],
    input: z.strictObject({
      url: z.string().url('Type the address as the state gave it, beginning with https://.'),
      code: shortText,
      deviceName: shortText,
    }),
    output: done,
  }),
  'sync.run': command({
    about: 'Sends and fetches now. Also happens by itself after every save.',
    roles: everyRole,
    input: nothing,
    output: z.strictObject({
      outcome: z.enum(['done', 'offline', 'closed', 'not-connected', 'stopped', 'update-needed']),
      words: z.string(),
      sent: z.number().int(),
      fetched: z.number().int(),
      waiting: z.number().int(),
      conflicts: z.number().int(),
      rejected: z.number().int(),
    }),
  }),
  'sync.waiting': query({
    about:
      'Every change that the state has not received, in words, with the state’s reason where it refused one.',
    roles: officeRoles,
    input: z.strictObject({ limit: z.number().int().min(1).max(1000).default(200) }),
    output: z.strictObject({
      total: z.number().int(),
      items: z.array(
        z.strictObject({
          type: z.string(),
          id: z.string(),
          title: z.string(),
          to: z.string(),
          /** When the change was made here. */
          since: z.string(),
          state: z.enum(['waiting', 'sending', 'rejected', 'blocked', 'decision']),
          reason: z.string().nullable(),
          problems: z.array(
            z.strictObject({ field: z.string().nullable(), label: z.string(), message: z.string() }),
          ),
          /** Where it is mended, with the field under the cursor. */
          fix: z.string().nullable(),
        }),
      ),
    }),
  }),
  'sync.send-again': command({
    about: 'Puts a rejected change back in line, after its record was fixed.',
    roles: officeRoles,
    input: z.strictObject({ type: z.string().max(40), id: z.string().max(60) }),
    output: done,
  }),
  'sync.conflicts': query({
    about: 'Records changed in two places, as cards: only the fields that differ.',
    roles: officeRoles,
    input: nothing,
    output: z.array(conflictCard),
  }),
  'sync.resolve': command({
    about:
      'Decides a card: for each field mine, the state’s, or a third value. Refused when the card is out of date.',
    roles: officeRoles,
    input: z.strictObject({
      number: z.number().int(),
      rev: z.number().int(),
      choices: z.record(
        z.string(),
        z.union([z.enum(['mine', 'state']), z.strictObject({ value: z.string().max(20_000).nullable() })]),
      ),
    }),
    output: z.strictObject({ done: z.literal(true) }),
  }),
  'sync.resolve-alike': command({
    about:
      'Decides several cards the same way. A card that is out of date, or does not ask the same, stays undecided and is counted.',
    roles: officeRoles,
    input: z.strictObject({
      cards: z
        .array(z.strictObject({ number: z.number().int(), rev: z.number().int() }))
        .min(1)
        .max(500),
      choices: z.record(z.string(), z.enum(['mine', 'state'])),
    }),
    output: z.strictObject({ decided: z.number().int(), left: z.number().int() }),
  }),
  'sync.decisions': query({
    about: 'What was decided about changes made in two places: by whom, when, both values and the one kept.',
    roles: officeRoles,
    input: z.strictObject({ limit: z.number().int().min(1).max(500).default(50) }),
    output: z.array(
      z.strictObject({
        number: z.number().int(),
        at: z.string(),
        by: z.string().nullable(),
        title: z.string(),
        to: z.string(),
        openedAt: z.string(),
        /** A person decided it, so a person can take it back with `sync.undo-decision`. */
        canUndo: z.boolean(),
        fields: z.array(
          z.strictObject({ label: z.string(), mine: z.string(), state: z.string(), kept: z.string() }),
        ),
      }),
    ),
  }),
  'sync.undo-decision': command({
    about: 'Takes a decision back: the card is open again. Refused when the record was changed since.',
    roles: officeRoles,
    input: z.strictObject({ number: z.number().int() }),
    output: done,
  }),
  'sync.removals': query({
    about: 'Records that the state has removed and that are still here, because they are too many at once.',
    roles: officeRoles,
    input: z.strictObject({ limit: z.number().int().min(1).max(1000).default(200) }),
    output: z.strictObject({
      total: z.number().int(),
      /** They wait for a person; otherwise they go by themselves. */
      ask: z.boolean(),
      items: z.array(z.strictObject({ type: z.string(), id: z.string(), title: z.string(), to: z.string() })),
    }),
  }),
  'sync.allow-removals': command({
    about: 'Lets the removals happen that were shown; refused when they have become others.',
    roles: officeRoles,
    input: z.strictObject({ total: z.number().int() }),
    output: done,
  }),
  'sync.compare': command({
    about: 'Compares everything with the state and says what differs. Changes nothing.',
    roles: officeRoles,
    input: nothing,
    output: comparison,
  }),
  'sync.repair': command({
    about:
      'Compares everything with the state and puts right what differs. What was not sent yet stays as it is.',
    roles: officeRoles,
    input: nothing,
    output: comparison,
  }),
  'sync.dependants': query({
    about: 'What would go with a record whose change the state refused, if that change were let go.',
    roles: officeRoles,
    input: z.strictObject({ type: z.string().max(40), id: z.string().max(60) }),
    output: z.array(z.strictObject({ title: z.string(), to: z.string() })),
  }),
  'sync.discard': command({
    about:
      'Lets go of a change the state refused, with what leans on it; `dependants` is how many were shown. Kept in the decision log.',
    roles: officeRoles,
    input: z.strictObject({
      type: z.string().max(40),
      id: z.string().max(60),
      dependants: z.number().int().min(0),
    }),
    output: done,
  }),
  'sync.notices': query({
    about:
      'What the sync did by itself that somebody may want to know: a restored state, a copied file, repairs.',
    roles: officeRoles,
    input: z.strictObject({ limit: z.number().int().min(1).max(500).default(50) }),
    output: z.array(z.strictObject({ at: z.string(), words: z.string(), to: z.string().nullable() })),
  }),
  'sync.closed-times': query({
    about:
      'When the state takes nothing in, as it has announced: every week, and on single days. Replaced like other rules and dates (`closed-times`).',
    roles: everyRole,
    input: nothing,
    output: z.strictObject({
      zone: z.string(),
      weekly: z.array(z.strictObject({ from: weekTime, to: weekTime })),
      dated: z.array(
        z.strictObject({ from: z.string(), to: z.string(), reason: z.string().nullable().optional() }),
      ),
      replaced: z.boolean(),
    }),
  }),
  'sync.merged': query({
    about: 'What was merged without asking, because different fields had changed: "Merged for you".',
    roles: officeRoles,
    input: z.strictObject({ limit: z.number().int().min(1).max(500).default(100) }),
    output: z.array(
      z.strictObject({
        at: z.string(),
        title: z.string(),
        field: z.string(),
        rule: z.string(),
        mine: z.string().nullable(),
        state: z.string().nullable(),
        kept: z.string().nullable(),
        to: z.string(),
      }),
    ),
  }),
  'sync.receipt': query({
    about: 'The state’s receipt of one record.',
    roles: everyRole,
    input: z.strictObject({ type: z.string().max(40), id: z.string().max(60) }),
    output: z
      .strictObject({
        receipt: z.string().nullable(),
        receivedAt: z.string().nullable(),
        rev: z.number().int(),
      })
      .nullable(),
  }),
  'sync.digest': query({
    about: 'Counts and digests of what the state confirmed, to compare with the state’s own.',
    roles: officeRoles,
    input: nothing,
    output: z.strictObject({ records: z.number().int(), digest: z.string() }),
  }),
};
