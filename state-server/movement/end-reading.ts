import type { StateTransaction } from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { writeGrantEntries } from '#state-server/movement/grant-entry.ts';
import { now, type Services } from '#state-server/services.ts';
import { answerOnce } from '#state-server/sync/answer-once.ts';
import { lockDistricts } from '#state-server/sync/lock-district.ts';
import { newReceipt } from '#state-server/sync/receipt.ts';
import type { EndReadingReply, EndReadingRequest } from '#sync/wire/grant.ts';

/**
 * Ends the reading by another district, as the answer's JSON: what it opened is out of that one's scope in the same
 * commit, and both streams say so. Nothing is deleted. Only the district that has the records ends it; ended already
 * changes nothing; a repeat gets the same answer (M3). Throws a problem 404.
 */
export async function endReading(
  services: Services,
  login: { district: string; clientId: string },
  id: string,
  request: EndReadingRequest,
  body: unknown,
): Promise<string> {
  const { district } = login;
  const { operationId, deviceSeq, by, reason } = request;
  // Its two districts never change: read before, to take both locks in their order.
  const known = await services.database.inDistrict(district, (trx) => givenBy(trx, district, id));
  return services.database.inDistrict(district, async (trx) => {
    const ends = await lockDistricts(trx, known ? [district, known.to_district] : [district]);
    const call = { operationId, deviceSeq, body: { id, body } };
    return answerOnce(trx, login, call, async (): Promise<EndReadingReply> => {
      const grant = known && (await givenBy(trx, district, id));
      if (!grant) throw new HttpProblem(404, 'not-found', 'You let nobody read records this way.');
      const receipt = newReceipt(services);
      const outcome = 'ended';
      if (grant.ended_at !== null)
        return { operationId, outcome, rev: await revOf(trx, district, id), receipt };
      const ended = { ended_at: now(services), ended_by: by, end_reason: reason };
      await trx.updateTable('reading_grant').set(ended).where('id', '=', id).execute();
      await trx.deleteFrom('grant_scope').where('grant_id', '=', id).execute();
      const rev = await writeGrantEntries(services, trx, { ...grant, ...ended }, ends, { receipt, by });
      return { operationId, outcome, rev, receipt };
    });
  });
}

function givenBy(
  trx: StateTransaction,
  district: string,
  id: string,
): Promise<Tables['reading_grant'] | undefined> {
  return trx
    .selectFrom('reading_grant')
    .selectAll()
    .where('id', '=', id)
    .where('from_district', '=', district)
    .executeTakeFirst();
}

async function revOf(trx: StateTransaction, district: string, id: string): Promise<number> {
  const row = await trx
    .selectFrom('record')
    .select('rev')
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.rev;
}
