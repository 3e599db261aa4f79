import { textCell } from '#db/imports/cells.ts';
import { type ImportTools, RowProblem } from '#db/imports/import-run.ts';
import { ownCodes } from '#db/state-files/state-codes.ts';
import { codeSet } from '#db/system/code-sets.ts';

/** A code of one of the lists or what it is called, in capitals or not, ours or the state's. A blank is null. */
export function codeCell(
  tools: ImportTools,
  set: string,
  value: string | undefined,
  field: string,
): string | null {
  const text = textCell(value);
  if (text === null) return null;
  const wanted = ownCodes(tools.writer)(set, text).toUpperCase();
  const choice = codeSet(tools.writer, set).find(
    ({ code, label }) => code.toUpperCase() === wanted || label.toUpperCase() === wanted,
  );
  if (!choice) throw new RowProblem(`${field} "${text}" is not a code of the list.`, field, text);
  return choice.code;
}
