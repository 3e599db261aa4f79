import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let office: PracticeHost;
beforeAll(async () => {
  office = await aPracticeHost();
});
afterAll(() => office.end());

test('the early-warning extract has a row for each primary enrollment from grade 6 on, no names, and rates that are right', async () => {
  const path = join(office.folder, 'ews.csv');
  const told = await office.call('exports.early-warning', { date: '2026-11-20', path });
  const rows = parse(readFileSync(path), { columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(told.rows);
  expect(rows.length).toBeGreaterThan(15);
  const summary = await office.call('attendance.summary', { from: '2026-07-01', to: '2026-11-20' });
  const names = office.rows<{ lastName: string }>('SELECT lastName FROM person WHERE length(lastName) > 4');
  const text = readFileSync(path, 'utf8');
  for (const { lastName } of names) expect(text).not.toContain(lastName);
  for (const row of rows) {
    const own = summary.filter(({ stateId }) => stateId === row.stateId);
    const rates = own.map((one) => (Number(one.adaDaysPresent) / one.daysEnrolled).toFixed(4));
    expect(rates).toContain(row.attendanceRate);
  }
});

test('whoever is left out is named with the reason: no State ID, an excluded calendar, grade or enrollment', async () => {
  const write = async (name: string) =>
    office.call('exports.early-warning', { date: '2026-11-20', path: join(office.folder, name) });
  const before = await write('before.csv');
  const one = office.rows<{
    calendarId: string;
    grade: string;
    studentId: string;
    schoolNumber: string;
    n: number;
  }>(
    `SELECT e.calendarId, e.grade, min(e.studentId) AS studentId, s.number AS schoolNumber, count(*) AS n FROM enrollment e
      JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId JOIN school s ON s.id = e.schoolId
      WHERE y.endYear = 2027 AND e.grade = '11' AND e.serviceType = 'P' AND e.noShow = 0 AND e.extracurricularOnly = 0
        AND e.startDate <= '2026-11-20'`,
  )[0];
  if (!one) throw new Error('The practice district has a grade 11.');
  await office.call('school.save-reporting', {
    calendarId: one.calendarId,
    excluded: false,
    excludedGrades: [one.grade],
    reason: 'A program of its own',
  });
  const after = await write('after.csv');
  const told = (reason: RegExp) => after.leftOut.filter((pupil) => reason.test(pupil.reason));
  expect(told(/^Grade 11 of the calendar is left out/)).toHaveLength(one.n);
  expect(after.leftOut.map(({ studentId }) => studentId)).toContain(one.studentId);
  expect(after.leftOut.every(({ name, reason }) => name !== '' && reason.endsWith('.'))).toBe(true);
  expect(after.rows + after.leftOut.length).toBe(before.rows + before.leftOut.length);
  const short = await office.call('exports.early-warning', {
    date: '2026-11-20',
    school: one.schoolNumber.replace(/^0+/, ''),
    path: join(office.folder, 'short.csv'),
  });
  expect(short.leftOut).toHaveLength(
    told(/^Grade 11/).length + short.leftOut.filter(({ reason }) => !/^Grade 11/.test(reason)).length,
  );
  expect(short.rows + short.leftOut.length).toBeGreaterThan(0);
});
