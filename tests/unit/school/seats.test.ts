import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rosterRows } from '#db/state-files/class-rows.ts';
import { seatProblem, seatWithin } from '#domain/school/seat-rules.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

const stay = { startDate: '2026-08-26', endDate: null };
const left = { startDate: '2026-08-26', endDate: '2026-12-18' };

describe('the days of a seat', () => {
  it.each([
    ['whole', { startDate: '2026-08-26', endDate: null }, stay, [], null],
    ['one day', { startDate: '2026-09-01', endDate: '2026-09-01' }, stay, [], null],
    ['backwards', { startDate: '2026-09-02', endDate: '2026-09-01' }, stay, [], 'endDate'],
    ['before the pupil came', { startDate: '2026-08-25', endDate: null }, stay, [], 'startDate'],
    ['after the pupil left', { startDate: '2026-12-19', endDate: null }, left, [], 'startDate'],
    ['past the last day', { startDate: '2026-09-01', endDate: '2026-12-19' }, left, [], 'endDate'],
    [
      'on the last day of another',
      { startDate: '2026-10-01', endDate: null },
      stay,
      [{ startDate: '2026-09-01', endDate: '2026-10-01' }],
      'startDate',
    ],
    [
      'the day after another',
      { startDate: '2026-10-02', endDate: null },
      stay,
      [{ startDate: '2026-09-01', endDate: '2026-10-01' }],
      null,
    ],
    [
      'before another that goes on',
      { startDate: '2026-09-01', endDate: '2026-09-30' },
      stay,
      [{ startDate: '2026-10-01', endDate: null }],
      null,
    ],
  ] as const)('%s', (_words, seat, of, others, field) => {
    expect(seatProblem(seat, of, others)?.field ?? null).toBe(field);
  });

  it('are those of the list, inside the enrollment', () => {
    expect(seatWithin({ startDate: '2026-08-20', endDate: null }, left)).toEqual(left);
    expect(seatWithin({ startDate: '2026-09-01', endDate: '2026-10-01' }, stay)).toEqual({
      startDate: '2026-09-01',
      endDate: '2026-10-01',
    });
    expect(seatWithin({ startDate: '2026-12-19', endDate: null }, left)).toBeNull();
  });
});

describe('seats in the practice district', () => {
  let world: PracticeHost;
  let classes: { id: string; schoolId: string; block: string | null }[];
  const marksOf = (sectionId: string) =>
    world.rows<{ n: number }>('SELECT count(*) AS n FROM sectionRoster WHERE sectionId = ?', sectionId)[0]?.n;
  const at = async (index: number) => world.call('classes.seats', { sectionId: classes[index]?.id });

  beforeAll(async () => {
    world = await aPracticeHost();
    const { classes: all, blocks } = await world.call('classes.list', { endYear: 2027 });
    const schoolId = all.find(({ kind }) => kind === 'class')?.schoolId ?? all[0]?.schoolId ?? '';
    const block = blocks.find((row) => row.schoolId === schoolId)?.block ?? '';
    const made = [];
    for (const number of ['T-1', 'T-2'])
      made.push(
        (
          await world.call('classes.save-class', {
            schoolId,
            endYear: 2027,
            number,
            name: `Try ${number}`,
            block,
          })
        ).id,
      );
    classes = made.map((id) => ({ id, schoolId, block }));
  });
  afterAll(() => world.end());

  it('seats a whole grade at once, each inside the enrollment, and takes it back whole', async () => {
    const before = await at(0);
    expect(before.seats).toEqual([]);
    const enrollmentIds = before.free.map(({ enrollmentId }) => enrollmentId);
    expect(enrollmentIds.length).toBeGreaterThan(3);
    const { groupId, seated } = await world.call('classes.seat', {
      sectionId: before.sectionId,
      enrollmentIds,
      startDate: before.yearStart,
    });
    expect(seated).toBe(enrollmentIds.length);
    const after = await at(0);
    expect(after.free).toEqual([]);
    for (const seat of after.seats) {
      const own = before.free.find(({ enrollmentId }) => enrollmentId === seat.enrollmentId);
      expect(seat.startDate >= (own?.startDate ?? '')).toBe(true);
      expect(seat.endDate).toBe(own?.endDate ?? null);
    }
    expect(
      (await world.call('classes.list', { endYear: 2027 })).classes.find(({ id }) => id === before.sectionId)
        ?.pupils,
    ).toBe(after.seats.filter(({ startDate }) => startDate <= '2026-11-24').length);
    await world.call('classes.undo-seats', { groupId });
    expect(await at(0)).toEqual(before);
  });

  it('moves pupils from one class of the block to another, and takes that back too', async () => {
    const { free, yearStart } = await at(0);
    const three = free.filter(({ startDate }) => startDate <= '2026-09-01').slice(0, 3);
    const enrollmentIds = three.map(({ enrollmentId }) => enrollmentId);
    await world.call('classes.seat', { sectionId: classes[0]?.id, enrollmentIds, startDate: yearStart });
    const other = await at(1);
    expect(other.free.find(({ enrollmentId }) => enrollmentId === enrollmentIds[0])?.elsewhere).toContain(
      'Try T-1',
    );
    const { groupId, left: gone } = await world.call('classes.seat', {
      sectionId: classes[1]?.id,
      enrollmentIds,
      startDate: '2026-11-02',
      leaveOthers: true,
    });
    expect(gone).toBeGreaterThanOrEqual(3);
    expect((await at(0)).seats.map(({ endDate }) => endDate)).toEqual([
      '2026-11-01',
      '2026-11-01',
      '2026-11-01',
    ]);
    await world.call('classes.undo-seats', { groupId });
    expect((await at(0)).seats.map(({ endDate }) => endDate)).toEqual([null, null, null]);
    expect((await at(1)).seats).toEqual([]);
  });

  it('refuses somebody twice, somebody of another school, and leaves everything as it was', async () => {
    const { seats, free } = await at(0);
    const stranger = world.rows<{ id: string }>(
      `SELECT e.id FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
        WHERE y.endYear = 2027 AND e.schoolId <> ? LIMIT 1`,
      classes[0]?.schoolId,
    )[0];
    const seated = marksOf(classes[0]?.id ?? '');
    for (const wrong of [seats[0]?.enrollmentId, stranger?.id].filter((id) => id !== undefined))
      await expect(
        world.call('classes.seat', {
          sectionId: classes[0]?.id,
          enrollmentIds: [free[0]?.enrollmentId, wrong],
          startDate: '2026-11-02',
        }),
      ).rejects.toMatchObject({ kind: 'conflict', problems: [{ field: 'enrollmentIds.1', value: wrong }] });
    expect(marksOf(classes[0]?.id ?? '')).toBe(seated);
  });

  it('ends seats on a day, corrects one, and takes off only what has no marks', async () => {
    const { seats } = await at(0);
    const [first, second, third] = seats.map(({ id }) => id);
    await expect(
      world.call('classes.end-seats', { ids: [first, second], lastDay: '2020-01-01' }),
    ).rejects.toMatchObject({ problems: [{ field: 'ids.0' }, { field: 'ids.1' }] });
    const { groupId } = await world.call('classes.end-seats', {
      ids: [first, second],
      lastDay: '2026-11-20',
    });
    const endOf = async (id: string | undefined) =>
      (await at(0)).seats.find((seat) => seat.id === id)?.endDate;
    expect(await endOf(second)).toBe('2026-11-20');
    expect((await world.call('classes.seat-changes', {}))[0]).toMatchObject({
      groupId,
      title: '2 pupils out of Try T-1 after Fri Nov 20, 2026',
    });
    await expect(
      world.call('classes.save-seat', { id: third, startDate: '2026-11-01', endDate: '2026-10-01' }),
    ).rejects.toMatchObject({ problems: [{ field: 'endDate' }] });
    await world.call('classes.save-seat', { id: third, startDate: '2026-10-01', endDate: '2026-10-30' });
    expect(await endOf(third)).toBe('2026-10-30');

    const marked = seats[0]?.enrollmentId;
    const sheet = (await world.call('marks.sections', { date: '2026-11-02' })).find(
      ({ id }) => id === classes[0]?.id,
    );
    const termId = sheet?.terms[0]?.id;
    const { scale } = await world.call('marks.sheet', { sectionId: classes[0]?.id, termId });
    await world.call('marks.post', {
      sectionId: classes[0]?.id,
      termId,
      enrollmentId: marked,
      mark: scale[0]?.mark,
    });
    await expect(world.call('classes.remove-seats', { ids: [third, first] })).rejects.toMatchObject({
      kind: 'conflict',
      problems: [{ field: 'ids.1', value: first }],
    });
    await world.call('classes.remove-seats', { ids: [third] });
    expect(await endOf(third)).toBeUndefined();
  });

  it('what the state’s roster file says follows, and ends with the enrollment', async () => {
    const pupil = (await at(1)).free.find(({ endDate }) => endDate === null);
    await world.call('classes.save-class', {
      id: classes[1]?.id,
      schoolId: classes[1]?.schoolId,
      number: 'T-2',
      name: 'Try T-2',
      block: classes[1]?.block,
      courseId: (await world.call('classes.list', { endYear: 2027 })).courses.find(
        ({ schoolId }) => schoolId === classes[1]?.schoolId,
      )?.id,
    });
    const seat = { sectionId: classes[1]?.id, enrollmentIds: [pupil?.enrollmentId] };
    await world.call('classes.seat', { ...seat, startDate: '2026-11-02', endDate: '2027-01-15' });
    await world.call('classes.seat', { ...seat, startDate: '2027-02-01' });
    await world.call('enrollment.withdraw', {
      enrollmentId: pupil?.enrollmentId,
      endDate: '2026-11-20',
      endReason: 'TR_MT',
    });
    const reader = world.host.district.open?.file.reader;
    if (!reader) throw new Error('The practice district is open.');
    const rows = rosterRows(reader, { endYear: 2027, asOf: '2026-11-24' }).filter(
      ({ studentId, values }) => studentId === pupil?.studentId && values.sectionNumber === 'T-2',
    );
    expect(rows.map(({ values }) => [values.startDate, values.endDate])).toEqual([
      ['2026-11-02', '2026-11-20'],
    ]);
    const check = await world.call('exports.check', { template: 'aim-ru', endYear: 2027 });
    expect(check.lines + check.leftOut).toBeGreaterThan(0);
  });
});
