import { hash } from 'node:crypto';

/**
 * Which keys a file has had so far, and where. Of each key only 53 bits are kept, so a file of 200,000 rows takes a few
 * megabytes; two different keys meet by chance about once in half a million such files, and the row is then shown.
 */
export class SeenLines {
  readonly #lines = new Map<number, number>();

  /** The line that had this key before. */
  earlier(key: string): number | undefined {
    return this.#lines.get(short(key));
  }

  add(key: string, line: number): void {
    this.#lines.set(short(key), line);
  }
}

function short(key: string): number {
  const bytes = hash('sha1', key, 'buffer');
  return bytes.readUIntBE(0, 6) * 32 + ((bytes[6] ?? 0) >> 3);
}
