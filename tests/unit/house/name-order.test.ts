// SQLite sorts by bytes: "Çedarlı" would stand after "Zed", "de Groot" too. Lists that people read go by `nameOrder`.
import { expect, it } from 'vitest';
import { sourceFiles } from '#tests/unit/house/source-files.ts';

/** In the order of State IDs or of what was certified: read by programs, and the same bytes each time. */
const BY_BYTES = [
  /^db\/state-files\//,
  /^db\/collections\/collection-content\.ts$/,
  /^db\/enrollment\/enrolled-on\.ts$/,
];

/** What stands between ORDER BY and the end of its text or of its subquery; calls may have calls in them. */
const ordering = /ORDER BY((?:[^`"'()]|\((?:[^()]|\([^()]*\))*\))*)/g;
const byRule = /nameOrder\((?:[^()]|\([^()]*\))*\)/g;

const sortsNamesByBytes = (text: string): boolean =>
  [...text.matchAll(ordering)].some(([order]) => /\b(?:last|first)Name\b/.test(order.replace(byRule, '')));

it('sorts people as a paper roster does, wherever SQL sorts them', () => {
  const wrong = sourceFiles()
    .filter(({ path }) => /^(?:db|electron)\//.test(path) && !BY_BYTES.some((own) => own.test(path)))
    .filter(({ text }) => sortsNamesByBytes(text))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});

it('would notice a list that sorts by bytes', () => {
  expect(sortsNamesByBytes('`SELECT * FROM person p ORDER BY p.lastName, p.id`')).toBe(true);
  expect(
    sortsNamesByBytes(
      '`SELECT * FROM person p ORDER BY nameOrder(p.lastName, coalesce(p.a, p.firstName)), p.id`',
    ),
  ).toBe(false);
});
