import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contractPage, guidePage } from '#scripts/documenting/pages.ts';
import { wirePage } from '#scripts/documenting/wire-page.ts';

test.each([
  ['contract.md', contractPage],
  ['user-guide.md', guidePage],
  ['sync-wire.md', wirePage],
])('docs/%s says what the program does (node scripts/write-docs.ts writes it anew)', (name, page) => {
  expect(readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')).toBe(page());
});
