import { subjectOf } from '#db/sync/titles.ts';
import type { Reader } from '#db/system/connection.ts';
import type { TypeName } from '#domain/sync/registry.ts';

type Row = Record<string, string | null>;

/**
 * Where a person mends one field of a record: the screen that shows it, with `fix` naming the field, so that the screen
 * opens with that field under the cursor.
 */
export function fixPlace(reader: Reader, type: string, id: string, field: string | null): string {
  const { to } = subjectOf(reader, type, id);
  const special = PLACES[type as TypeName]?.(reader, id);
  const place = special ?? to;
  if (place === '/state') return place;
  const at = `fix=${encodeURIComponent(`${type}.${field ?? ''}`)}`;
  return `${place}${place.includes('?') ? '&' : '?'}${at}`;
}

/** Screens that are not the record's own page. */
const PLACES: Partial<Record<TypeName, (reader: Reader, id: string) => string | null>> = {
  attendanceMark: (reader, id) => {
    const mark = reader.rows<Row>(
      `SELECT m.enrollmentId, m.date, (SELECT r.sectionId FROM sectionRoster r JOIN section s ON s.id = r.sectionId
          WHERE r.enrollmentId = m.enrollmentId AND r.startDate <= m.date AND (r.endDate IS NULL OR r.endDate >= m.date)
            AND (s.kind <> 'class' OR s.block = m.block)
          ORDER BY s.kind = 'class' DESC LIMIT 1) AS sectionId
        FROM attendanceMark m WHERE m.id = ?`,
      id,
    )[0];
    if (!mark?.sectionId) return null;
    return `/attendance?room=${mark.sectionId}&date=${mark.date}&pupil=${mark.enrollmentId}`;
  },
  identifier: (reader, id) =>
    reader.rows<Row>('SELECT system FROM identifier WHERE id = ?', id)[0]?.system === 'state'
      ? '/state-numbers'
      : null,
};
