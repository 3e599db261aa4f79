import { scrypt, timingSafeEqual } from 'node:crypto';
import { HttpProblem } from '#state-server/http/http-problem.ts';

/** 128 MiB and about a third of a second for each try (OWASP's advice for scrypt). */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
const LENGTH = 32;

/** Tries that may wait at once in this process; each takes much memory, and nobody has to sign in to make one. */
const MOST_WAITING = 20;
let waiting = 0;

/** "scrypt$131072$8$1$<salt>$<hash>", base64; the cost is kept with it, so that it may grow. */
export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  const hash = await derive(password, salt, COST);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${text(salt)}$${text(hash)}`;
}

/** Whether a password is the one that was hashed. A hash of another make is nobody's password. */
export async function isPassword(stored: string, password: string): Promise<boolean> {
  const [make, N, r, p, salt, hash] = stored.split('$');
  if (make !== 'scrypt' || !salt || !hash) return false;
  const wanted = Buffer.from(hash, 'base64');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const given = await derive(password, Buffer.from(salt, 'base64'), cost);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

async function derive(
  password: string,
  salt: Uint8Array,
  cost: { N: number; r: number; p: number },
): Promise<Buffer> {
  if (waiting >= MOST_WAITING)
    throw new HttpProblem(503, 'busy', 'Too many people sign in at once. Try again in a moment.', {
      retryAfterSeconds: 10,
    });
  waiting += 1;
  try {
    return await deriveNow(password, salt, cost);
  } finally {
    waiting -= 1;
  }
}

function deriveNow(
  password: string,
  salt: Uint8Array,
  cost: { N: number; r: number; p: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, LENGTH, { ...cost, maxmem: 2 ** 28 }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}
