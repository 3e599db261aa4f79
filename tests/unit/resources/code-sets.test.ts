import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordTypes } from '#domain/sync/registry.ts';
import { codeOf, codeProblem, codesOn, labelOf } from '#domain/system/code-set.ts';
import attendanceCodes from '#resources/attendance/codes.json' with { type: 'json' };
import program from '#resources/code-sets/program.json' with { type: 'json' };
import startStatus from '#resources/code-sets/start_status.json' with { type: 'json' };

interface SetFile {
  name: string;
  title: string;
  authority: string;
  codeAuthority: string;
  exportReady: string;
  values: { code: string; label: string; authority: string; detailSet?: string; requires?: string }[];
}
const folder = new URL('../../../resources/code-sets/', import.meta.url);
const files = readdirSync(folder).sort();
const sets = new Map(
  files.map((file) => {
    const set = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as SetFile;
    return [set.name, set] as const;
  }),
);

describe('every code set', () => {
  it.each(files)('%s says whose it is and repeats no code', (file) => {
    const set = sets.get(file.replace('.json', ''));
    if (!set) throw new Error(`${file} does not carry the name of its file`);
    expect(['S', 'L', 'D']).toContain(set.authority);
    expect(['S', 'L', 'D']).toContain(set.codeAuthority);
    expect(['yes', 'confirm', 'no']).toContain(set.exportReady);
    expect(new Set(set.values.map(({ code }) => code)).size).toBe(set.values.length);
    for (const value of set.values) {
      expect(value.code.trim()).toBe(value.code);
      expect(value.label).toBeTruthy();
      expect(['S', 'L', 'D']).toContain(value.authority);
    }
  });

  it('exists for every coded field of the registry', () => {
    const named = recordTypes.flatMap((type) =>
      Object.values(type.fields).flatMap(({ codeSet }) => codeSet ?? []),
    );
    expect(named.filter((name) => !sets.has(name))).toEqual([]);
  });

  it('exists for every program detail', () => {
    const named = program.values.flatMap((value) => ('detailSet' in value ? [value.detailSet] : []));
    expect(named.filter((name) => !sets.has(name))).toEqual([]);
  });
});

it('agrees with the default attendance codes', () => {
  const set = sets.get('attendance_code');
  expect(attendanceCodes.codes.map(({ code }) => code).sort()).toEqual(
    set?.values.map(({ code }) => code).sort(),
  );
  const known = new Set(attendanceCodes.codes.map(({ code }) => code));
  for (const key of attendanceCodes.keys) if (key.code) expect(known.has(key.code)).toBe(true);
});

it('shows unknown codes raw and knows when a code was in use', () => {
  expect(labelOf(startStatus, '06')).toBe('Transfer from an out-of-state school');
  expect(labelOf(startStatus, '77')).toBe('77');
  expect(codeOf(startStatus, '77')).toBeUndefined();
  expect(codeProblem(program, 'SES', '2026-09-01')).toBe(
    '"SES Supplemental educational services" was not in use on that date.',
  );
  expect(codeProblem(program, 'GTI', '2026-09-01')).toBeNull();
  expect(codesOn(program, '2015-09-01').length - codesOn(program, '2026-09-01').length).toBe(1);
});
