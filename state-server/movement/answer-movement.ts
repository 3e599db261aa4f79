import { moveFrom, noSuchMove } from '#state-server/movement/district-movements.ts';
import { now, type Services } from '#state-server/services.ts';
import { answerOnce } from '#state-server/sync/answer-once.ts';
import { lockDistrict } from '#state-server/sync/lock-district.ts';
import { newReceipt } from '#state-server/sync/receipt.ts';
import type { MoveAnswerReply, MoveAnswerRequest } from '#sync/wire/movement.ts';

/**
 * Keeps what the district a student left says about the move, for the other one to read, as the answer's JSON. Changes no
 * record; a repeat gets the same answer (M3). Throws a problem 404 where no student moved this way.
 */
export async function answerMovement(
  services: Services,
  login: { district: string; clientId: string },
  id: string,
  request: MoveAnswerRequest,
  body: unknown,
): Promise<string> {
  const { district } = login;
  const { operationId, deviceSeq, says, reason, by } = request;
  const movement = await moveFrom(services, district, id);
  return services.database.inDistrict(district, async (trx) => {
    await lockDistrict(trx, district);
    const call = { operationId, deviceSeq, body: { id, body } };
    return answerOnce(trx, login, call, async (): Promise<MoveAnswerReply> => {
      if (!movement) throw noSuchMove();
      await trx
        .insertInto('movement_answer')
        .values({
          ...{ id, from_district: district, to_district: movement.to.district },
          ...{ says, reason, by_name: by, at: now(services) },
        })
        .execute();
      return { operationId, outcome: 'told', receipt: newReceipt(services) };
    });
  });
}
