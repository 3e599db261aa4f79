import { foldName } from '#domain/people/names.ts';

/**
 * Sorts lists of people as a paper roster does: Çedarlı stands with C, ʻŌhiʻa with O. SQLite sorts by bytes, so every
 * list of names ("Last, First") passes through here. Equal names keep their order.
 */
export function inNameOrder<R extends { readonly name: string }>(rows: readonly R[]): R[] {
  return rows
    .map((row) => ({ row, key: row.name.split(', ').map(foldName).join('\u0001') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}
