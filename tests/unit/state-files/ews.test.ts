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
