import canonicalize from 'canonicalize';

/**
 * The one text of a JSON value: JCS (RFC 8785), keys in code-unit order. What the state parses and what a record holds is
 * plain and shallow; its keys are put in order and JSON.stringify, whose texts JCS prescribes, writes it four times as
 * fast as the library. Everything unusual goes to the library. Throws for a value JCS cannot write.
 */
export function canonicalJson(value: unknown): string {
  const plain = inOrder(value, 0);
  const text = plain === UNUSUAL ? undefined : JSON.stringify(plain);
  // JSON.stringify escapes half a surrogate pair, which JCS refuses.
  if (text !== undefined && !text.includes('\\ud')) return text;
  const written = canonicalize(value);
  if (written === undefined) throw new TypeError('This value cannot be written as JSON.');
  return written;
}

const UNUSUAL = Symbol('for the library');
const DEEPEST = 16;

/** A copy with its keys in order, or `UNUSUAL`. */
function inOrder(value: unknown, depth: number): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : UNUSUAL;
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return UNUSUAL;
  const sorted: unknown = Array.isArray(value)
    ? value.map((item) => inOrder(item, depth + 1))
    : membersInOrder(value as Record<string, unknown>, depth);
  return Array.isArray(sorted) && sorted.includes(UNUSUAL) ? UNUSUAL : sorted;
}

/** An engine keeps keys as they came, except those that look like numbers, and `__proto__`, which is no key of its own. */
const MOVES = /^\d|^__proto__$/;

function membersInOrder(value: Record<string, unknown>, depth: number): unknown {
  if (typeof value.toJSON === 'function' || !isPlain(value)) return UNUSUAL;
  const sorted: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) {
    const member = MOVES.test(name) ? UNUSUAL : inOrder(value[name], depth + 1);
    if (member === UNUSUAL) return UNUSUAL;
    sorted[name] = member;
  }
  return sorted;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
