import { expect, it } from 'vitest';
import { codeTable, isUnexplained } from '#domain/attendance/code-table.ts';
import { thresholdsOf } from '#domain/attendance/thresholds.ts';
import type { Row } from '#domain/sync/registry.ts';
import { thresholds } from '#tests/unit/attendance/attendance-fixtures.ts';

const row = (code: string, fromYear: number | null, toYear: number | null): Row<'attendanceCode'> => ({
  id: code,
  code,
  label: code,
  keyLetter: null,
  absent: 1,
  excuse: null,
  byMinutes: 0,
  fromYear,
  toYear,
});

it('knows a code only in its years', () => {
  const rows = [row('OLD', null, 2025), row('NOW', 2026, null), row('ALL', null, null)];
  expect([...codeTable(rows, 2025).keys()]).toEqual(['OLD', 'ALL']);
  expect([...codeTable(rows, 2026).keys()]).toEqual(['NOW', 'ALL']);
});

it('takes an absence without excuse class as unexplained', () => {
  expect(isUnexplained({ absent: 1, excuse: null, byMinutes: 0 })).toBe(true);
  expect(isUnexplained({ absent: 1, excuse: 'E', byMinutes: 0 })).toBe(false);
  expect(isUnexplained({ absent: 0, excuse: null, byMinutes: 0 })).toBe(false);
});

it('picks the thresholds of the year and refuses to guess', () => {
  const old = { ...thresholds, fromYear: 2010, toYear: 2017 };
  expect(thresholdsOf([old, thresholds], 2017)).toBe(old);
  expect(thresholdsOf([old, thresholds], 2027)).toBe(thresholds);
  expect(() => thresholdsOf([old], 2027)).toThrow('ends in 2027');
  expect(() => thresholdsOf([old, thresholds], 2009)).toThrow(/begin with the one that ends in 2010/);
});
