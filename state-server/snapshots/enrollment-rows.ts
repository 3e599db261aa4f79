import { calendarExcludes, type Reporting } from '#domain/school/calendar-excludes.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import type { FieldValues } from '#sync/wire/protocol.ts';

/** Columns of an enrollment snapshot, in order. */
export const ENROLLMENT_COLUMNS = [
  'stateId',
  'district',
  'schoolNumber',
  'schoolName',
  'lastName',
  'firstName',
  'birthDate',
  'gender',
  'hispanic',
  'races',
  'grade',
  'serviceType',
  'startDate',
  'endDate',
] as const;

/** Everybody enrolled in the district on that day (both dates count as enrolled), in the columns' order. */
export async function enrollmentRows(
  trx: StateTransaction,
  district: string,
  day: string,
): Promise<string[][]> {
  const stays = await trx
    .selectFrom('stay')
    .leftJoin('state_student_person as known', (join) =>
      join.onRef('known.district', '=', 'stay.district').onRef('known.person_id', '=', 'stay.person_id'),
    )
    .selectAll('stay')
    .select('known.state_id')
    .where('stay.district', '=', district)
    .where('stay.start_date', '<=', day)
    .where(({ or, eb }) => or([eb('stay.end_date', 'is', null), eb('stay.end_date', '>=', day)]))
    .orderBy('stay.enrollment_id')
    .execute();
  if (stays.length === 0) return [];
  const records = await trx
    .selectFrom('record')
    .select(['id', 'fields'])
    .where('district', '=', district)
    .where('type', 'in', ['person', 'demographics', 'school', 'enrollment', 'calendarReporting'])
    .where('deleted', '=', 0)
    .execute();
  const fields = new Map<string, FieldValues>(records.map((row) => [row.id, JSON.parse(row.fields)]));
  const demographics = recordTypeNamed('demographics');
  const rows: string[][] = [];
  for (const stay of stays) {
    const enrollment = fields.get(stay.enrollment_id) ?? {};
    // Left out of state counts by the district, or never came: not a member on that day.
    if (enrollment.stateExclude === 1 || enrollment.noShow === 1) continue;
    if (calendarExcludes(reportingOf(fields, enrollment.calendarId), String(enrollment.grade))) continue;
    const person = fields.get(stay.person_id) ?? {};
    const more = demographics ? fields.get(naturalId(demographics, { personId: stay.person_id })) : undefined;
    const school = fields.get(stay.school_id) ?? {};
    const races = Array.isArray(more?.races) ? more.races.join(' ') : null;
    rows.push(
      [
        ...[stay.state_id, district, school.number, school.name, person.lastName, person.firstName],
        ...[person.birthDate, person.gender, more?.hispanic, races, stay.grade, stay.service_type],
        ...[stay.start_date, stay.end_date],
      ].map((value) => (value === null || value === undefined ? '' : String(value))),
    );
  }
  return rows;
}

/** How the district reports that calendar; undefined where nothing was said of it. */
function reportingOf(fields: ReadonlyMap<string, FieldValues>, calendarId: unknown): Reporting | undefined {
  const type = recordTypeNamed('calendarReporting');
  const own = type && fields.get(naturalId(type, { calendarId }));
  return (
    own && {
      excluded: own.excluded === 1,
      excludedGrades: Array.isArray(own.excludedGrades) ? own.excludedGrades.map(String) : [],
    }
  );
}
