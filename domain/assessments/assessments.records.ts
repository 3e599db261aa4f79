import { code, date, integer, recordType, reference, text } from '#domain/sync/record-type.ts';

const personal = { sensitivity: 'personal' } as const;

/** What a person decided about one pupil and one test of a year, over what the grade and the programs say. */
export const testDecision = recordType('testDecision', 'Part in a state test', 60, {
  studentId: reference('Student', 'person', { key: true }),
  endYear: integer('Ending year', { key: true }),
  test: code('Test', { key: true, codeSet: 'assessment' }),
  /** Null: taken back; grade and programs say it again. */
  part: code('Takes part', { ...personal, codeSet: 'assessment_part', group: 'decision' }),
  reason: text('Reason', { ...personal, group: 'decision' }),
});

/** A score that came back. Scores and levels are kept as the report has them: scales differ from test to test. */
export const testScore = recordType('testScore', 'Test score', 60, {
  studentId: reference('Student', 'person', { key: true }),
  test: code('Test', { key: true, codeSet: 'assessment' }),
  takenOn: date('Taken on', { key: true }),
  score: text('Score', { ...personal, group: 'result' }),
  level: text('Level', { ...personal, group: 'result' }),
  note: text('Note', personal),
});
