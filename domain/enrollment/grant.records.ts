import { instant, recordType, text } from '#domain/sync/record-type.ts';

const ofState = { authority: 'state' } as const;
const told = { authority: 'state', required: true } as const;

/**
 * One district lets another read a student's records of one part as they are now, until it ends that (M14). The state
 * writes the same record into the streams of both, in one commit; a beginning, an end and a new beginning are changes of
 * it. It names nobody: district numbers, a State ID and who did it. Source: 34 CFR 99.31(a)(2), 99.34.
 */
export const readingGrant = recordType(
  'readingGrant',
  'Reading by another district',
  90,
  {
    /** The movement it was begun for. */
    moveId: text('Move', { ...ofState, key: true }),
    /** `permanent` or `special-education`, as in a release. */
    part: text('Part', { ...ofState, key: true, sensitivity: 'confidential' }),
    stateId: text('State ID', { ...told, sensitivity: 'personal' }),
    fromDistrict: text('District that has the records', told),
    fromName: text('Its name', told),
    toDistrict: text('District that reads', told),
    toName: text('Its name', told),
    begunAt: instant('Begun', told),
    begunBy: text('Begun by', { ...told, sensitivity: 'personal' }),
    endedAt: instant('Ended', ofState),
    endedBy: text('Ended by', { ...ofState, sensitivity: 'personal' }),
    /** Words for the other district. */
    endReason: text('Why ended', { ...ofState, sensitivity: 'personal' }),
  },
  { writtenBy: 'state' },
);
