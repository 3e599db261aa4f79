import type { Reader } from '#db/system/connection.ts';

export interface RosterLine {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  readonly schoolName: string;
  readonly localId: string | null;
  readonly stateId: string | null;
  readonly birthDate: string | null;
}

/** Pupils enrolled on a date, by name. */
export function roster(
  reader: Reader,
  scope: {
    date: string;
    schoolId?: string | undefined;
    grade?: string | undefined;
    text?: string | undefined;
  },
): RosterLine[] {
  const words = (scope.text ?? '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const match = words.map((word) => `names : "${word}" *`).join(' AND ');
  return reader.rows<RosterLine>(
    `SELECT e.id AS enrollmentId, p.id AS studentId,
        p.lastName || ', ' || p.firstName || coalesce(' (' || p.usualName || ')', '') AS name, e.grade, s.name AS schoolName,
        lo.value AS localId, st.value AS stateId, p.birthDate
      FROM enrollment e JOIN person p ON p.id = e.studentId JOIN school s ON s.id = e.schoolId
      LEFT JOIN identifier st ON st.personId = p.id AND st.system = 'state'
      LEFT JOIN identifier lo ON lo.personId = p.id AND lo.system = 'local'
      WHERE e.noShow = 0 AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?)
        AND EXISTS (SELECT 1 FROM calendar c JOIN schoolYear y ON y.id = c.schoolYearId
          WHERE c.id = e.calendarId AND y.startDate <= ? AND y.endDate >= ?)
        AND (? IS NULL OR e.schoolId = ?) AND (? IS NULL OR e.grade = ?)
        ${match === '' ? '' : 'AND p.id IN (SELECT k.personId FROM personFind f JOIN personFindKey k ON k.number = f.rowid WHERE personFind MATCH ?)'}
      ORDER BY nameOrder(p.lastName, p.firstName), e.id`,
    scope.date,
    scope.date,
    scope.date,
    scope.date,
    scope.schoolId ?? null,
    scope.schoolId ?? null,
    scope.grade ?? null,
    scope.grade ?? null,
    ...(match === '' ? [] : [match]),
  );
}
