import type { StateDatabase, StateTransaction } from '#state-server/database/state-database.ts';
import type { KnownStay } from '#state-server/movement/movements-of.ts';
import type { Stay } from '#sync/wire/movement.ts';

/** Ids in one query, well under what both engines bind. */
const IDS_AT_ONCE = 2000;

/** Every stay of each of these students, across the state. Call as the reader of all districts. */
export async function staysOfStudents(
  trx: StateTransaction,
  stateIds: readonly string[],
): Promise<Map<string, KnownStay[]>> {
  const byStudent = new Map<string, KnownStay[]>();
  for (let at = 0; at < stateIds.length; at += IDS_AT_ONCE) {
    const rows = await trx
      .selectFrom('state_student_person as person')
      .innerJoin('stay', (join) =>
        join.onRef('stay.district', '=', 'person.district').onRef('stay.person_id', '=', 'person.person_id'),
      )
      .innerJoin('district', 'district.number', 'stay.district')
      .leftJoin('record as school', (join) =>
        join
          .onRef('school.district', '=', 'stay.district')
          .onRef('school.id', '=', 'stay.school_id')
          .on('school.deleted', '=', 0),
      )
      .selectAll('stay')
      .select(['person.state_id', 'district.name as district_name', 'school.fields as school'])
      .where('person.state_id', 'in', stateIds.slice(at, at + IDS_AT_ONCE))
      .execute();
    for (const row of rows) {
      const stay: KnownStay = {
        stateId: row.state_id,
        district: row.district,
        districtName: row.district_name,
        schoolName: row.school === null ? null : ((JSON.parse(row.school).name as string) ?? null),
        enrollmentId: row.enrollment_id,
        personId: row.person_id,
        grade: row.grade,
        serviceType: row.service_type,
        startDate: row.start_date,
        endDate: row.end_date,
        endStatus: row.end_status,
        counts: row.counts === 1,
        receivedAt: row.received_at,
      };
      const list = byStudent.get(stay.stateId);
      if (list) list.push(stay);
      else byStudent.set(stay.stateId, [stay]);
    }
  }
  return byStudent;
}

/** A stay on the wire. */
export function stayOnWire(stay: KnownStay): Stay {
  const { district: districtNumber, districtName, schoolName, grade, serviceType } = stay;
  const { startDate, endDate, endStatus } = stay;
  return { districtNumber, districtName, schoolName, grade, serviceType, startDate, endDate, endStatus };
}

/** Students with stays in two districts or more; with a district, only those it shares with others. */
export async function studentsOfSeveralDistricts(
  trx: StateTransaction,
  district: string | null,
): Promise<string[]> {
  let query = trx
    .selectFrom('state_student_person as mine')
    .innerJoin('state_student_person as theirs', (join) =>
      join.onRef('theirs.state_id', '=', 'mine.state_id').onRef('theirs.district', '<>', 'mine.district'),
    )
    .select('mine.state_id')
    .distinct();
  if (district !== null) query = query.where('mine.district', '=', district);
  return (await query.execute()).map((row) => row.state_id);
}

/** The student's stays in order, for whoever may see them; the first first. */
export async function staysAcrossTheState(database: StateDatabase, stateId: string): Promise<KnownStay[]> {
  const found = await database.acrossDistricts((trx) => staysOfStudents(trx, [stateId]));
  return (found.get(stateId) ?? []).sort((a, b) => (a.startDate < b.startDate ? -1 : 1));
}
