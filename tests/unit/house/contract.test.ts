import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, entryNames } from '#electron/contract/contract.ts';
import { handlers } from '#electron/data-process/handlers/handlers.ts';

test('every entry has a handler, and nothing else has one', () => {
  expect(Object.keys(handlers).sort()).toEqual([...entryNames].sort());
});

test.each(entryNames)(
  '%s can be described, names who may call it, and refuses fields it does not know',
  (name) => {
    const entry = contract[name];
    expect(() => z.toJSONSchema(entry.input, { io: 'input', unrepresentable: 'any' })).not.toThrow();
    expect(entry.about.length).toBeGreaterThan(10);
    if (entry.roles !== 'anyone') expect(entry.roles.length).toBeGreaterThan(0);
    expect(entry.input.safeParse({ surelyNotAField: 1 }).success).toBe(false);
  },
);

test('only what must work before anybody has signed in is open to anyone', () => {
  expect(entryNames.filter((name) => contract[name].roles === 'anyone').sort()).toEqual([
    'accounts.recover',
    'accounts.sign-in',
    'accounts.sign-out',
    'district.create',
    'district.join',
    'district.open-sample',
    'district.status',
  ]);
});
