import { afterAll, beforeAll, expect, it } from 'vitest';
import { context } from '#tests/unit/support/district-file.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
beforeAll(async () => {
  world = await aPracticeHost();
});
afterAll(() => world.end());

it('a whole school over many days is marked and taken back in steps: what is read meanwhile is answered before', async () => {
  const file = world.host.district.open?.file;
  if (!file) throw new Error('The practice district is open.');
  const marks = world
    .rows<{ enrollmentId: string; date: string }>(
      `SELECT e.id AS enrollmentId, d.date FROM enrollment e JOIN calendarDay d ON d.calendarId = e.calendarId
        WHERE d.kind = 'instruction' AND e.noShow = 0 AND d.date >= e.startDate AND (e.endDate IS NULL OR d.date <= e.endDate)
          AND d.date BETWEEN '2026-11-02' AND '2026-11-13' ORDER BY d.date, e.id LIMIT 400`,
    )
    .map((one) => ({ ...one, block: null, code: 'SA' }));
  expect(marks.length).toBeGreaterThan(200);
  const before = world.rows(
    'SELECT enrollmentId, date, block, source, code FROM attendanceMark WHERE code IS NOT NULL ORDER BY 1, 2, 3, 4',
  );
  const answers: string[] = [];
  const marking = world.call('attendance.mark', { marks }).then((answer) => {
    answers.push('marked');
    return answer;
  });
  await world.call('attendance.codes', { date: '2026-11-02' }).then(() => answers.push('read'));
  expect(file.longWork).toBeDefined();
  const { undo, rows } = await marking;
  expect(answers).toEqual(['read', 'marked']);
  expect(rows).toHaveLength(marks.length);
  // A change that comes meanwhile waits for its turn, and both are kept.
  const back = world.call('attendance.mark', { marks: undo });
  const other = world.call('people.add-staff', { lastName: 'Coulee', firstName: 'Rose' });
  await Promise.all([back, other]);
  expect(
    world.rows(
      'SELECT enrollmentId, date, block, source, code FROM attendanceMark WHERE code IS NOT NULL ORDER BY 1, 2, 3, 4',
    ),
  ).toEqual(before);
  expect(world.rows("SELECT 1 FROM person WHERE lastName = 'Coulee'")).toHaveLength(1);
});

it('nothing of it is kept where one mark cannot be', async () => {
  const [stay] = world.rows<{ id: string }>(
    'SELECT e.id FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId WHERE y.endYear = 2027 AND e.endDate IS NULL AND e.noShow = 0 ORDER BY e.id',
  );
  const day = (date: string) => ({ enrollmentId: stay?.id, date, block: null, code: 'AU' });
  const marks = [...Array.from({ length: 40 }, () => day('2026-11-16')), day('2026-11-14')];
  const count = () => world.rows('SELECT 1 FROM auditLine').length;
  const before = count();
  await expect(world.call('attendance.mark', { marks })).rejects.toMatchObject({ kind: 'conflict' });
  expect(count()).toBe(before);
  world.host.district.open?.file.write(context, () => undefined);
});
