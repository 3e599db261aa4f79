import { HttpProblem } from '#state-server/http/http-problem.ts';
import { grantedRecords } from '#state-server/movement/granted-records.ts';
import { publishedList, publishedSet } from '#state-server/reference/editions.ts';
import type { Services } from '#state-server/services.ts';
import type { GrantedReply } from '#sync/wire/grant.ts';
import type { AnswerPackage, OutboxPackage } from '#sync/wire/package.ts';

/**
 * What a line would bring besides the records, for a computer that asks for it in its package: the state's lists and rules
 * that it does not have, and the permanent records that other districts have opened to this one.
 */
export async function whatElseComes(
  services: Services,
  district: string,
  { reference, granted }: OutboxPackage,
): Promise<Pick<AnswerPackage, 'reference' | 'granted'>> {
  return {
    ...(reference ? { reference: await listsFor(services, reference) } : {}),
    ...(granted ? { granted: await opened(services, district, granted) } : {}),
  };
}

async function listsFor(
  { database }: Services,
  { endYear, have }: NonNullable<OutboxPackage['reference']>,
): Promise<NonNullable<AnswerPackage['reference']>> {
  const { sets } = await publishedList(database, endYear);
  const here = new Map(have.map(({ name, version }) => [name, version]));
  const newer = [];
  for (const { name, version } of sets)
    if (version !== null && here.get(name) !== version)
      newer.push(await publishedSet(database, name, endYear));
  return { endYear, sets, newer };
}

/** Special education documents stay out: they are read only when somebody who may see them asks. */
async function opened(
  services: Services,
  district: string,
  have: NonNullable<OutboxPackage['granted']>,
): Promise<GrantedReply[]> {
  const grants = await services.database.inDistrict(district, (trx) =>
    trx
      .selectFrom('reading_grant')
      .select('id')
      .where('to_district', '=', district)
      .where('part', '=', 'permanent')
      .where('ended_at', 'is', null)
      .orderBy('id')
      .execute(),
  );
  const digests = new Map(have.map(({ id, digest }) => [id, digest]));
  const replies: GrantedReply[] = [];
  for (const { id } of grants)
    try {
      replies.push(await grantedRecords(services, district, id, { role: 'viewer', have: digests.get(id) }));
    } catch (error) {
      // Over meanwhile, or the two students turned out not to be one.
      if (!(error instanceof HttpProblem) || error.status !== 404) throw error;
    }
  return replies;
}
