import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import { cteFollowUp, ctePathway } from '#domain/programs/cte.records.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { Row } from '#domain/sync/registry.ts';
import { civilDate } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';
import { addRatios, compareRatios, ratioOfDecimal } from '#domain/system/fraction.ts';

type Result = 'added' | 'changed' | 'same';

/** Saves one pathway of one pupil and year. Pathway credits must be district plus transfer credits. Source: CTE upload. */
export function savePathway(writer: Writer, row: Omit<Row<'ctePathway'>, 'id'>): Result {
  requiredRow(writer, 'person', row.studentId);
  const [district, transfer, pathway] = [row.districtCredits, row.transferCredits, row.pathwayCredits].map(
    (text) => ratioOfDecimal(text),
  );
  if (!district || !transfer || !pathway || compareRatios(addRatios(district, transfer), pathway) !== 0)
    throw new Failure(
      'invalid-input',
      'The pathway credits must be the district credits plus the transfer credits.',
      [{ field: 'pathwayCredits', message: 'District plus transfer credits.' }],
    );
  const before = writer.rows<Row<'ctePathway'>>(
    'SELECT * FROM ctePathway WHERE id = ?',
    naturalId(ctePathway, row),
  )[0];
  return kept(writer, 'ctePathway', before, row);
}

/**
 * Saves what a concentrator of the year before does now. The contact lies between October 1 and December 31 of the school
 * year. `keep`: what is here already is not overwritten. Source: fall CTE upload.
 */
export function saveFollowUp(
  writer: Writer,
  row: Omit<Row<'cteFollowUp'>, 'id'>,
  mode: 'keep' | 'replace',
): Result | 'differs' {
  requiredRow(writer, 'person', row.studentId);
  const first = civilDate(row.endYear - 1, 10, 1);
  const last = civilDate(row.endYear - 1, 12, 31);
  if (row.contactDate !== null && (row.contactDate < first || row.contactDate > last))
    throw new Failure(
      'invalid-input',
      'The contact date lies outside October 1 to December 31 of the school year.',
      [{ field: 'contactDate', message: 'Between October 1 and December 31.' }],
    );
  const left = writer.rows<{ endDate: string | null }>(
    'SELECT max(endDate) AS endDate FROM enrollment WHERE studentId = ? AND endDate IS NOT NULL',
    row.studentId,
  )[0]?.endDate;
  if (row.contactDate !== null && left && row.contactDate < left)
    throw new Failure('invalid-input', 'The contact date is before the pupil left.', [
      { field: 'contactDate', message: 'Not before the pupil left.' },
    ]);
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
        ORDER BY p.lastName, p.firstName, t.pathway`,
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
      look: Number(row.pathwayCredits) >= 2 !== (row.concentrator === 1),
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
      ORDER BY p.lastName, p.firstName, p.id`,
    endYear,
    endYear - 1,
  );
}
