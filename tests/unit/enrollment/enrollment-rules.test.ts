import { describe, expect, it } from 'vitest';
import { BEGUN_STAY } from '#domain/enrollment/begun-stay.ts';
import { enrollmentProblems } from '#domain/enrollment/enrollment-rules.ts';
import { compareGrades, gradeNumber, nextGrade, typicalAge } from '#domain/enrollment/grade-order.ts';
import { leavingCodes } from '#domain/enrollment/leaving.ts';
import type { Row } from '#domain/sync/registry.ts';
import endStatus from '#resources/code-sets/end_status.json' with { type: 'json' };
import endReason from '#resources/code-sets/end_status_category.json' with { type: 'json' };
import gradeLevel from '#resources/code-sets/grade_level.json' with { type: 'json' };
import serviceType from '#resources/code-sets/service_type.json' with { type: 'json' };
import startStatus from '#resources/code-sets/start_status.json' with { type: 'json' };

const context = {
  sets: { gradeLevel, serviceType, startStatus, endStatus, endReason },
  yearStart: '2026-07-01',
  yearEnd: '2027-06-30',
  militaryConnected: false,
};

const good: Omit<Row<'enrollment'>, 'id'> = {
  studentId: 's',
  schoolId: 'h',
  calendarId: 'c',
  grade: '03',
  serviceType: 'P',
  startDate: '2026-08-26',
  ...BEGUN_STAY,
  startStatus: '02',
};

const fields = (change: Partial<typeof good>, militaryConnected = false) =>
  enrollmentProblems({ ...good, ...change }, { ...context, militaryConnected }).map(({ field }) => field);

describe('an enrollment by itself', () => {
  it('may be saved when everything fits', () => {
    expect(fields({})).toEqual([]);
    expect(fields({ endDate: '2026-08-26', endReason: 'TR_MT' })).toEqual([]);
  });

  it('ends no earlier than it starts, within its year', () => {
    expect(fields({ endDate: '2026-08-25', endReason: 'TR_MT' })).toEqual(['endDate']);
    expect(fields({ endDate: '2027-07-01', endReason: 'EOY' })).toEqual(['endDate']);
    expect(fields({ startDate: '2026-06-30' })).toEqual(['startDate']);
  });

  it('knows its codes', () => {
    expect(fields({ grade: '13', serviceType: 'Z', startStatus: '99' })).toEqual([
      'grade',
      'serviceType',
      'startStatus',
    ]);
    expect(fields({ endDate: '2026-10-01', endReason: 'AWAY', endStatus: '999' })).toEqual([
      'endReason',
      'endStatus',
    ]);
  });

  it.each(['40', '60', '80'])('start status %s needs a military connection', (code) => {
    expect(fields({ startStatus: code })).toEqual(['startStatus']);
    expect(fields({ startStatus: code }, true)).toEqual([]);
  });

  it('ends with a reason, and has no reason without an end', () => {
    expect(fields({ endDate: '2026-10-01' })).toEqual(['endReason']);
    expect(fields({ endReason: 'TR_MT' })).toEqual(['endDate']);
  });

  it('asks a dropout for the reason, by either code', () => {
    expect(fields({ endDate: '2026-10-01', endReason: 'DROP' })).toEqual(['dropoutReason']);
    expect(fields({ endDate: '2026-10-01', endStatus: '310' })).toEqual(['dropoutReason']);
    expect(fields({ endDate: '2026-10-01', endReason: 'DROP', dropoutReason: 'WORK' })).toEqual([]);
    expect(fields({ endDate: '2026-10-01', endReason: 'TR_MT', dropoutReason: 'WORK' })).toEqual([
      'dropoutReason',
    ]);
    expect(fields({ dropoutReason: 'WORK' })).toEqual(['dropoutReason']);
  });

  it('dates a diploma', () => {
    expect(fields({ diplomaType: 'REG' })).toEqual(['diplomaDate']);
    expect(fields({ diplomaType: 'REG', diplomaDate: '2026-08-25' })).toEqual(['diplomaDate']);
    expect(fields({ diplomaType: 'REG', diplomaDate: '2027-06-05' })).toEqual([]);
  });

  it('speaks in sentences', () => {
    const [problem] = enrollmentProblems({ ...good, endDate: '2026-08-20', endReason: 'TR_MT' }, context);
    expect(problem?.message).toBe(
      'The end date Thu Aug 20, 2026 is before the start date Wed Aug 26, 2026. The end date is the last day enrolled.',
    );
  });
});

describe('leaving', () => {
  it('knows the state code only where it is known', () => {
    expect(leavingCodes(endReason, 'GRADECHG')).toEqual({
      endReason: 'GRADECHG',
      endStatus: '105',
      asksDropoutReason: false,
    });
    expect(leavingCodes(endReason, 'TR_MT').endStatus).toBeNull();
    expect(leavingCodes(endReason, 'DROP')).toMatchObject({ endStatus: null, asksDropoutReason: true });
    expect(() => leavingCodes(endReason, 'AWAY')).toThrow(RangeError);
  });
});

describe('grades', () => {
  it('sort in the state order, unknown ones last', () => {
    const sorted = ['10', '02', 'KF', 'XX', 'PK', 'KH'].sort((a, b) => compareGrades(gradeLevel, a, b));
    expect(sorted).toEqual(['PK', 'KF', 'KH', '02', '10', 'XX']);
  });

  it('roll forward', () => {
    expect(['PK', 'KF', 'KH', '01', '09', '12', 'XX'].map(nextGrade)).toEqual([
      'KF',
      '01',
      '01',
      '02',
      '10',
      null,
      null,
    ]);
    expect([gradeNumber('PK'), gradeNumber('KH'), gradeNumber('11')]).toEqual([-1, 0, 11]);
    expect([typicalAge('KF'), typicalAge('12'), typicalAge('PK')]).toEqual([5, 17, null]);
  });
});
