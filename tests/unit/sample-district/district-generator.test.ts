import { describe, expect, it } from 'vitest';
import { overlappingEnrollments } from '#domain/enrollment/overlap.ts';
import { indexCalendar } from '#domain/school/calendar-index.ts';
import { minutesOf, schoolDays } from '#domain/school/school-day.ts';
import { iepDateProblems } from '#domain/special-education/iep-dates.ts';
import { missingForComplete } from '#domain/special-education/iep-status.ts';
import { generateDistrict } from '#scripts/district-generator/district.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import { DistrictRows } from '#scripts/sample-district/district-rows.ts';
import { registryProblems } from '#tests/unit/sample-district/registry-check.ts';

const base: DistrictOptions = {
  seed: 7,
  students: 120,
  years: 2,
  endYear: 2027,
  today: '2026-11-23',
  attendance: true,
};

describe.each<Partial<DistrictOptions>>([
  {},
  { students: 1, years: 1 },
  { students: 9, years: 3 },
  { students: 30, years: 1, seed: 99 },
  { students: 400, years: 1, seed: 5 },
  { today: '2027-07-15' },
  { today: '2026-08-20' },
])('a district of %o', (change) => {
  const options = { ...base, ...change };
  const generated = [...generateDistrict(options)];
  const rows = new DistrictRows(generated);

  it('is valid by the registry, parents before children', () => {
    expect(registryProblems(generated).slice(0, 5)).toEqual([]);
  });

  it('has the pupils asked for in the last year', () => {
    const calendars = new Set(
      rows
        .of('calendar')
        .filter(({ schoolYearId }) => rows.get('schoolYear', schoolYearId).endYear === options.endYear)
        .map(({ id }) => id),
    );
    const here = rows.of('enrollment').filter(({ calendarId }) => calendars.has(calendarId));
    expect(new Set(here.map(({ studentId }) => studentId)).size).toBe(options.students);
  });

  it('keeps the rules: no overlaps, dates in order, marks only in the enrollment and the past', () => {
    for (const { id } of rows.of('person')) {
      const ofOne = rows.of('enrollment').filter(({ studentId }) => studentId === id);
      expect(overlappingEnrollments(ofOne)).toEqual([]);
    }
    for (const { startDate, endDate } of rows.of('enrollment'))
      if (endDate !== null) expect(endDate >= startDate).toBe(true);
    for (const mark of rows.of('attendanceMark')) {
      const { startDate, endDate } = rows.get('enrollment', mark.enrollmentId);
      expect(mark.date >= startDate && mark.date < options.today && (!endDate || mark.date <= endDate)).toBe(
        true,
      );
    }
  });

  it('has plans that may be locked', () => {
    for (const plan of rows.of('iep')) {
      expect(iepDateProblems(plan)).toEqual([]);
      const services = rows.of('iepService').filter(({ iepId }) => iepId === plan.id);
      if (plan.status === 'locked') expect(missingForComplete(plan, services)).toEqual([]);
    }
  });

  it('offers the hours the state asks for', () => {
    const least: Record<string, number> = { '101': 1080, '102': 360, '103': 720, '201': 1080 };
    for (const calendar of rows.of('calendar')) {
      const days = rows.of('calendarDay').filter(({ calendarId }) => calendarId === calendar.id);
      const index = indexCalendar(schoolDays(days, rows.of('bellBlock')));
      let minutes = 0;
      for (const { blocks } of index.dayOn.values()) minutes += minutesOf(blocks);
      // Passing time counts too; four minutes after each of six periods.
      if (calendar.number === '201') minutes += index.dates.length * 24;
      expect(minutes / 60).toBeGreaterThanOrEqual(least[calendar.number] ?? 0);
      expect(index.dates.length).toBeGreaterThanOrEqual(170);
      expect(index.dates.length).toBeLessThanOrEqual(182);
      expect(days.filter(({ kind }) => kind === 'pir').length).toBeLessThanOrEqual(7);
    }
  });
});

it('depends on nothing but its options', () => {
  const once = JSON.stringify([...generateDistrict({ ...base, students: 40 })]);
  expect(JSON.stringify([...generateDistrict({ ...base, students: 40 })])).toBe(once);
  expect(JSON.stringify([...generateDistrict({ ...base, students: 40, seed: 8 })])).not.toBe(once);
});

it('makes no attendance when none is wanted', () => {
  const types = new Set([...generateDistrict({ ...base, attendance: false })].map(({ type }) => type));
  expect(types.has('attendanceMark')).toBe(false);
  expect(types.has('attendanceTaken')).toBe(false);
});
