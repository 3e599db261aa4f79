import { oneOf } from '#state-server/database/one-of.ts';
import type { StateDatabase } from '#state-server/database/state-database.ts';

/** A student with all names, the persons districts have, merges, and which district reads; an alias leads to the one it became. */
export function studentByStateId(database: StateDatabase, stateId: string) {
  return database.acrossDistricts(async (trx) => {
    const row = (id: string) =>
      trx.selectFrom('state_student').selectAll().where('state_id', '=', id).executeTakeFirst();
    let student = await row(stateId);
    while (student?.merged_into) student = await row(student.merged_into);
    if (!student) return null;
    const names = await trx
      .selectFrom('state_student_name')
      .select(['last_name', 'first_name'])
      .where('state_id', '=', student.state_id)
      .execute();
    const persons = await trx
      .selectFrom('state_student_person')
      .select(['district', 'person_id'])
      .where('state_id', '=', student.state_id)
      .orderBy('district')
      .execute();
    const merges = await trx
      .selectFrom('student_merge')
      .selectAll()
      .where('winner', '=', student.state_id)
      .orderBy('at')
      .execute();
    const readings = await trx
      .selectFrom('reading_grant')
      .selectAll()
      .where(
        oneOf(
          trx,
          'from_person',
          persons.map(({ person_id }) => person_id),
        ),
      )
      .orderBy('begun_at')
      .execute();
    return { student, names, persons, merges, readings };
  });
}

export type FoundStudent = NonNullable<Awaited<ReturnType<typeof studentByStateId>>>;
