import type { FileScope, TemplateRow } from '#db/state-files/template-rows.ts';
import type { Reader } from '#db/system/connection.ts';
import type { Row } from '#domain/sync/registry.ts';

interface PupilFacts {
  readonly districtNumber: string | null;
  readonly stateId: string | null;
  readonly lastName: string;
  readonly firstName: string;
}

/** Pathways of the year: several rows for one pupil are right. Source: end-of-year CTE upload. */
export function pathwayRows(reader: Reader, scope: FileScope): TemplateRow[] {
  return withPupils<Row<'ctePathway'>>(reader, scope, 'ctePathway', 'pathway', (row) => ({
    pathway: row.pathway,
    districtCredits: row.districtCredits,
    transferCredits: row.transferCredits,
    pathwayCredits: row.pathwayCredits,
    concentrator: row.concentrator === 1,
    singleParent: row.singleParent === null ? null : row.singleParent === 1,
  }));
}

/** What last year's concentrators do now. Source: fall CTE upload. */
export function followUpRows(reader: Reader, scope: FileScope): TemplateRow[] {
  return withPupils<Row<'cteFollowUp'>>(reader, scope, 'cteFollowUp', 'contactDate', (row) => ({
    contactDate: row.contactDate,
    status: row.status,
  }));
}

function withPupils<R extends { studentId: string }>(
  reader: Reader,
  scope: FileScope,
  table: 'ctePathway' | 'cteFollowUp',
  then: string,
  values: (row: R) => TemplateRow['values'],
): TemplateRow[] {
  return reader
    .rows<R & PupilFacts>(
      `SELECT t.*, st.value AS stateId, p.lastName, p.firstName,
          coalesce((SELECT d.number FROM enrollment e JOIN school s ON s.id = e.schoolId JOIN district d ON d.id = s.districtId
            WHERE e.studentId = p.id ORDER BY e.startDate DESC LIMIT 1),
            (SELECT number FROM district ORDER BY number LIMIT 1)) AS districtNumber
        FROM "${table}" t JOIN person p ON p.id = t.studentId
        LEFT JOIN identifier st ON st.personId = p.id AND st.system = 'state'
        WHERE t.endYear = ?
        ORDER BY st.value IS NULL, st.value, p.lastName, p.firstName, t."${then}"`,
      scope.endYear,
    )
    .map((row) => ({
      studentId: row.studentId,
      values: {
        districtNumber: row.districtNumber,
        stateId: row.stateId,
        lastName: row.lastName,
        firstName: row.firstName,
        year: String(scope.endYear),
        ...values(row),
      },
    }));
}
