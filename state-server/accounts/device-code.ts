import { now, type Services } from '#state-server/services.ts';
import { readableText } from '#state-server/sync/receipt.ts';
import { sha256Hex } from '#state-server/sync/sha256.ts';

const HOURS = 24;
/** Characters that only find the code's row; the other twelve (60 random bits) are the secret. */
export const SELECTOR_LENGTH = 4;
const SECRET_LENGTH = 12;

/**
 * A new one-time code for one computer of the district, "7KQ2-M3XA-9TRB-0FWC", good for 24 hours. Only its hash is
 * kept. Throws an Error with a sentence for a district the state does not have.
 */
export async function newDeviceCode(services: Services, district: string): Promise<string> {
  const { kysely } = services.database;
  const found = await kysely
    .selectFrom('district')
    .select('number')
    .where('number', '=', district)
    .executeTakeFirst();
  if (!found) throw new Error(`There is no district ${district}. Add it first.`);
  for (;;) {
    const code = readableText(services.random(SELECTOR_LENGTH + SECRET_LENGTH));
    const made = await kysely
      .insertInto('enrollment_code')
      .values({
        selector: code.slice(0, SELECTOR_LENGTH),
        district,
        hash: sha256Hex(code),
        expires_at: new Date(services.clock() + HOURS * 3_600_000).toISOString(),
        attempts: 0,
        used_at: null,
        used_key: null,
        client_id: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('selector')
      .executeTakeFirst();
    if (made) return code.match(/.{4}/g)?.join('-') ?? code;
    // The selector is taken, perhaps by a code that is long over: make room and try the next.
    await kysely.deleteFrom('enrollment_code').where('expires_at', '<', now(services)).execute();
  }
}

/** A typed code as it was made: no hyphens or blanks, capitals, and the letters people mix up put right. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}
