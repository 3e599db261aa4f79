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
  const record = recordOf(reader, type, id);
  const at = `fix=${encodeURIComponent(`${type}.${field ?? ''}`)}${record ? `&record=${record}` : ''}`;
  return `${place}${place.includes('?') ? '&' : '?'}${at}`;
}

/** Of which of a pupil's several records the page is to open the form: the record itself, or its enrollment. */
function recordOf(reader: Reader, type: string, id: string): string | null {
  if (type === 'enrollment' || type === 'programRecord') return id;
  if (type !== 'enrollmentFacts' && type !== 'attendanceAgreement') return null;
  return reader.rows<Row>(`SELECT enrollmentId FROM "${type}" WHERE id = ?`, id)[0]?.enrollmentId ?? null;
}

/** The calendar a record belongs to, open on the Calendar screen. */
const onCalendar =
  (sql: string) =>
  (reader: Reader, id: string): string | null => {
    const row = reader.rows<Row>(sql, id)[0];
    if (!row?.calendarId) return null;
    return `/calendar?calendar=${row.calendarId}${row.date ? `&date=${row.date}` : ''}`;
  };

/** The room or class a record belongs to, open on the Courses and classes screen. */
const onClass =
  (sql: string) =>
  (reader: Reader, id: string): string | null => {
    const row = reader.rows<Row>(sql, id)[0];
    return row?.sectionId ? `/classes?section=${row.sectionId}` : null;
  };

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
  calendarDay: onCalendar('SELECT calendarId, date FROM calendarDay WHERE id = ?'),
  calendar: onCalendar('SELECT id AS calendarId FROM calendar WHERE id = ?'),
  bellSchedule: onCalendar('SELECT calendarId FROM bellSchedule WHERE id = ?'),
  bellBlock: onCalendar(
    'SELECT b.calendarId FROM bellBlock k JOIN bellSchedule b ON b.id = k.bellScheduleId WHERE k.id = ?',
  ),
  term: onCalendar('SELECT calendarId FROM term WHERE id = ?'),
  school: onCalendar(
    'SELECT c.id AS calendarId FROM calendar c JOIN schoolYear y ON y.id = c.schoolYearId WHERE c.schoolId = ? ORDER BY y.endYear DESC LIMIT 1',
  ),
  section: (_reader, id) => `/classes?section=${id}`,
  sectionStaff: onClass('SELECT sectionId FROM sectionStaff WHERE id = ?'),
  course: (_reader, id) => `/classes?course=${id}`,
  courseFacts: (reader, id) => {
    const row = reader.rows<Row>('SELECT courseId FROM courseFacts WHERE id = ?', id)[0];
    return row?.courseId ? `/classes?course=${row.courseId}` : null;
  },
  district: () => '/settings',
  enrollmentFacts: (reader, id) => pupilPage(reader, 'enrollmentFacts', id),
  attendanceAgreement: (reader, id) => pupilPage(reader, 'attendanceAgreement', id),
  identifier: (reader, id) =>
    reader.rows<Row>('SELECT system FROM identifier WHERE id = ?', id)[0]?.system === 'state'
      ? '/state-numbers'
      : null,
};

/** The page of the pupil behind a record of one enrollment. */
function pupilPage(
  reader: Reader,
  table: 'enrollmentFacts' | 'attendanceAgreement',
  id: string,
): string | null {
  const row = reader.rows<Row>(
    `SELECT e.studentId FROM "${table}" f JOIN enrollment e ON e.id = f.enrollmentId WHERE f.id = ?`,
    id,
  )[0];
  return row?.studentId ? `/people/${row.studentId}` : null;
}
