import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

type Body = Record<string, unknown> & { studentReference?: { studentUniqueId: string } };

let office: PracticeHost;
let resources: Record<string, Body[]>;
beforeAll(async () => {
  office = await aPracticeHost();
  const path = join(office.folder, 'ed-fi.json');
  const told = await office.call('exports.ed-fi', { endYear: 2027, path });
  resources = JSON.parse(readFileSync(path, 'utf8')) as typeof resources;
  expect(told.rows).toEqual(
    Object.fromEntries(Object.entries(resources).map(([name, list]) => [name, list.length])),
  );
  expect(told.leftOut[0]).toMatch(/without a State ID/);
});
afterAll(() => office.end());

const of = (name: string): Body[] => resources[name] ?? [];

test('every association names a pupil that is there, and natural keys stand once', () => {
  const pupils = new Set(of('students').map((body) => body.studentUniqueId));
  expect(pupils.size).toBe(of('students').length);
  for (const [name, list] of Object.entries(resources))
    for (const body of list)
      if (body.studentReference) expect(pupils, name).toContain(body.studentReference.studentUniqueId);
  const keys = of('studentSchoolAttendanceEvents').map(
    ({ studentReference, eventDate, attendanceEventCategoryDescriptor, schoolReference }) =>
      JSON.stringify([studentReference, eventDate, attendanceEventCategoryDescriptor, schoolReference]),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test('nothing empty is written, and every descriptor is a right address', () => {
  const walk = (value: unknown): void => {
    expect(value).not.toBeNull();
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        if (key.endsWith('Descriptor')) expect(inner).toMatch(/^uri:\/\/ed-fi\.org\/\w+Descriptor#./);
        walk(inner);
      }
  };
  walk(resources);
});

test('days missed in events are what the attendance summary says was missed', async () => {
  const rows = await office.call('attendance.summary', { from: '2026-07-01', to: '2027-06-30' });
  const missed = rows
    .filter(({ stateId }) => stateId !== null)
    .reduce((sum, row) => sum + row.daysEnrolled - Number(row.adaDaysPresent), 0);
  const said = of('studentSchoolAttendanceEvents').reduce((sum, body) => sum + Number(body.eventDuration), 0);
  expect(said).toBeCloseTo(missed, 0);
});
