import { specialEducationRoles } from '#domain/accounts/roles.ts';
import { readingGrant } from '#domain/enrollment/grant.records.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { Tables } from '#state-server/database/tables.ts';
import { moveFrom, noSuchMove } from '#state-server/movement/district-movements.ts';
import { writeGrantEntries } from '#state-server/movement/grant-entry.ts';
import { writeScope } from '#state-server/movement/grant-scope.ts';
import { now, type Services } from '#state-server/services.ts';
import { answerOnce } from '#state-server/sync/answer-once.ts';
import { lockDistricts } from '#state-server/sync/lock-district.ts';
import { newReceipt } from '#state-server/sync/receipt.ts';
import type { BeginReadingReply, BeginReadingRequest } from '#sync/wire/grant.ts';

/**
 * Lets the district a student moved to read the records of one part as they are, as the answer's JSON. Only the district
 * they left does, for a movement that is there; a repeat gets the same answer (M3). Throws a problem 404.
 */
export async function beginReading(
  services: Services,
  login: { district: string; clientId: string },
  moveId: string,
  request: BeginReadingRequest,
  body: unknown,
): Promise<string> {
  const { district } = login;
  const { operationId, deviceSeq, part, role, by } = request;
  const movement = await moveFrom(services, district, moveId);
  return services.database.inDistrict(district, async (trx) => {
    const ends = await lockDistricts(trx, movement ? [district, movement.to.district] : [district]);
    const call = { operationId, deviceSeq, body: { id: moveId, body } };
    return answerOnce(trx, login, call, async (): Promise<BeginReadingReply> => {
      if (!movement) throw noSuchMove();
      if (part === 'special-education' && !specialEducationRoles.includes(role))
        return {
          operationId,
          outcome: 'rejected',
          rule: 'role.special-education',
          sentence: 'Special education documents are opened by somebody who may see them. Ask them to do it.',
        };
      const receipt = newReceipt(services);
      const grantId = naturalId(readingGrant, { moveId, part });
      const before = await trx
        .selectFrom('reading_grant')
        .select('ended_at')
        .where('id', '=', grantId)
        .executeTakeFirst();
      if (before?.ended_at === null) return { operationId, outcome: 'begun', grantId, receipt };
      const grant: Tables['reading_grant'] = {
        ...{ id: grantId, move_id: moveId, part, state_id: movement.from.stateId },
        ...{ from_district: district, to_district: movement.to.district },
        ...{ from_person: movement.from.personId, to_person: movement.to.personId },
        ...{ begun_at: now(services), begun_by: by, role },
        ...{ ended_at: null, ended_by: null, end_reason: null },
      };
      await trx
        .insertInto('reading_grant')
        .values(grant)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(grant))
        .execute();
      await writeScope(trx, grant);
      await writeGrantEntries(services, trx, grant, ends, { receipt, by });
      return { operationId, outcome: 'begun', grantId, receipt };
    });
  });
}
