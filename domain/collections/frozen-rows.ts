/** One row of a collection as it was certified: what tells it from others, and its values as text. */
export interface FrozenRow {
  /** Stays the same while the row is about the same enrollment or record. */
  readonly key: string;
  /** Who or what it is about, in words. */
  readonly title: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface FrozenContent {
  readonly rows: readonly FrozenRow[];
  readonly totals: readonly { readonly label: string; readonly value: string }[];
}

export interface FrozenDifference {
  readonly kind: 'added' | 'gone' | 'changed';
  readonly title: string;
  readonly fields: readonly { readonly field: string; readonly before: string; readonly after: string }[];
}

/** The one form of a content that is hashed: rows by key, fields by name. The same content gives the same text. */
export function canonicalContent(content: FrozenContent): string {
  const rows = content.rows
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ key, title, values }) => [
      key,
      title,
      Object.entries(values).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    ]);
  return JSON.stringify([rows, content.totals.map(({ label, value }) => [label, value])]);
}

/** What has changed since, row by row. Empty when nothing has. */
export function differencesSince(then: FrozenContent, now: FrozenContent): readonly FrozenDifference[] {
  const before = new Map(then.rows.map((row) => [row.key, row]));
  const after = new Map(now.rows.map((row) => [row.key, row]));
  const found: FrozenDifference[] = [];
  for (const [key, row] of after) {
    const old = before.get(key);
    if (!old) {
      found.push({ kind: 'added', title: row.title, fields: [] });
      continue;
    }
    const names = [...new Set([...Object.keys(old.values), ...Object.keys(row.values)])].sort();
    const fields = names
      .filter((name) => (old.values[name] ?? '') !== (row.values[name] ?? ''))
      .map((field) => ({ field, before: old.values[field] ?? '', after: row.values[field] ?? '' }));
    if (fields.length > 0 || old.title !== row.title)
      found.push({ kind: 'changed', title: row.title, fields });
  }
  for (const [key, row] of before)
    if (!after.has(key)) found.push({ kind: 'gone', title: row.title, fields: [] });
  return found.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
}
