import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import standard from '#resources/standards/one-roster.json' with { type: 'json' };
import { anImportHost, type ImportHost } from '#tests/unit/support/import-host.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let office: PracticeHost;
let other: ImportHost;
beforeAll(async () => {
  office = await aPracticeHost();
  other = await anImportHost();
});
afterAll(async () => {
  await office.end();
  await other.end();
});

type Line = Record<string, string>;

describe.each(['1.1', '1.2'] as const)('OneRoster %s', (version) => {
  const files = new Map<string, Line[]>();
  let heads: Record<string, string[]> = {};
  let path = '';
  beforeAll(async () => {
    path = join(office.folder, `or-${version}.zip`);
    await office.call('exports.one-roster', { version, endYear: 2027, path });
    const zip = unzipSync(readFileSync(path));
    heads = {};
    for (const [name, bytes] of Object.entries(zip)) {
      const table = parse(Buffer.from(bytes)) as string[][];
      heads[name] = table[0] ?? [];
      files.set(name.replace('.csv', ''), parse(Buffer.from(bytes), { columns: true }) as Line[]);
    }
  });
  const of = (name: string): Line[] => files.get(name) ?? [];

  test('has the files its manifest speaks of, at the root, with the columns in order', () => {
    const { manifest, files: columns } = standard.versions[version];
    const said = Object.fromEntries(of('manifest').map((row) => [row.propertyName, row.value]));
    expect(said['oneroster.version']).toBe(version);
    for (const name of manifest) expect(said[`file.${name}`]).toBe(files.has(name) ? 'bulk' : 'absent');
    for (const [name, head] of Object.entries(heads))
      if (name !== 'manifest.csv')
        expect(head).toEqual((columns as Record<string, string[]>)[name.replace('.csv', '')]);
  });

  test('names only what is there: every id that is pointed at stands in its file', () => {
    const ids = (name: string): Set<string | undefined> => new Set(of(name).map((row) => row.sourcedId));
    const [orgs, users, classes, courses, sessions] = [
      'orgs',
      'users',
      'classes',
      'courses',
      'academicSessions',
    ].map(ids);
    for (const row of of('classes')) {
      expect(courses).toContain(row.courseSourcedId);
      expect(orgs).toContain(row.schoolSourcedId);
      for (const term of (row.termSourcedIds ?? '').split(',')) expect(sessions).toContain(term);
    }
    for (const row of of('enrollments')) {
      expect(classes).toContain(row.classSourcedId);
      expect(users).toContain(row.userSourcedId);
      if (row.role === 'student') expect(row.primary).toBe('false');
    }
    for (const row of of('users'))
      for (const agent of (row.agentSourcedIds ?? '').split(',').filter(Boolean))
        expect(users).toContain(agent);
    for (const row of of('demographics')) expect(users).toContain(row.sourcedId);
    if (version === '1.2') {
      const withRole = new Set(of('roles').map((row) => row.userSourcedId));
      for (const row of of('users')) expect(withRole).toContain(row.sourcedId);
    }
  });

  test('is a bulk export: ids once, no status, real dates, true and false', () => {
    for (const [name, rows] of files) {
      if (name === 'manifest') continue;
      expect(new Set(rows.map((row) => row.sourcedId)).size, name).toBe(rows.length);
      for (const row of rows) {
        expect(row.status).toBe('');
        expect(row.dateLastModified).toBe('');
        for (const [column, value] of Object.entries(row)) {
          if (/Date$/.test(column) && value) expect(value).toMatch(/^\d{4}-\d{2}-\d{2}$/);
          if (['white', 'primary', 'enabledUser'].includes(column) && value)
            expect(['true', 'false']).toContain(value);
        }
      }
    }
  });

  test('written twice is the same to the byte', async () => {
    const again = join(office.folder, `or-${version}-again.zip`);
    await office.call('exports.one-roster', { version, endYear: 2027, path: again });
    expect(readFileSync(again).equals(readFileSync(path))).toBe(true);
  });

  test('is read by our own import without a problem', async () => {
    const answer = await other.preview('oneroster', path);
    expect(answer.problems).toEqual([]);
    expect(answer.added).toBeGreaterThan(100);
  });
});
