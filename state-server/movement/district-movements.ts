import { addDays } from '#domain/system/civil-date.ts';
import type { StateDatabase, StateTransaction } from '#state-server/database/state-database.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import {
  stayOnWire,
  staysAcrossTheState,
  staysOfStudents,
  studentsOfSeveralDistricts,
} from '#state-server/movement/known-stays.ts';
import { movementsOf, movementWords, type StudentMovement } from '#state-server/movement/movements-of.ts';
import type { Services } from '#state-server/services.ts';
import type { Movement, StaysReply } from '#sync/wire/movement.ts';

/** How long a student who has moved is shown: a school year and some weeks. An overlap is shown while it lasts. */
const DAYS_SHOWN = 400;

/** Movements of the district's students. Worked out anew each time, so nothing can be missed or left over. */
export async function districtMovements(
  database: StateDatabase,
  district: string,
  today: string,
): Promise<Movement[]> {
  const since = addDays(today, -DAYS_SHOWN);
  return database.acrossDistricts(async (trx) => {
    const found = (await movementsBetween(trx, district)).filter(
      ({ from, to, overlap }) =>
        (from.district === district || to.district === district) && (overlap || to.startDate >= since),
    );
    const releases = await releasesOf(trx, district);
    const answers = await answersOf(trx, district);
    return found
      .sort((a, b) => (a.to.startDate > b.to.startDate ? -1 : 1))
      .map((movement) =>
        onWire(movement, district, releases.get(movement.id) ?? [], answers.get(movement.id) ?? null),
      );
  });
}

/** The movement by which a student left this district; undefined when there is none by that id. */
export function moveFrom(
  { database }: Services,
  district: string,
  id: string,
): Promise<StudentMovement | undefined> {
  return database.acrossDistricts(async (trx) =>
    (await movementsBetween(trx, district)).find((one) => one.id === id && one.from.district === district),
  );
}

/** The answer to a call about a movement that is not there, or not this district's to say something about. */
export const noSuchMove = (): HttpProblem =>
  new HttpProblem(404, 'not-found', 'No student moved from you to another district this way.');

/** All movements of the state, or of the students one district shares with others. */
export async function movementsBetween(
  trx: StateTransaction,
  district: string | null,
): Promise<StudentMovement[]> {
  const students = await studentsOfSeveralDistricts(trx, district);
  const stays = await staysOfStudents(trx, students);
  return [...stays.values()].flatMap(movementsOf);
}

type Released = Movement['released'];

async function releasesOf(trx: StateTransaction, district: string): Promise<Map<string, Released>> {
  const rows = await trx
    .selectFrom('release')
    .select(['id', 'part', 'released_at', 'released_by'])
    .where(({ or, eb }) => or([eb('from_district', '=', district), eb('to_district', '=', district)]))
    .execute();
  const releases = new Map<string, Released>();
  for (const { id, part, released_at: at, released_by: by } of rows)
    releases.set(id, [...(releases.get(id) ?? []), { part, at, by }]);
  return releases;
}

/** The newest answer of each move. */
async function answersOf(
  trx: StateTransaction,
  district: string,
): Promise<Map<string, NonNullable<Movement['answer']>>> {
  const rows = await trx
    .selectFrom('movement_answer')
    .select(['id', 'says', 'reason', 'by_name', 'at'])
    .where(({ or, eb }) => or([eb('from_district', '=', district), eb('to_district', '=', district)]))
    .orderBy('at')
    .execute();
  return new Map(rows.map(({ id, says, reason, by_name: by, at }) => [id, { says, reason, by, at }]));
}

function onWire(
  movement: StudentMovement,
  district: string,
  released: Released,
  answer: Movement['answer'],
): Movement {
  const side = movement.from.district === district ? 'from' : 'to';
  const [mine, theirs] = side === 'from' ? [movement.from, movement.to] : [movement.to, movement.from];
  return {
    id: movement.id,
    kind: movement.overlap ? 'overlap' : 'moved',
    side,
    stateId: mine.stateId,
    personId: mine.personId,
    enrollmentId: mine.enrollmentId,
    other: stayOnWire(theirs),
    proposedEndDate: side === 'from' ? movement.proposedEndDate : null,
    released,
    answer,
    sentence: movementWords(
      movement,
      side,
      released.some(({ part }) => part === 'permanent'),
      answer?.says === 'declined' ? (answer.reason ?? '') : null,
    ),
  };
}

/** The trail of a student of the district across the state. Throws a problem 404 for anybody else's. */
export async function studentTrail(
  database: StateDatabase,
  district: string,
  stateId: string,
): Promise<StaysReply> {
  const stays = await staysAcrossTheState(database, stateId);
  const own = await database.kysely
    .selectFrom('state_student_person')
    .select('person_id')
    .where('district', '=', district)
    .where('state_id', '=', stateId)
    .executeTakeFirst();
  if (!own) throw new HttpProblem(404, 'not-found', 'No student of yours has this State ID.');
  return { stateId, stays: stays.map(stayOnWire) };
}
