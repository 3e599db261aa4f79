import { specialEducationRoles } from '#domain/accounts/roles.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { moveFrom, noSuchMove } from '#state-server/movement/district-movements.ts';
import { type Part, recordsToRelease } from '#state-server/movement/permanent-record.ts';
import { now, type Services } from '#state-server/services.ts';
import { answerOnce } from '#state-server/sync/answer-once.ts';
import { lockDistrict } from '#state-server/sync/lock-district.ts';
import { newReceipt } from '#state-server/sync/receipt.ts';
import { sha256Hex } from '#state-server/sync/sha256.ts';
import type { ReleasedReply, ReleaseReply, ReleaseRequest } from '#sync/wire/movement.ts';

/**
 * Hands a frozen copy of a student's records to the district they moved to, as the answer's JSON. Only the district they
 * left does, for a movement that is there; a repeat gets the same answer (M3). Throws a problem 404.
 */
export async function releaseRecords(
  services: Services,
  login: { district: string; clientId: string },
  id: string,
  request: ReleaseRequest,
  body: unknown,
): Promise<string> {
  const { district } = login;
  const { operationId, deviceSeq, part, role } = request;
  const movement = await moveFrom(services, district, id);
  return services.database.inDistrict(district, async (trx) => {
    await lockDistrict(trx, district);
    const call = { operationId, deviceSeq, body: { id, body } };
    return answerOnce(trx, login, call, async (): Promise<ReleaseReply> => {
      if (!movement) throw noSuchMove();
      if (part === 'special-education' && !specialEducationRoles.includes(role))
        return {
          operationId,
          outcome: 'rejected',
          rule: 'role.special-education',
          sentence:
            'Special education documents are released by somebody who may see them. Ask them to do it.',
        };
      const records = await recordsToRelease(trx, district, movement.from.personId, part);
      const text = JSON.stringify(records);
      await trx
        .insertInto('release')
        .values({
          ...{ id, part, from_district: district, to_district: movement.to.district },
          ...{ state_id: movement.from.stateId, from_person: movement.from.personId },
          ...{ to_person: movement.to.personId, released_by: request.releasedBy, role },
          ...{ released_at: now(services), records: text, sha256: sha256Hex(text) },
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return { operationId, outcome: 'released', records: records.length, receipt: newReceipt(services) };
    });
  });
}

/** What was released in a movement, for its two districts. Throws problems 409 `not-allowed` and 404. */
export async function releasedRecords(
  services: Services,
  district: string,
  id: string,
  { part, role }: { part: Part; role: ReleaseRequest['role'] },
): Promise<ReleasedReply> {
  if (part === 'special-education' && !specialEducationRoles.includes(role))
    // Not 403: that tells the whole computer to stop.
    throw new HttpProblem(409, 'not-allowed', 'Your role may not see special education documents.');
  const row = await services.database.inDistrict(district, (trx) =>
    trx
      .selectFrom('release')
      .selectAll()
      .where('id', '=', id)
      .where('part', '=', part)
      .where(({ or, eb }) => or([eb('from_district', '=', district), eb('to_district', '=', district)]))
      .executeTakeFirst(),
  );
  if (!row) throw new HttpProblem(404, 'not-found', 'Nothing of this was released to you yet.');
  return {
    id,
    part,
    stateId: row.state_id,
    personId: row.from_person,
    fromDistrict: row.from_district,
    releasedBy: row.released_by,
    releasedAt: row.released_at,
    sha256: row.sha256,
    records: JSON.parse(row.records),
  };
}
