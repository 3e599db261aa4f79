import { now, type Services } from '#state-server/services.ts';
import type { Receipt } from '#sync/wire/protocol.ts';

/** Letters and digits that nobody mixes up when read aloud (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new receipt, "8F3K-27QM": 40 random bits and the time. */
export function newReceipt(services: Services): Receipt {
  const text = readableText(services.random(8));
  return { number: `${text.slice(0, 4)}-${text.slice(4)}`, time: now(services) };
}

/** One readable character for each byte, five bits of it. */
export function readableText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}
