import type { Reader } from '#db/system/connection.ts';

export interface Found {
  readonly personId: string;
  readonly name: string;
  readonly detail: string;
  readonly isStudent: boolean;
  readonly enrolledNow: boolean;
  readonly matched: string | null;
  readonly phone: string | null;
  /** Somebody may not pick the pupil up, or a note or court paper says who may: look before you tell. */
  readonly custody: boolean;
}

interface Hit {
  personId: string;
  matched: string | null;
  now: boolean;
}

/**
 * Pupils enrolled now first, then everybody else; numbers by their first characters. No ranking: each part is one
 * short index walk, so that a key press costs the same in a school of 60 and a list of 150,000.
 */
export function findPeople(reader: Reader, typed: string, limit: number): Found[] {
  const text = typed.trim();
  if (text === '') return [];
  const hits = new Map<string, Hit>();
  const add = (rows: { personId: string; matched: string | null }[], now: boolean): void => {
    for (const row of rows)
      if (!hits.has(row.personId) && hits.size < limit) hits.set(row.personId, { ...row, now });
  };
  const digits = text.replace(/[\s().-]/g, '');
  if (/^\d{2,}$/.test(digits)) {
    add(byNumber(reader, 'identifier', 'value', digits, limit), true);
    if (hits.size < limit) add(byNumber(reader, 'phone', 'number', digits, limit), true);
  }
  const words = text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length > 0 && !/^\d+$/.test(digits)) {
    const names = words.map((word) => `names : "${word}" *`).join(' AND ');
    add(byName(reader, `${names} AND status : now`, limit), true);
    if (hits.size < limit) add(byName(reader, `${names} AND status : other`, limit), false);
  }
  return [...hits.values()].map((hit) => describe(reader, hit));
}

function byName(reader: Reader, match: string, limit: number): { personId: string; matched: null }[] {
  return reader.rows(
    `SELECT k.personId, NULL AS matched FROM personFind f JOIN personFindKey k ON k.number = f.rowid
      WHERE personFind MATCH ? ORDER BY f.rowid LIMIT ?`,
    match,
    limit,
  );
}

function byNumber(
  reader: Reader,
  table: 'identifier' | 'phone',
  column: string,
  digits: string,
  limit: number,
): { personId: string; matched: string }[] {
  // A range over the index instead of LIKE: leading zeros count, and the plan never depends on a pragma.
  return reader.rows(
    `SELECT personId, ${column} AS matched FROM ${table} WHERE ${column} >= ? AND ${column} < ? ORDER BY ${column} LIMIT ?`,
    digits,
    `${digits}:`,
    limit,
  );
}

function describe(reader: Reader, hit: Hit): Found {
  const row = reader.rows<{
    name: string;
    isStudent: number;
    isStaff: number;
    birthDate: string | null;
    grade: string | null;
    school: string | null;
    pupil: string | null;
    phone: string | null;
    custody: number;
  }>(
    `SELECT p.lastName || ', ' || p.firstName || coalesce(' (' || p.usualName || ')', '') AS name, p.isStudent, p.isStaff, p.birthDate,
        e.grade, s.name AS school,
        (SELECT c.firstName || ' ' || c.lastName FROM relationship r JOIN person c ON c.id = r.studentId WHERE r.adultId = p.id LIMIT 1) AS pupil,
        coalesce((SELECT number FROM phone WHERE personId = p.id ORDER BY position LIMIT 1),
          (SELECT ph.number FROM relationship r JOIN phone ph ON ph.personId = r.adultId WHERE r.studentId = p.id
            ORDER BY r.priority, ph.position LIMIT 1)) AS phone,
        EXISTS (SELECT 1 FROM relationship r WHERE r.studentId = p.id AND (r.custodyNote IS NOT NULL OR r.mayPickUp = 0))
          OR EXISTS (SELECT 1 FROM courtPaper c WHERE c.studentId = p.id AND (c.expiresOn IS NULL OR c.expiresOn >= date('now', 'localtime'))) AS custody
      FROM person p
      LEFT JOIN enrollment e ON e.id = (SELECT id FROM enrollment WHERE studentId = p.id ORDER BY startDate DESC LIMIT 1)
      LEFT JOIN school s ON s.id = e.schoolId
      WHERE p.id = ?`,
    hit.personId,
  )[0];
  const detail = row?.grade
    ? `Grade ${row.grade}, ${row.school ?? ''}`
    : row?.pupil
      ? `Family of ${row.pupil}`
      : row?.isStudent === 1
        ? 'Pupil, not enrolled yet'
        : row?.isStaff === 1
          ? 'Works here'
          : 'Adult';
  return {
    personId: hit.personId,
    name: row?.name ?? '',
    detail,
    isStudent: row?.isStudent === 1,
    enrolledNow: hit.now && row?.isStudent === 1,
    matched: hit.matched,
    phone: row?.phone ?? null,
    custody: row?.custody === 1,
  };
}
