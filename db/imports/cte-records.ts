import { dateCell, requiredCell, yesNo } from '#db/imports/cells.ts';
import { type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import { decimalCell, type FileFacts, type Named, ownCode, studentOf } from '#db/imports/state-records.ts';
import { saveFollowUp, savePathway } from '#db/programs/cte.ts';

/** One pupil's credits in one pathway. Source: end-of-year CTE upload. */
export function takePathway(tools: ImportTools, cells: Named): RowResult {
  const studentId = studentOf(tools, cells);
  const credits = (name: string, field: string): string => {
    const text = decimalCell(requiredCell(cells[name], field), field);
    if (text === null) throw new RowProblem(`${field} is empty.`, field);
    return text;
  };
  return savePathway(tools.writer, {
    studentId,
    endYear: yearOf(cells),
    pathway: requiredCell(cells.pathway, 'Pathway'),
    districtCredits: credits('districtCredits', 'District credits'),
    transferCredits: credits('transferCredits', 'Transfer credits'),
    pathwayCredits: credits('pathwayCredits', 'Pathway credits'),
    concentrator: yesNo(cells.concentrator, 'Concentrator') ? 1 : 0,
    singleParent: flagOrNull(yesNo(cells.singleParent, 'Single parent')),
  });
}

/** What a concentrator does now; data that is here is never overwritten. Source: fall CTE upload. */
export function takeFollowUp(tools: ImportTools, cells: Named, { asOf }: FileFacts): RowResult {
  const studentId = studentOf(tools, cells);
  const contactDate = dateCell(requiredCell(cells.contactDate, 'Contact date'), 'Contact date');
  const status = ownCode(tools, 'cte_follow_up', cells.status, 'Post-program status', true);
  const result = saveFollowUp(
    tools.writer,
    { studentId, endYear: yearOf(cells), contactDate, status },
    'keep',
    // A file knows no day after its own.
    asOf ?? '9999-12-31',
  );
  if (result === 'differs')
    throw new RowProblem(
      'This pupil’s follow-up is here already and says something else. It was left alone.',
      'Contact date',
    );
  return result;
}

function yearOf(cells: Named): number {
  const year = requiredCell(cells.year, 'Year');
  if (!/^20\d\d$/.test(year))
    throw new RowProblem(`Year "${year}" is not the ending year of a school year, like 2027.`, 'Year', year);
  return Number(year);
}

const flagOrNull = (value: boolean | null): 0 | 1 | null => (value === null ? null : value ? 1 : 0);
