import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Edition, editionsFor } from '#state-server/reference/editions.ts';

const NAMES = ['code-set gender', 'collections'];

/** What the staff does in time: publishes a list for a year, or takes it back. */
const history = fc.array(
  fc.record({
    name: fc.constantFrom(...NAMES),
    fromYear: fc.integer({ min: 2025, max: 2029 }),
    withdrawn: fc.boolean(),
  }),
  { maxLength: 25 },
);

test('a list holds as a person would say it: the newest word on the latest year that was not taken back', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 2024, max: 2030 }), (acts, endYear) => {
      const counted = new Map<string, number>();
      const editions = acts
        .map(({ name, fromYear, withdrawn }, at): Edition => {
          const number = (counted.get(`${name} ${fromYear}`) ?? 0) + 1;
          counted.set(`${name} ${fromYear}`, number);
          return { name, fromYear, number, withdrawn, version: `v${at}`, at: '', by: '' };
        })
        // As the database gives them.
        .sort((a, b) => a.name.localeCompare(b.name) || a.fromYear - b.fromYear || a.number - b.number);
      const told = new Map(editionsFor(editions, endYear).map((one) => [one.name, one]));
      for (const name of NAMES) {
        const standing = new Map<number, string | null>();
        acts.forEach((act, at) => {
          if (act.name === name) standing.set(act.fromYear, act.withdrawn ? null : `v${at}`);
        });
        const years = [...standing.keys()].filter((year) => year <= endYear).sort((a, b) => b - a);
        const held = years.find((year) => standing.get(year) !== null);
        const got = told.get(name);
        if (years.length === 0) expect(got).toBeUndefined();
        else if (held === undefined) expect(got?.withdrawn).toBe(true);
        else expect(got).toMatchObject({ withdrawn: false, version: standing.get(held) });
      }
    }),
  );
});
