import { stringify } from 'csv-stringify/sync';
import { zipSync } from 'fflate';
import { oneRosterRows } from '#db/state-files/one-roster-tables.ts';
import type { Reader } from '#db/system/connection.ts';
import standard from '#resources/standards/one-roster.json' with { type: 'json' };

export type OneRosterVersion = '1.1' | '1.2';

/** The name of one data file, as the standard has it. */
export type OneRosterFile = keyof (typeof standard.versions)['1.2']['files'];
export type OneRosterRow = Readonly<Record<string, string>>;

/** Every entry of the zip carries this time, so that the same records give the same bytes. */
const ZIP_TIME = new Date(1980, 0, 1, 0, 0, 0);

/**
 * A bulk export as the standard wants it: CSV files at the root of a zip, columns in order, status and dateLastModified
 * blank, every sourcedId that is named is there. Source: OneRoster CSV 1.1 and 1.2.1.
 */
export function oneRosterZip(
  reader: Reader,
  version: OneRosterVersion,
  scope: { endYear: number },
): { zip: Uint8Array; rows: Readonly<Record<string, number>> } {
  const { manifest, manifestVersion, files } = standard.versions[version];
  const rows = oneRosterRows(reader, version, scope);
  const columns = files as Readonly<Record<string, readonly string[]>>;
  const present = Object.keys(columns).filter((name) => rows.has(name));
  const csv = (head: readonly string[], lines: readonly (readonly string[])[]): Uint8Array =>
    new TextEncoder().encode(stringify([head, ...lines], { record_delimiter: '\r\n' }));
  const entries: Record<string, Uint8Array> = {
    'manifest.csv': csv(
      ['propertyName', 'value'],
      [
        ['manifest.version', manifestVersion],
        ['oneroster.version', version],
        ...manifest.map((name) => [`file.${name}`, present.includes(name) ? 'bulk' : 'absent']),
        ['source.systemName', 'Hi-Line'],
        ['source.systemCode', 'hi-line'],
      ],
    ),
  };
  for (const name of present) {
    const head = columns[name] ?? [];
    entries[`${name}.csv`] = csv(
      head,
      (rows.get(name) ?? []).map((row) => head.map((column) => row[column] ?? '')),
    );
  }
  return {
    zip: zipSync(entries, { mtime: ZIP_TIME, level: 9 }),
    rows: Object.fromEntries(present.map((name) => [name, rows.get(name)?.length ?? 0])),
  };
}
