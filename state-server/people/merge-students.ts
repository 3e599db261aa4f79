import { naturalId } from '#domain/sync/natural-id.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import type { StaffMember } from '#state-server/accounts/staff-accounts.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { lockStudents, pairOf } from '#state-server/people/student-pairs.ts';
import { now, type Services } from '#state-server/services.ts';
import { uuidFrom } from '#state-server/sync/sha256.ts';
import { applyStaffChange } from '#state-server/sync/staff-change.ts';

/** What staff decided about two State IDs. `id` makes a repeat the same merge. */
export interface MergeOrder {
  readonly id: string;
  readonly winner: string;
  readonly loser: string;
  readonly reason: string;
}

type Person = readonly [district: string, personId: string];

/**
 * Makes two State IDs one: the loser stays as an alias, every district's person of it gets the winner's, and the
 * identifier in the district's own records follows as a change by the state. Can be taken back. A repeat changes
 * nothing. Throws a problem 400 with a sentence.
 */
export async function mergeStudents(
  services: Services,
  staff: StaffMember,
  order: MergeOrder,
): Promise<void> {
  const { winner, loser, reason, id } = order;
  const moved = await services.database.kysely.transaction().execute(async (trx) => {
    await lockStudents(trx);
    const before = await trx.selectFrom('student_merge').selectAll().where('id', '=', id).executeTakeFirst();
    if (before) {
      if (before.winner !== winner || before.loser !== loser)
        throw refused('This merge was sent before with other State IDs. Open the page again.');
      return before.undone_at === null ? (JSON.parse(before.moved) as Person[]) : [];
    }
    if (winner === loser) throw refused('These are the same State ID.');
    for (const stateId of [winner, loser]) {
      const found = await studentRow(trx, stateId);
      if (!found) throw refused(`The state has not given out the State ID ${stateId}. Check the number.`);
      if (found.merged_into !== null)
        throw refused(`${stateId} was merged into ${found.merged_into} already. Take that back first.`);
    }
    const people = await trx
      .selectFrom('state_student_person')
      .select(['district', 'person_id'])
      .where('state_id', '=', loser)
      .execute();
    const list: Person[] = people.map(({ district, person_id }) => [district, person_id]);
    await trx
      .insertInto('student_merge')
      .values({
        ...{ id, winner, loser, reason, by_name: staff.name, at: now(services) },
        ...{ moved: JSON.stringify(list), undone_at: null, undone_by: null },
      })
      .execute();
    await trx
      .updateTable('state_student')
      .set({ merged_into: winner })
      .where('state_id', '=', loser)
      .execute();
    await trx
      .updateTable('state_student_person')
      .set({ state_id: winner })
      .where('state_id', '=', loser)
      .execute();
    return list;
  });
  await tellDistricts(services, staff, `${id}:merge`, moved, loser, winner);
}

/** Takes a merge back: the loser's State ID lives again and its people have it. A repeat changes nothing. */
export async function undoMerge(services: Services, staff: StaffMember, id: string): Promise<void> {
  const { moved, winner, loser } = await services.database.kysely.transaction().execute(async (trx) => {
    await lockStudents(trx);
    const merge = await trx.selectFrom('student_merge').selectAll().where('id', '=', id).executeTakeFirst();
    if (!merge) throw refused('There is no such merge. Open the page again.');
    const people = JSON.parse(merge.moved) as Person[];
    if (merge.undone_at !== null) return { ...merge, moved: people };
    await trx
      .updateTable('student_merge')
      .set({ undone_at: now(services), undone_by: staff.name })
      .where('id', '=', id)
      .execute();
    await trx
      .updateTable('state_student')
      .set({ merged_into: null })
      .where('state_id', '=', merge.loser)
      .execute();
    for (const [district, personId] of people)
      await trx
        .updateTable('state_student_person')
        .set({ state_id: merge.loser })
        .where('district', '=', district)
        .where('person_id', '=', personId)
        .execute();
    return { ...merge, moved: people };
  });
  await tellDistricts(services, staff, `${id}:undo`, moved, winner, loser);
}

/** Notes that two State IDs are two people, so that the pair is not shown again. */
export async function keepStudentsApart(
  services: Services,
  staff: StaffMember,
  pair: { one: string; other: string; reason: string },
): Promise<void> {
  await services.database.kysely
    .insertInto('student_not_same')
    .values({
      ...pairOf(pair.one, pair.other),
      reason: pair.reason,
      by_name: staff.name,
      at: now(services),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Changes the number in each district's own record of it, where the district has it. The operation ids follow from the
 * merge, so going on after a crash tells nobody twice.
 */
async function tellDistricts(
  services: Services,
  staff: StaffMember,
  step: string,
  people: readonly Person[],
  from: string,
  to: string,
): Promise<void> {
  const type = recordTypeNamed('identifier');
  if (!type) return;
  for (const [district, personId] of people) {
    const id = naturalId(type, { personId, system: 'state' });
    const row = await services.database.inDistrict(district, (trx) =>
      trx
        .selectFrom('record')
        .select(['rev', 'fields', 'deleted'])
        .where('district', '=', district)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (!row || row.deleted === 1 || JSON.parse(row.fields).value !== from) continue;
    const operationId = uuidFrom(`${step}:${district}:${personId}`);
    const change = {
      district,
      kind: 'update',
      baseRev: row.rev,
      fields: { value: to },
      operationId,
    } as const;
    await applyStaffChange(services, staff, 'identifier', id, change);
  }
}

function studentRow(trx: StateTransaction, stateId: string) {
  return trx.selectFrom('state_student').selectAll().where('state_id', '=', stateId).executeTakeFirst();
}

function refused(sentence: string): HttpProblem {
  return new HttpProblem(400, 'invalid-request', sentence);
}
