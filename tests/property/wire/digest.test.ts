import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketOf, DigestSum, differencesBetween } from '#domain/sync/digest.ts';
import { type HashedRecord, hexOf, recordHash, recordText } from '#domain/sync/record-hash.ts';
import { scopeDigest } from '#domain/sync/scope-digest.ts';

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text, 'utf8').digest();

const fields = fc.dictionary(
  fc.stringMatching(/^[a-z][A-Za-z]{0,8}$/),
  fc.oneof(fc.string(), fc.maxSafeInteger(), fc.constant(null), fc.array(fc.string(), { maxLength: 3 })),
  { maxKeys: 6, noNullPrototype: true },
);
const record: fc.Arbitrary<HashedRecord> = fc.record({
  type: fc.constantFrom('person', 'enrollment'),
  id: fc.uuid(),
  rev: fc.integer({ min: 1, max: 50 }),
  fields,
});
const records = fc.uniqueArray(record, { selector: ({ id }) => id, maxLength: 40 });

function digestOf(all: readonly HashedRecord[]) {
  const sum = new DigestSum(sha256);
  for (const one of all) sum.add(one);
  return sum.digest();
}

describe('digest', () => {
  test('does not depend on the order of records or of fields, nor on nulls', () => {
    fc.assert(
      fc.property(records, (all) => {
        const turned = [...all].reverse().map((one) => ({
          ...one,
          fields: { absent: null, ...Object.fromEntries(Object.entries(one.fields).reverse()) },
        }));
        expect(digestOf(turned)).toEqual(digestOf(all));
        expect(differencesBetween(digestOf(all), digestOf(turned))).toEqual([]);
      }),
    );
  });

  test('one record more, less or changed is found in its own bucket, and nowhere else', () => {
    fc.assert(
      fc.property(records, record, (all, one) => {
        const others = all.filter(({ id }) => id !== one.id);
        const place = [{ type: one.type, bucket: bucketOf(one.id, sha256) }];
        expect(differencesBetween(digestOf(others), digestOf([...others, one]))).toEqual(place);
        const changed = { ...one, rev: one.rev + 1 };
        expect(differencesBetween(digestOf([...others, one]), digestOf([...others, changed]))).toEqual(place);
      }),
    );
  });

  test('a reading’s digest does not hang on the order, and one record more, less or changed is another one', () => {
    fc.assert(
      fc.property(records, record, fc.nat(), (all, one, turn) => {
        const others = all.filter(({ id }) => id !== one.id);
        const at = others.length === 0 ? 0 : turn % others.length;
        const whole = [...others.slice(at), one, ...others.slice(0, at)];
        const digest = scopeDigest(whole, sha256);
        expect(scopeDigest([...others, one], sha256)).toBe(digest);
        expect(scopeDigest(others, sha256)).not.toBe(digest);
        expect(scopeDigest([...others, { ...one, rev: one.rev + 1 }], sha256)).not.toBe(digest);
      }),
    );
  });

  test('the hash is SHA-256 of the canonical text', () => {
    const one = {
      type: 'person',
      id: '00000000-0000-4000-8000-000000000000',
      rev: 2,
      fields: { b: 'ü', a: 1, c: null },
    };
    expect(recordText(one)).toBe('["person","00000000-0000-4000-8000-000000000000",2,{"a":1,"b":"ü"}]');
    expect(hexOf(recordHash(one, sha256))).toBe(createHash('sha256').update(recordText(one)).digest('hex'));
  });
});
