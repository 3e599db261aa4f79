// Every question that needs nothing said is asked once of a district with records in it: each answer has the shape it promises.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract, type EntryName } from '#electron/contract/contract.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
beforeAll(async () => {
  world = await aPracticeHost();
});
afterAll(() => world.end());

const names = (Object.keys(contract) as EntryName[]).filter(
  (name) => contract[name].kind === 'query' && contract[name].input.safeParse({}).success,
);

test('there are many such questions', () => {
  expect(names.length).toBeGreaterThan(40);
});

test.each(names)('%s', async (name) => {
  const failure = await world.call(name, {}).then(
    () => null,
    (error: { kind?: string }) => error.kind ?? String(error),
  );
  expect(failure).not.toBe('unexpected');
});
