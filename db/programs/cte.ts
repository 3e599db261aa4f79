import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import { cteFollowUp, ctePathway } from '#domain/programs/cte.records.ts';
import { concentratorDiffers, contactProblem, creditsProblem } from '#domain/programs/cte-rules.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';

type Result = 'added' | 'changed' | 'same';

/** Saves one pathway of one pupil and year. Pathway credits must be district plus transfer credits. Source: CTE upload. */
export function savePathway(writer: Writer, row: Omit<Row<'ctePathway'>, 'id'>): Result {
  requiredRow(writer, 'person', row.studentId);
  const problem = creditsProblem(row);
  if (problem) throw new Failure('invalid-input', problem.message, [problem]);
  const before = writer.rows<Row<'ctePathway'>>(
    'SELECT * FROM ctePathway WHERE id = ?',
    naturalId(ctePathway, row),
  )[0];
  return kept(writer, 'ctePathway', before, row);
}

/**
 * Saves what a concentrator of the year before does now. `keep`: what is here already is not overwritten. Source: fall CTE upload.
 */
export function saveFollowUp(
  writer: Writer,
  row: Omit<Row<'cteFollowUp'>, 'id'>,
  mode: 'keep' | 'replace',
  today: CivilDate,
): Result | 'differs' {
  requiredRow(writer, 'person', row.studentId);
  const leftOn = writer.rows<{ endDate: string | null }>(
    'SELECT max(endDate) AS endDate FROM enrollment WHERE studentId = ? AND endDate IS NOT NULL',
    row.studentId,
  )[0]?.endDate;
  const problem = contactProblem(row, { leftOn: leftOn ?? null, today });
  if (problem) throw new Failure('invalid-input', problem.message, [problem]);
  const before = writer.rows<Row<'cteFollowUp'>>(
    'SELECT * FROM cteFollowUp WHERE id = ?',
    naturalId(cteFollowUp, row),
  )[0];
  const differs = before && (before.contactDate !== row.contactDate || before.status !== row.status);
  if (mode === 'keep' && differs) return 'differs';
  return kept(writer, 'cteFollowUp', before, row);
}

function kept<N extends 'ctePathway' | 'cteFollowUp'>(
  writer: Writer,
  type: N,
  before: Row<N> | undefined,
  row: Omit<Row<N>, 'id'>,
): Result {
  const same =
    before !== undefined &&
    Object.entries(row).every(([field, value]) => (before as Record<string, unknown>)[field] === value);
  if (same) return 'same';
  putKeyed(writer, type, row);
  return before ? 'changed' : 'added';
}

export interface CteLine {
  readonly studentId: string;
  readonly name: string;
  readonly grade: string | null;
  readonly pathway: string;
  readonly districtCredits: string;
  readonly transferCredits: string;
  readonly pathwayCredits: string;
  readonly concentrator: boolean;
  /** Two credits and not marked a concentrator, or the other way round. */
  readonly look: boolean;
}

/** Pathways of a year by pupil. Source: 2.0 credits make a concentrator. */
export function pathwaysOf(reader: Reader, endYear: number): CteLine[] {
  return reader
    .rows<Row<'ctePathway'> & { name: string; grade: string | null }>(
      `SELECT t.*, p.lastName || ', ' || p.firstName AS name,
          (SELECT e.grade FROM enrollment e WHERE e.studentId = p.id ORDER BY e.startDate DESC LIMIT 1) AS grade
        FROM ctePathway t JOIN person p ON p.id = t.studentId WHERE t.endYear = ?
        ORDER BY nameOrder(p.lastName, p.firstName), t.pathway`,
      endYear,
    )
    .map((row) => ({
      studentId: row.studentId,
      name: row.name,
      grade: row.grade,
      pathway: row.pathway,
      districtCredits: row.districtCredits,
      transferCredits: row.transferCredits,
      pathwayCredits: row.pathwayCredits,
      concentrator: row.concentrator === 1,
      look: concentratorDiffers(row),
    }));
}

export interface FollowUpLine {
  readonly studentId: string;
  readonly name: string;
  readonly contactDate: string | null;
  readonly status: string | null;
}

/** Concentrators of the year before, each with what is on record of this year's contact. */
export function followUpsOf(reader: Reader, endYear: number): FollowUpLine[] {
  return reader.rows<FollowUpLine>(
    `SELECT DISTINCT p.id AS studentId, p.lastName || ', ' || p.firstName AS name, f.contactDate, f.status
      FROM person p
      LEFT JOIN cteFollowUp f ON f.studentId = p.id AND f.endYear = ?
      WHERE f.id IS NOT NULL
        OR EXISTS (SELECT 1 FROM ctePathway t WHERE t.studentId = p.id AND t.endYear = ? AND t.concentrator = 1)
      ORDER BY nameOrder(p.lastName, p.firstName), p.id`,
    endYear,
    endYear - 1,
  );
}
