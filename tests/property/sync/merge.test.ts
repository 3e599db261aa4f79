import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enrollment } from '#domain/enrollment/enrollment.records.ts';
import { demographics, directory, person } from '#domain/people/people.records.ts';
import {
  differingFields,
  merge,
  mergeGroups,
  sameValue,
  type Value,
  type Values,
} from '#domain/sync/merge.ts';
import type { RecordType } from '#domain/sync/record-type.ts';

const types: readonly RecordType[] = [person, directory, enrollment, demographics];
const few = fc.constantFrom<Value>(null, 'a', 'b', 'c');
const list = fc.constantFrom<Value>(null, ['AI'], ['AI', 'WH'], ['WH'], ['AS', 'WH']);

const valuesOf = (type: RecordType): fc.Arbitrary<Values> =>
  fc.record(
    Object.fromEntries(
      Object.entries(type.fields).map(([name, field]) => [name, field.kind === 'set' ? list : few]),
    ),
  );
const cases = fc.constantFrom(...types).chain((type) =>
  fc.record({
    type: fc.constant(type),
    base: valuesOf(type),
    local: valuesOf(type),
    remote: valuesOf(type),
    party: fc.constantFrom<'district' | 'state'>('district', 'state'),
  }),
);
const authors = (type: RecordType, party: 'district' | 'state') =>
  Object.fromEntries(Object.keys(type.fields).map((f) => [f, { party, device: null }]));
const after = (local: Values, write: Values): Values => ({ ...local, ...write });

test('identity: when only one side changed, that side wins whole and nobody is asked', () => {
  fc.assert(
    fc.property(cases, ({ type, base, local, party }) => {
      const changedBy = authors(type, party);
      expect(merge({ type, base, local, remote: base, changedBy })).toEqual({
        write: {},
        merged: [],
        asked: [],
      });
      const taken = merge({ type, base, local: base, remote: local, changedBy });
      expect(taken.asked).toEqual([]);
      for (const field of Object.keys(type.fields))
        expect(sameValue(after(base, taken.write)[field] ?? null, local[field] ?? null)).toBe(true);
    }),
  );
});

test('agreement: the same edit on both sides is clean', () => {
  fc.assert(
    fc.property(cases, ({ type, base, local, party }) => {
      expect(merge({ type, base, local, remote: local, changedBy: authors(type, party) })).toEqual({
        write: {},
        merged: [],
        asked: [],
      });
    }),
  );
});

test('nothing vanishes: every differing value is kept here, taken, joined with both sides logged, or asked', () => {
  fc.assert(
    fc.property(cases, ({ type, base, local, remote, party }) => {
      const result = merge({ type, base, local, remote, changedBy: authors(type, party) });
      const now = after(local, result.write);
      for (const field of Object.keys(type.fields)) {
        const [b, l, r, n] = [base, local, remote, now].map((values) => values[field] ?? null) as [
          Value,
          Value,
          Value,
          Value,
        ];
        const asked = result.asked.find((a) => a.field === field);
        const logged = result.merged.find((m) => m.field === field);
        if (asked) expect(asked).toMatchObject({ base: b, local: l, remote: r });
        else if (logged) expect(logged).toMatchObject({ base: b, local: l, remote: r, kept: n });
        else expect(sameValue(n, l) || sameValue(n, r)).toBe(true);
        // A local edit leaves only by way of the log or a card, unless its whole group was never touched here.
        if (!asked && !logged && !sameValue(n, l)) {
          const group = mergeGroups(type).find((g) => g.includes(field)) ?? [];
          expect(group.every((f) => sameValue(local[f] ?? null, base[f] ?? null))).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('repetition: merging what was already merged changes nothing more', () => {
  fc.assert(
    fc.property(cases, ({ type, base, local, remote, party }) => {
      const changedBy = authors(type, party);
      const first = merge({ type, base, local, remote, changedBy });
      const now = after(local, first.write);
      const again = merge({ type, base: remote, local: now, remote, changedBy });
      expect(again.write).toEqual({});
      expect(again.asked).toEqual([]);
    }),
  );
});

test('groups travel whole: a merged group is never a mixture that neither side wrote, unless a person is asked', () => {
  fc.assert(
    fc.property(cases, ({ type, base, local, remote, party }) => {
      const result = merge({ type, base, local, remote, changedBy: authors(type, party) });
      const now = after(local, result.write);
      for (const group of mergeGroups(type)) {
        if (
          group.some((f) => type.fields[f]?.authority === 'union') ||
          result.asked.some((a) => group.includes(a.field))
        )
          continue;
        const is = (side: Values): boolean => group.every((f) => sameValue(now[f] ?? null, side[f] ?? null));
        expect(is(local) || is(remote)).toBe(true);
      }
    }),
  );
});

test('two computers of one party never overrule each other: every real clash is asked', () => {
  fc.assert(
    fc.property(cases, ({ type, base, local, remote }) => {
      const result = merge({ type, base, local, remote, changedBy: authors(type, 'district') });
      expect(result.merged).toEqual([]);
    }),
  );
});

test('what differs is told in whole groups', () => {
  fc.assert(
    fc.property(cases, ({ type, base, local }) => {
      const differing = new Set(differingFields(type, base, local));
      for (const group of mergeGroups(type)) {
        const told = group.filter((f) => differing.has(f)).length;
        expect(told === 0 || told === group.length).toBe(true);
      }
    }),
  );
});
