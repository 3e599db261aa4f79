import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixPlace } from '#db/sync/fix-place.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
beforeAll(async () => {
  world = await aPracticeHost();
});
afterAll(() => world.end());
const place = (type: string, id: string | undefined, field: string): string =>
  fixPlace({ rows: world.rows } as unknown as Parameters<typeof fixPlace>[0], type, id ?? '', field);
const first = (text: string): Record<string, string> => world.rows<Record<string, string>>(text)[0] ?? {};

test('an enrollment, its facts and a program record open their own form on the pupil’s page', () => {
  const stay = first('SELECT id, studentId FROM enrollment ORDER BY id LIMIT 1');
  expect(place('enrollment', stay.id, 'startStatus')).toBe(
    `/people/${stay.studentId}?fix=enrollment.startStatus&record=${stay.id}`,
  );
  const program = first('SELECT id, studentId FROM programRecord ORDER BY id LIMIT 1');
  expect(place('programRecord', program.id, 'detail')).toBe(
    `/people/${program.studentId}?fix=programRecord.detail&record=${program.id}`,
  );
});

test('a day, a calendar, bells and a school open the calendar they belong to', () => {
  const day = first(
    "SELECT id, calendarId, date FROM calendarDay WHERE kind = 'instruction' ORDER BY id LIMIT 1",
  );
  expect(place('calendarDay', day.id, 'kind')).toBe(
    `/calendar?calendar=${day.calendarId}&date=${day.date}&fix=calendarDay.kind`,
  );
  expect(place('calendar', day.calendarId, 'name')).toBe(
    `/calendar?calendar=${day.calendarId}&fix=calendar.name`,
  );
  const bells = first('SELECT id, calendarId FROM bellSchedule ORDER BY id LIMIT 1');
  expect(place('bellSchedule', bells.id, 'name')).toBe(
    `/calendar?calendar=${bells.calendarId}&fix=bellSchedule.name`,
  );
  const school = first('SELECT id FROM school ORDER BY number LIMIT 1');
  expect(place('school', school.id, 'zip')).toMatch(/^\/calendar\?calendar=[0-9a-f-]+&fix=school\.zip$/);
});

test('a room or class and a course open on their screen', () => {
  const section = first('SELECT id FROM section ORDER BY id LIMIT 1');
  expect(place('section', section.id, 'name')).toBe(`/classes?section=${section.id}&fix=section.name`);
  const course = first('SELECT id FROM course ORDER BY id LIMIT 1');
  expect(place('course', course.id, 'name')).toBe(`/classes?course=${course.id}&fix=course.name`);
});

test('a record that is gone leads to the list of what waits', () => {
  expect(place('calendarDay', '00000000-0000-4000-8000-000000000000', 'kind')).toBe('/state');
});
