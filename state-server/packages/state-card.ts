import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import type { Services } from '#state-server/services.ts';
import { stateKeysOf } from '#sync/sealing/package-keys.ts';
import { PACKAGE_FORMAT, type StateCard } from '#sync/wire/package.ts';

/**
 * Who the state is, for a district that cannot ask over a line. It holds no secret: the code goes beside it on paper,
 * with the fingerprint that the card is checked against. Throws an Error with a sentence for an unknown district.
 */
export async function stateCardFor(
  services: Services,
  identity: ServerIdentity,
  district: string,
  url: string,
): Promise<StateCard> {
  const found = await services.database.kysely
    .selectFrom('district')
    .select(['number', 'name'])
    .where('number', '=', district)
    .executeTakeFirst();
  if (!found) throw new Error(`There is no district ${district}. Add it first.`);
  return {
    kind: 'hi-line-state-card',
    format: PACKAGE_FORMAT,
    serverId: identity.serverId,
    epoch: identity.epoch,
    districtNumber: found.number,
    districtName: found.name,
    url,
    keys: stateKeysOf(identity.keys),
  };
}
