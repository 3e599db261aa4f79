import { nameOrder } from '#domain/people/names.ts';

/**
 * Sorts people ("Last, First") by name where the list was put together here. One that comes out of SQL as it is has
 * `ORDER BY nameOrder(…)`, the same rule. Equal names keep their order.
 */
export function inNameOrder<R extends { readonly name: string }>(rows: readonly R[]): R[] {
  return rows
    .map((row) => ({ row, key: nameOrder(row.name) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}
