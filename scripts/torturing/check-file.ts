import type { DistrictFile } from '#db/system/district-file.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

/** The cells of the file: pupil, date and block → code. */
export function cellsIn(file: DistrictFile): Map<string, string | null> {
  const rows = file.reader.rows<{ cell: string; code: string | null }>(
    "SELECT enrollmentId || ' ' || date || ' ' || block AS cell, code FROM attendanceMark",
  );
  return new Map(rows.map(({ cell, code }) => [cell, code]));
}

/**
 * What must hold of a file after any kill: SQLite finds it sound, and every record, its audit lines and its place in the
 * outbox are there together. Answers what does not.
 */
export function brokenIn(file: DistrictFile): string[] {
  const { reader } = file;
  const texts = (text: string): string[] => reader.rows<{ t: string }>(text).map((row) => row.t);
  const count = (words: string, text: string): string[] => {
    const found = texts(text);
    return found.length > 0 ? [`${found.length} ${words}, first ${found[0]}.`] : [];
  };
  return [
    ...texts('SELECT integrity_check AS t FROM pragma_integrity_check').filter((line) => line !== 'ok'),
    ...count('links to nothing', 'SELECT "table" AS t FROM pragma_foreign_key_check'),
    ...count(
      'marks without an audit line',
      `SELECT id AS t FROM attendanceMark m WHERE NOT EXISTS
        (SELECT 1 FROM auditLine a WHERE a.type = 'attendanceMark' AND a.recordId = m.id)`,
    ),
    ...count(
      'marks that nothing would bring to the state',
      `SELECT id AS t FROM attendanceMark m WHERE NOT EXISTS
        (SELECT 1 FROM syncDirty d WHERE d.type = 'attendanceMark' AND d.id = m.id)`,
    ),
    ...count(
      'audit lines without their mark',
      `SELECT recordId AS t FROM auditLine a WHERE type = 'attendanceMark'
        AND NOT EXISTS (SELECT 1 FROM attendanceMark m WHERE m.id = a.recordId)`,
    ),
    ...count(
      'outbox entries that do not name the newest audit line of their record',
      `SELECT id AS t FROM syncDirty d WHERE auditNumber IS NOT
        (SELECT max(number) FROM auditLine a WHERE a.type = d.type AND a.recordId = d.id)`,
    ),
    ...count('actions left open', 'SELECT actor AS t FROM writeContext WHERE actor IS NOT NULL'),
    ...unlikeTheirAudit(file),
  ];
}

/** Every mark must be what its audit lines, taken together, say. */
function unlikeTheirAudit({ reader }: DistrictFile): string[] {
  const told = new Map<string, Record<string, unknown>>();
  for (const { recordId, after } of reader.rows<{ recordId: string; after: string }>(
    "SELECT recordId, after FROM auditLine WHERE type = 'attendanceMark' ORDER BY number",
  ))
    told.set(recordId, { ...told.get(recordId), ...(JSON.parse(after) as Record<string, unknown>) });
  const fields = Object.keys(recordTypeNamed('attendanceMark')?.fields ?? {});
  return reader
    .rows<Record<string, unknown>>('SELECT * FROM attendanceMark')
    .filter((row) => fields.some((field) => (told.get(String(row.id))?.[field] ?? null) !== row[field]))
    .map((row) => `${String(row.id)}: its audit lines tell another story.`);
}
