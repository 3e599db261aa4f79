import { code, date, instant, integer, recordType, text } from '#domain/sync/record-type.ts';

/** What the state calls one of our codes, or that it is the same: said by a person, so that no guess reaches a state file. */
export const codeMapping = recordType('codeMapping', 'State code', 10, {
  set: code('Code set', { key: true }),
  code: code('Our code', { key: true }),
  stateCode: text('State code', { group: 'confirmed' }),
  confirmedBy: text('Confirmed by', { group: 'confirmed' }),
  confirmedAt: instant('Confirmed at', { group: 'confirmed' }),
});

/** A state file that was written: which, of when, how long, and the hash of its bytes. */
export const writtenFile = recordType('writtenFile', 'State file', 10, {
  template: code('File', { required: true }),
  endYear: integer('Ending year', { required: true }),
  asOf: date('As of', { required: true }),
  lines: integer('Lines', { required: true }),
  leftOut: integer('Left out', { required: true }),
  hash: text('Hash', { required: true }),
  writtenAt: instant('Written at', { required: true }),
  writtenBy: text('Written by', { required: true }),
});
