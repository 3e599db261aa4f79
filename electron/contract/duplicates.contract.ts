import { z } from 'zod';
import { everyRole, officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { personDetails } from '#electron/contract/people.contract.ts';
import {
  civilDate,
  done,
  id,
  nothing,
  optionalName,
  typedLine,
  usState,
  zipCode,
} from '#electron/contract/shapes.ts';

const side = z.enum(['keep', 'gone']);
const address = {
  street: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  zip: z.string().nullable(),
};
const person = z.strictObject({
  personId: z.string(),
  name: z.string(),
  birthDate: z.string().nullable(),
  detail: z.string(),
});
const pair = z.strictObject({ keepId: id, goneId: id });

export const duplicatesContract = {
  'people.duplicates': query({
    about:
      'Pairs that may be one person: hyphen, nickname, swapped names, slips in the birth date, same phone. Likeliest first.',
    roles: officeRoles,
    input: nothing,
    output: z.array(z.strictObject({ one: person, other: person, score: z.number(), why: z.string() })),
  }),
  'people.keep-apart': command({
    about: 'Two people who look alike and are two: they are not shown as a pair again.',
    roles: officeRoles,
    input: z.strictObject({ one: id, other: id, reason: typedLine.min(1, 'Say why.').max(300) }),
    output: done,
  }),
  'people.merge-preview': query({
    about: 'What merging two persons would do: fields to pick, records that move, marks that disagree.',
    roles: officeRoles,
    input: pair,
    output: z.strictObject({
      fields: z
        .array(
          z.strictObject({
            name: z.string(),
            label: z.string(),
            keep: z.string().nullable(),
            gone: z.string().nullable(),
          }),
        )
        .readonly(),
      clashes: z
        .array(z.strictObject({ key: z.string(), label: z.string(), keep: z.string(), gone: z.string() }))
        .readonly(),
      moves: z.array(z.strictObject({ label: z.string(), count: z.number().int() })).readonly(),
      joins: z.number().int(),
      marks: z
        .array(
          z.strictObject({
            date: z.string(),
            block: z.string(),
            source: z.string(),
            keep: z.string(),
            gone: z.string(),
          }),
        )
        .readonly(),
      problem: z.string().nullable(),
    }),
  }),
  'people.merge': command({
    about:
      'Makes two persons one; every record moves. Marks that disagree must be answered. Can be taken back for 30 days.',
    roles: officeRoles,
    input: pair.extend({
      fields: z.record(z.string().max(40), side).default({}),
      records: z.record(z.string().max(120), side).default({}),
      marks: z
        .array(
          z.strictObject({
            date: civilDate,
            block: z.string().max(40),
            source: z.string().max(20),
            holds: side,
          }),
        )
        .max(5000)
        .default([]),
    }),
    output: z.strictObject({ groupId: z.string() }),
  }),
  'people.merges': query({
    about: 'Merges of the last 30 days that can be taken back.',
    roles: officeRoles,
    input: nothing,
    output: z.array(
      z.strictObject({ groupId: z.string(), kind: z.string(), title: z.string(), at: z.string() }),
    ),
  }),
  'people.undo-merge': command({
    about: 'Takes a merge back: both persons stand as they did, with everything that was theirs.',
    roles: officeRoles,
    input: z.strictObject({ groupId: id }),
    output: done,
  }),
  'people.past': query({
    about: 'Names and addresses of the past, with their last days.',
    roles: everyRole,
    input: z.strictObject({ personId: id }),
    output: z.strictObject({
      names: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          throughDate: z.string(),
          reason: z.string().nullable(),
        }),
      ),
      addresses: z.array(z.strictObject({ id: z.string(), ...address, throughDate: z.string() })),
    }),
  }),
  'people.change-name-from': command({
    about: 'Records a new legal or usual name from a day on; the old one is kept with its last day.',
    roles: officeRoles,
    input: z.strictObject({
      personId: id,
      from: civilDate,
      details: personDetails,
      reason: optionalName.default(null),
    }),
    output: done,
  }),
  'people.move-from': command({
    about: 'Records a move on a day for one or several people; each keeps where he or she lived until then.',
    roles: officeRoles,
    input: z.strictObject({
      personIds: z.array(id).min(1).max(50),
      from: civilDate,
      street: optionalName,
      city: optionalName,
      state: usState,
      zip: zipCode,
    }),
    output: done,
  }),
};
