import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreementState } from '#domain/enrollment/agreement.ts';
import { dueInWorkingDays } from '#domain/enrollment/working-days.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
let stay: { id: string; studentId: string; startDate: string };
beforeAll(async () => {
  world = await aPracticeHost();
  stay = world.rows<typeof stay>(
    "SELECT id, studentId, startDate FROM enrollment WHERE endDate IS NULL AND grade = '03' ORDER BY id LIMIT 1",
  )[0] ?? { id: '', studentId: '', startDate: '' };
});
afterAll(() => world.end());

describe('five working days', () => {
  test('weekends and closed days are none; the day of asking does not count', () => {
    expect(dueInWorkingDays('2026-11-02', 5, new Set())).toBe('2026-11-09');
    expect(dueInWorkingDays('2026-11-20', 5, new Set(['2026-11-26', '2026-11-27']))).toBe('2026-12-01');
    expect(dueInWorkingDays('2026-11-21', 1, new Set())).toBe('2026-11-23');
  });
});

describe('fixing an enrollment', () => {
  const fix = (change: object) => world.call('enrollment.fix', { enrollmentId: stay.id, ...change });
  test('every rule is told at its field, and nothing is changed', async () => {
    const before = world.rows('SELECT * FROM enrollment WHERE id = ?', stay.id);
    await expect(fix({ grade: '77', startDate: '2020-01-01', endDate: '2026-10-01' })).rejects.toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({ field: 'grade' }),
        expect.objectContaining({ field: 'startDate' }),
        expect.objectContaining({ field: 'endReason' }),
      ]),
    });
    await expect(fix({ startStatus: '40' })).rejects.toMatchObject({ problems: [{ field: 'startStatus' }] });
    await expect(
      fix({ endDate: '2026-10-01', endReason: 'DROP', dropoutReason: null }),
    ).rejects.toMatchObject({ problems: [{ field: 'dropoutReason' }] });
    await expect(fix({ diplomaType: 'REG' })).rejects.toMatchObject({ problems: [{ field: 'diplomaDate' }] });
    expect(world.rows('SELECT * FROM enrollment WHERE id = ?', stay.id)).toEqual(before);
  });
  test('what was left out stays, seats follow the dates, the history shows both', async () => {
    await fix({ endDate: '2026-10-30', endReason: 'TR_OOS' });
    const seats = world.rows<{ endDate: string }>(
      'SELECT endDate FROM sectionRoster WHERE enrollmentId = ?',
      stay.id,
    );
    expect(seats.every(({ endDate }) => endDate === '2026-10-30')).toBe(true);
    await fix({ endDate: null, endReason: null });
    expect(await world.call('enrollment.stay', { enrollmentId: stay.id })).toMatchObject({
      endDate: null,
      grade: '03',
      startDate: stay.startDate,
    });
    expect(
      world.rows('SELECT 1 FROM sectionRoster WHERE enrollmentId = ? AND endDate IS NOT NULL', stay.id),
    ).toEqual([]);
    const lines = await world.call('system.history', { type: 'enrollment', id: stay.id });
    expect(lines[0]?.action).toBe('Fixed a mistake in an enrollment');
  });
});

describe('withdrawing', () => {
  test('tells beforehand which counts change, and makes the records request', async () => {
    const late = await world.call('enrollment.withdrawal-preview', {
      enrollmentId: stay.id,
      endDate: '2027-05-28',
    });
    expect(late.counts.map(({ stays }) => stays)).toEqual([true, true]);
    expect(late.anb).toEqual([]);
    const now = await world.call('enrollment.withdrawal-preview', { enrollmentId: stay.id, endDate: TODAY });
    expect(now.counts.map(({ count, stays, now: n }) => [count, stays, n])).toEqual([
      ['fall', true, '1.00'],
      ['spring', false, '1.00'],
    ]);
    expect(now.anb).toHaveLength(1);
    expect(Number(now.anb[0]?.after)).toBeLessThan(Number(now.anb[0]?.now));
    await world.call('enrollment.withdraw', {
      enrollmentId: stay.id,
      endDate: TODAY,
      endReason: 'TR_OOS',
      nextSchool: 'Minot Elementary',
    });
    const [request] = await world.call('records.requests', { studentId: stay.studentId });
    expect(request).toMatchObject({ direction: 'out', school: 'Minot Elementary', completedOn: null });
    expect(request?.dueOn && request.dueOn > TODAY).toBe(true);
  });

  test('sent records are logged in the same step; the log can only grow', async () => {
    const [request] = await world.call('records.requests', { studentId: stay.studentId });
    const id = request?.id;
    await expect(world.call('records.complete', { id, on: TODAY })).rejects.toMatchObject({
      problems: [{ field: 'parts' }],
    });
    const { dueOn: _due, name: _name, overdue: _over, ...row } = request ?? ({} as never);
    await world.call('records.save-request', { ...row, parts: ['PERM', 'IMM'] });
    await world.call('records.complete', { id, on: TODAY });
    const log = await world.call('records.disclosures', { studentId: stay.studentId });
    expect(log).toMatchObject([
      {
        basis: 'TRANSFER',
        to: 'Minot Elementary',
        what: 'Permanent record, Immunization record',
        requestId: id,
      },
    ]);
    const told = { studentId: stay.studentId, on: TODAY, to: 'Sheriff', what: 'Address' };
    await expect(world.call('records.add-disclosure', { ...told, basis: 'EMERGENCY' })).rejects.toMatchObject(
      { problems: [{ field: 'interest' }] },
    );
    await world.call('records.add-disclosure', { ...told, basis: 'EMERGENCY', interest: 'Child missing' });
    expect(await world.call('records.disclosures', { studentId: stay.studentId })).toHaveLength(2);
  });

  test('a mark from outside is kept with the record', async () => {
    const { id } = await world.call('records.save-outside', {
      studentId: stay.studentId,
      endYear: 2026,
      school: 'Minot Elementary',
      grade: '02',
      course: 'Reading',
      mark: 'B+',
    });
    expect(await world.call('records.outside', { studentId: stay.studentId })).toMatchObject([
      { mark: 'B+' },
    ]);
    await world.call('records.remove-outside', { id });
    expect(await world.call('records.outside', { studentId: stay.studentId })).toEqual([]);
  });
});

describe('attendance agreements', () => {
  test('a state follows from the signatures the law asks for', () => {
    const signed = {
      ...{ id: 'a', enrollmentId: 'e', law: '321', homeDistrict: 'H', homeCounty: null, countySigned: null },
      ...{ parentSigned: '2026-08-01', attendingSigned: '2026-08-01', homeSigned: null, tuition: null },
      ...{ transportation: 0 as const, sentOn: null, note: null },
    };
    const law = { code: '321', label: '', authority: 'L', signatures: ['parentSigned', 'homeSigned'] };
    expect(agreementState(null, law)).toEqual({ state: 'missing', missing: [] });
    expect(agreementState(signed, law)).toEqual({ state: 'unsigned', missing: ['homeSigned'] });
    const all = { ...signed, homeSigned: '2026-08-02' };
    expect(agreementState(all, law).state).toBe('signed');
    expect(agreementState({ ...all, sentOn: '2027-06-01' }, law).state).toBe('sent');
  });
  test('a pupil who lives elsewhere is listed until the agreement is complete', async () => {
    const other = world.rows<{ id: string }>(
      "SELECT id FROM enrollment WHERE endDate IS NULL AND grade = '04' ORDER BY id LIMIT 1",
    )[0];
    const enrollmentId = other?.id;
    const facts = await world.call('collections.enrollment-facts', { enrollmentId });
    await world.call('collections.save-enrollment-facts', { ...facts, homeDistrict: 'Other Elementary' });
    expect(await world.call('enrollment.agreements', {})).toMatchObject([{ enrollmentId, state: 'missing' }]);
    await world.call('enrollment.save-agreement', {
      enrollmentId,
      law: '320',
      homeDistrict: 'Other Elementary',
      homeCounty: 'Hill',
      parentSigned: '2026-08-20',
    });
    expect(await world.call('enrollment.agreements', {})).toMatchObject([
      { state: 'unsigned', missing: ['attendingSigned'], homeCounty: 'Hill' },
    ]);
  });
});

describe('dates that cannot be', () => {
  test('a last day after the school year is refused at its field', async () => {
    const [here] = world.rows<{ id: string }>(
      "SELECT id FROM enrollment WHERE endDate IS NULL AND grade = '04' LIMIT 1",
    );
    await expect(
      world.call('enrollment.withdraw', {
        enrollmentId: here?.id,
        endDate: '2028-01-01',
        endReason: 'TR_OOS',
      }),
    ).rejects.toMatchObject({ kind: 'invalid-input', problems: [{ field: 'endDate' }] });
  });

  test('nobody is born after school begins, nor after today, nor has a name of nothing but unseen letters', async () => {
    const { calendarId } = await world.call('enrollment.stay', { enrollmentId: stay.id });
    const details = { lastName: 'Larkspur', firstName: 'Bo', birthDate: '2018-05-05' };
    const enroll = (changed: object) =>
      world.call('enrollment.enroll', {
        calendarId,
        grade: '03',
        startDate: '2026-11-20',
        details: { ...details, ...changed },
      });
    const people = world.rows('SELECT id FROM person');
    await expect(enroll({ birthDate: '2026-11-20' })).rejects.toMatchObject({
      problems: [{ field: 'details.birthDate' }],
    });
    await expect(enroll({ firstName: '\u200b' })).rejects.toMatchObject({
      problems: [{ field: 'details.firstName' }],
    });
    await expect(
      world.call('people.change-details', {
        personId: stay.studentId,
        details: { ...details, birthDate: '2026-11-25' },
      }),
    ).rejects.toMatchObject({ problems: [{ field: 'details.birthDate' }] });
    expect(world.rows('SELECT id FROM person')).toEqual(people);
  });
});
