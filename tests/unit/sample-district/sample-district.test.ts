import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readStateId } from '#domain/people/state-id.ts';
import en from '#resources/layouts/aim-en.json' with { type: 'json' };
import sd from '#resources/layouts/aim-sd.json' with { type: 'json' };
import { generateDistrict } from '#scripts/district-generator/district.ts';
import { DistrictRows } from '#scripts/sample-district/district-rows.ts';
import { sampleFiles } from '#scripts/sample-district/sample-files.ts';
import { SAMPLE } from '#scripts/sample-district/sample-options.ts';

const folder = fileURLToPath(new URL('../../../resources/sample-district/', import.meta.url));
const files = sampleFiles();
const rows = new DistrictRows([...generateDistrict(SAMPLE)]);

describe('the sample district', () => {
  it('is what the generator writes, byte for byte', () => {
    const there = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').slice(folder.length).replace(/^\//, ''),
      );
    expect(there.sort()).toEqual([...files.keys()].sort());
    for (const [name, text] of files)
      expect(readFileSync(`${folder}/${name}`, 'utf8') === text, name).toBe(true);
  });

  it('has two legal districts in one school system, 64 pupils and every uncommon story', () => {
    expect(rows.of('district').map(({ number, legalEntity }) => [number, legalEntity])).toEqual([
      ['9990', '9901'],
      ['9990', '9902'],
    ]);
    expect(rows.of('demographics')).toHaveLength(64);
    const enrollments = rows.of('enrollment');
    expect(enrollments.some(({ noShow }) => noShow === 1)).toBe(true);
    expect(enrollments.some(({ extracurricularOnly }) => extracurricularOnly === 1)).toBe(true);
    expect(enrollments.some(({ endStatus }) => endStatus === '105')).toBe(true);
    for (const status of ['02', '03', '60'])
      expect(enrollments.some(({ startStatus }) => startStatus === status)).toBe(true);
    expect(rows.of('programRecord').some(({ program }) => program === 'MIL')).toBe(true);
    const grades = new Set(enrollments.map(({ grade }) => grade));
    for (const grade of ['PK', 'KH', 'KF', '01', '08', '09', '12']) expect(grades).toContain(grade);
  });

  it('closes one day for snow and keeps today open', () => {
    const closed = rows.of('calendarDay').filter(({ kind }) => kind === 'closed');
    expect(new Set(closed.map(({ date }) => date))).toEqual(new Set(['2026-11-12']));
    expect(rows.of('attendanceTaken').some(({ date }) => date === SAMPLE.today)).toBe(false);
    expect(rows.of('attendanceTaken').some(({ date }) => date === '2026-11-20')).toBe(true);
  });

  it('has one pupil absent more than ten days through the fall count date', () => {
    const days = rows.of('enrollment').map(({ id }) => {
      const ill = rows
        .of('attendanceMark')
        .filter(
          ({ enrollmentId, code, date }) => enrollmentId === id && code === 'AE' && date >= '2026-09-18',
        );
      return new Set(ill.map(({ date }) => date).filter((date) => date <= '2026-10-05')).size;
    });
    expect(Math.max(...days)).toBeGreaterThanOrEqual(11);
  });
});

describe('its import files', () => {
  const lines = (name: string): string[][] =>
    (files.get(name) ?? '')
      .split('\r\n')
      .slice(0, -1)
      .map((line) => line.split('\t'));

  it.each([
    ['sd.tsv', sd],
    ['en.tsv', en],
  ])('%s follows its layout', (name, layout) => {
    const [header, ...records] = lines(name);
    expect(header).toEqual(['HD', '11/23/2026', '08:00:00', 'MT9.1']);
    expect(records.length).toBeGreaterThan(60);
    for (const record of records) {
      expect(record).toHaveLength(layout.fields.length);
      layout.fields.forEach((field, at) => {
        const value = record[at] ?? '';
        if (field.required) expect(value, `${name} ${field.name}`).not.toBe('');
        if (field.maxLength !== null) expect(value.length).toBeLessThanOrEqual(field.maxLength);
      });
    }
  });

  it('has one pupil whose state ID is pending', () => {
    const ids = lines('sd.tsv')
      .slice(1)
      .map((record) => record[2] ?? '');
    expect(ids).toHaveLength(64);
    expect(ids.filter((id) => id === '')).toHaveLength(1);
    expect(ids.filter(Boolean).every((id) => readStateId(id).ok && id.startsWith('00'))).toBe(true);
    expect(new Set(ids).size).toBe(64);
  });

  it('has rosters whose references all lead somewhere', () => {
    const table = (name: string): Record<string, string>[] =>
      parse(files.get(`oneroster-1.1/${name}.csv`) ?? '', { columns: true });
    const ids = (name: string) => new Set(table(name).map(({ sourcedId }) => sourcedId));
    const [orgs, sessions, courses, classes, users] = [
      'orgs',
      'academicSessions',
      'courses',
      'classes',
      'users',
    ].map(ids);
    for (const row of table('classes')) {
      expect(courses).toContain(row.courseSourcedId);
      expect(sessions).toContain(row.termSourcedIds);
    }
    for (const row of table('enrollments')) {
      expect(classes).toContain(row.classSourcedId);
      expect(users).toContain(row.userSourcedId);
    }
    for (const row of table('users')) {
      for (const org of (row.orgSourcedIds ?? '').split(',')) expect(orgs).toContain(org);
      for (const agent of (row.agentSourcedIds ?? '').split(',').filter(Boolean))
        expect(users).toContain(agent);
    }
    expect(new Set(table('users').map(({ username }) => username)).size).toBe(users?.size);
  });

  it('reads as calendar and attendance tables', () => {
    const calendar = parse(files.get('calendar.csv') ?? '', { columns: true }) as Record<string, string>[];
    expect(calendar.filter((row) => row.calendar_number === '101' && row.instruction === 'Y')).toHaveLength(
      179,
    );
    const attendance = parse(files.get('attendance.csv') ?? '', { columns: true }) as Record<
      string,
      string
    >[];
    expect(attendance.length).toBeGreaterThan(200);
    expect(attendance.every((row) => (row.date ?? '') < SAMPLE.today)).toBe(true);
  });
});
