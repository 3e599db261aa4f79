import { requiredCell, requiredDate, stateIdCell, textCell } from '#db/imports/cells.ts';
import { personByNumbers } from '#db/imports/find-subject.ts';
import { type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import type { Cells } from '#db/imports/table-columns.ts';
import type { TableShape } from '#db/imports/table-rows.ts';
import { ownCodes } from '#db/state-files/state-codes.ts';
import { codeSet } from '#db/system/code-sets.ts';
import { putKeyed, requiredRow, rowOf } from '#db/system/rows.ts';
import { testScore } from '#domain/assessments/assessments.records.ts';
import { type ScoreFacts, scoreProblem } from '#domain/assessments/score-rules.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';

/** Where the file has what the rule speaks of. */
const COLUMNS: Readonly<Record<keyof ScoreFacts, string>> = {
  takenOn: 'taken_on',
  score: 'score',
  level: 'level',
};

/** A score file as CSV: who by State ID or local number, which test, when, and what came out. */
export const scoreShape = (today: CivilDate): TableShape => ({
  needed: ['state_id', 'test', 'taken_on'],
  optional: ['local_id', 'score', 'level', 'note'],
  key: (row) =>
    [row.get('state_id') || `local ${row.get('local_id')}`, row.get('test'), row.get('taken_on')]
      .map((cell) => textCell(cell)?.toUpperCase() ?? '')
      .join('\t'),
  keyColumn: 'state_id',
  take: (tools, row) => takeScore(tools, row, today),
});

function takeScore({ writer }: ImportTools, row: Cells, today: CivilDate): RowResult {
  const stateId = stateIdCell(row.get('state_id'));
  const localId = textCell(row.get('local_id'));
  if (stateId === null && localId === null)
    throw new RowProblem('A score needs a State ID or a local number.', 'state_id');
  const studentId = personByNumbers(writer, stateId, localId);
  if (!studentId)
    throw new RowProblem('Nobody here has this number.', 'state_id', stateId ?? localId ?? undefined);
  const person = requiredRow(writer, 'person', studentId);
  if (person.isStudent !== 1)
    throw new RowProblem(
      'This number belongs to somebody who is no pupil.',
      'state_id',
      stateId ?? localId ?? undefined,
    );
  const written = requiredCell(row.get('test'), 'test');
  const own = ownCodes(writer);
  const wanted = [own('assessment', written), own('assessment', written.toUpperCase())].map((text) =>
    text.toUpperCase(),
  );
  const test = codeSet(writer, 'assessment').find(
    ({ code, label }) => wanted.includes(code.toUpperCase()) || wanted.includes(label.toUpperCase()),
  )?.code;
  if (test === undefined)
    throw new RowProblem(`"${written}" is not a test of the list "State assessments".`, 'test', written);
  const takenOn = requiredDate(row.get('taken_on'), 'taken_on');
  const before = rowOf(writer, 'testScore', naturalId(testScore, { studentId, test, takenOn }));
  const said = {
    score: textCell(row.get('score')),
    level: textCell(row.get('level')),
    note: textCell(row.get('note')) ?? before?.note ?? null,
  };
  const problem = scoreProblem({ takenOn, ...said }, { birthDate: person.birthDate, today });
  if (problem) throw new RowProblem(problem.message, COLUMNS[problem.field], row.get(COLUMNS[problem.field]));
  if (before && before.score === said.score && before.level === said.level && before.note === said.note)
    return 'same';
  putKeyed(writer, 'testScore', { studentId, test, takenOn, ...said });
  return before ? 'changed' : 'added';
}
