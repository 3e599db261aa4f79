import type { StateTransaction } from '#state-server/database/state-database.ts';
import { matchKey, matchStudents } from '#state-server/people/match-students.ts';
import { soundsOf } from '#state-server/people/name-sounds.ts';
import { lockStudents, pairOf } from '#state-server/people/student-pairs.ts';
import { now, type Services } from '#state-server/services.ts';
import { answerOnce } from '#state-server/sync/answer-once.ts';
import { newReceipt } from '#state-server/sync/receipt.ts';
import type { AssignStudentReply, AssignStudentRequest, StudentCandidate } from '#sync/wire/students.ts';

/**
 * A State ID for a person of the district, as the answer's JSON: never two for one person, however many computers
 * and districts ask at once. A repeat gets the same answer (M3). One lock for all assignments: they are rare.
 */
export function assignStudent(
  services: Services,
  district: string,
  device: string,
  wanted: AssignStudentRequest,
  body: unknown,
): Promise<string> {
  const { operationId, deviceSeq } = wanted;
  return services.database.inDistrict(district, async (trx) => {
    await lockStudents(trx);
    return answerOnce(trx, { district, clientId: device }, { operationId, deviceSeq, body }, () =>
      decide(services, trx, district, wanted),
    );
  });
}

async function decide(
  services: Services,
  trx: StateTransaction,
  district: string,
  wanted: AssignStudentRequest,
): Promise<AssignStudentReply> {
  const { operationId, personId } = wanted;
  const assigned = (stateId: string, isNew: boolean): AssignStudentReply => ({
    operationId,
    outcome: 'assigned',
    stateId,
    isNew,
    receipt: newReceipt(services),
  });
  const known = await trx
    .selectFrom('state_student_person')
    .select('state_id')
    .where('district', '=', district)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (known) return assigned(known.state_id, false);

  const candidates = await matchStudents(trx, wanted);
  const recognized = wanted.sameAs ?? (await claimedStudent(trx, wanted));
  if (recognized !== undefined) {
    if (!candidates.some(({ stateId }) => stateId === recognized))
      return {
        operationId,
        outcome: 'rejected',
        rule: 'student.not-a-candidate',
        sentence: 'The State ID chosen belongs to someone with another name or birth date. Search again.',
      };
    const twin = await trx
      .selectFrom('state_student_person')
      .select('person_id')
      .where('district', '=', district)
      .where('state_id', '=', recognized)
      .executeTakeFirst();
    if (twin)
      return {
        operationId,
        outcome: 'rejected',
        rule: 'student.already-yours',
        sentence:
          'Another person of your district has this State ID already. If the two are one, join them first.',
      };
    await rememberPerson(trx, district, personId, recognized);
    await rememberNames(trx, recognized, wanted);
    return assigned(recognized, false);
  }
  const open = candidates.filter(({ stateId }) => !wanted.notTheSameAs.includes(stateId));
  if (open.length > 0) return { operationId, outcome: 'possible-match', candidates };

  const stateId = wanted.claims ?? (await freshStateId(services, trx));
  await trx
    .insertInto('state_student')
    .values({
      state_id: stateId,
      match_key: matchKey(wanted),
      last_name: wanted.lastName,
      first_name: wanted.firstName,
      middle_name: wanted.middleName,
      birth_date: wanted.birthDate,
      gender: wanted.gender,
      created_at: now(services),
      merged_into: null,
    })
    .execute();
  await rememberNames(trx, stateId, wanted);
  await rememberPerson(trx, district, personId, stateId);
  await keepApart(services, trx, district, stateId, candidates, wanted);
  return assigned(stateId, wanted.claims === undefined);
}

/** The State ID a person has from before, when the state has it too: then it has to be this very person. */
async function claimedStudent(
  trx: StateTransaction,
  { claims }: AssignStudentRequest,
): Promise<string | undefined> {
  if (claims === undefined) return undefined;
  const known = await trx
    .selectFrom('state_student')
    .select(['state_id', 'merged_into'])
    .where('state_id', '=', claims)
    .executeTakeFirst();
  return known?.merged_into ?? known?.state_id;
}

/** All names the district uses, so that the next search finds this student under each. */
async function rememberNames(
  trx: StateTransaction,
  stateId: string,
  wanted: AssignStudentRequest,
): Promise<void> {
  const { birth_date } = await trx
    .selectFrom('state_student')
    .select('birth_date')
    .where('state_id', '=', stateId)
    .executeTakeFirstOrThrow();
  for (const { lastName, firstName } of [wanted, ...wanted.previousNames])
    await trx
      .insertInto('state_student_name')
      .values({
        state_id: stateId,
        last_name: lastName,
        first_name: firstName,
        ...soundsOf(lastName, firstName),
        birth_date,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** Notes who was ruled out, so that nobody is asked about the two again. */
async function keepApart(
  services: Services,
  trx: StateTransaction,
  district: string,
  stateId: string,
  candidates: readonly StudentCandidate[],
  { notTheSameReason = 'Ruled out when the State ID was given.' }: AssignStudentRequest,
): Promise<void> {
  for (const candidate of candidates)
    await trx
      .insertInto('student_not_same')
      .values({
        ...pairOf(stateId, candidate.stateId),
        reason: notTheSameReason,
        by_name: `District ${district}`,
        at: now(services),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

async function rememberPerson(
  trx: StateTransaction,
  district: string,
  personId: string,
  stateId: string,
): Promise<void> {
  await trx
    .insertInto('state_student_person')
    .values({ district, person_id: personId, state_id: stateId })
    .execute();
}

/** Nine digits, not in order, so that nobody guesses the next one. */
async function freshStateId(services: Services, trx: StateTransaction): Promise<string> {
  for (;;) {
    const number = Buffer.from(services.random(6)).readUIntBE(0, 6);
    const stateId = String(100_000_000 + (number % 900_000_000));
    const taken = await trx
      .selectFrom('state_student')
      .select('state_id')
      .where('state_id', '=', stateId)
      .executeTakeFirst();
    if (!taken) return stateId;
  }
}
