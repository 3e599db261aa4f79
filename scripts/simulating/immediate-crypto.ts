import { createHmac, createSecretKey, type KeyObject, timingSafeEqual, webcrypto } from 'node:crypto';

/**
 * Web cryptography works on threads, so its answers come in another order each time. In a history that must repeat to
 * the letter, signing and checking a token (HMAC-SHA-256) are done at once instead.
 */
export function answerAtOnce(): void {
  const { subtle } = webcrypto;
  const secrets = new WeakMap<object, KeyObject>();
  const importKey = subtle.importKey.bind(subtle) as (...args: unknown[]) => Promise<object>;
  const mac = (key: object, data: Uint8Array): Buffer =>
    createHmac('sha256', secrets.get(key) ?? '')
      .update(data)
      .digest();
  const known = new Map<string, Promise<object>>();
  Object.assign(subtle, {
    importKey: (...args: unknown[]) => {
      const [format, secret] = args;
      if (format !== 'raw' || !(secret instanceof Uint8Array)) return importKey(...args);
      const name = `${Buffer.from(secret).toString('hex')} ${JSON.stringify(args[4])}`;
      const made =
        known.get(name) ??
        importKey(...args).then((key) => {
          secrets.set(key, createSecretKey(secret));
          return key;
        });
      known.set(name, made);
      return made;
    },
    sign: async (_algorithm: unknown, key: object, data: Uint8Array) => {
      const bytes = mac(key, data);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    },
    verify: async (_algorithm: unknown, key: object, signature: Uint8Array, data: Uint8Array) => {
      const wanted = mac(key, data);
      return wanted.length === signature.length && timingSafeEqual(wanted, signature);
    },
  });
}
