import { describe, expect, it } from 'vitest';
import {
  defaultIepDates,
  evaluationDue,
  iepDateProblems,
  iepInForce,
} from '#domain/special-education/iep-dates.ts';
import {
  amendmentOf,
  editProblem,
  missingForComplete,
  statusProblems,
} from '#domain/special-education/iep-status.ts';
import type { Row } from '#domain/sync/registry.ts';

const draft: Row<'iep'> = {
  id: 'plan',
  studentId: 's',
  amendsId: null,
  status: 'draft',
  lockedAt: null,
  meetingDate: '2025-10-02',
  startDate: '2025-10-03',
  endDate: '2026-10-02',
  lastEvaluation: '2024-11-12',
  nextEvaluation: '2027-11-12',
  disability: 'SLD',
  setting: 'RC80',
  caseManagerId: 't',
  presentLevels: 'Reads at grade 2.',
  goals: 'Reads 90 words a minute.',
  progress: 'With each report card.',
  participation: 'All but 150 minutes a week.',
  assessment: 'Extended time.',
  schoolMinutes: 1800,
};
const services = [{ minutes: 150 }];

describe('the dates of a plan', () => {
  it('start the day after the meeting and end a year after it', () => {
    expect(defaultIepDates('2025-10-02')).toEqual({ startDate: '2025-10-03', endDate: '2026-10-02' });
    expect(defaultIepDates('2024-02-29')).toEqual({ startDate: '2024-03-01', endDate: '2025-02-28' });
    expect(evaluationDue('2024-02-29')).toBe('2027-02-28');
  });

  const fields = (change: Partial<typeof draft>) =>
    iepDateProblems({ ...draft, ...change }).map(({ field }) => field);

  it('may end earlier and never later', () => {
    expect(fields({ endDate: '2026-06-01' })).toEqual([]);
    expect(fields({ endDate: '2026-10-03' })).toEqual(['endDate']);
    expect(fields({ meetingDate: '2024-02-29', startDate: '2024-03-01', endDate: '2025-03-01' })).toEqual([
      'endDate',
    ]);
  });

  it('run forward', () => {
    expect(fields({ startDate: '2025-10-01' })).toEqual(['startDate']);
    expect(fields({ endDate: '2025-10-02' })).toEqual(['endDate']);
  });

  it('evaluate again within three years', () => {
    expect(fields({ nextEvaluation: '2027-11-13' })).toEqual(['nextEvaluation']);
    expect(fields({ nextEvaluation: '2024-11-12' })).toEqual(['nextEvaluation']);
    expect(fields({ nextEvaluation: null })).toEqual([]);
  });
});

describe('draft, complete, locked', () => {
  it('has one sentence per missing part', () => {
    const bare = { ...draft, goals: null, presentLevels: null, setting: null };
    expect(missingForComplete(bare, []).map(({ field }) => field)).toEqual([
      'setting',
      'presentLevels',
      'goals',
      'services',
    ]);
    expect(missingForComplete(draft, services)).toEqual([]);
    expect(missingForComplete(draft, [{ minutes: 0 }])).toHaveLength(1);
    expect(missingForComplete({ ...draft, endDate: '2027-01-01' }, services)).toHaveLength(1);
  });

  it('locks only what is complete', () => {
    expect(statusProblems(draft, services, 'locked')).toHaveLength(1);
    expect(statusProblems(draft, services, 'complete')).toEqual([]);
    expect(statusProblems({ ...draft, status: 'complete' }, services, 'locked')).toEqual([]);
    expect(statusProblems({ ...draft, status: 'complete' }, [], 'locked')).toHaveLength(1);
    expect(statusProblems({ ...draft, status: 'complete' }, [], 'draft')).toEqual([]);
  });

  it('never changes what is locked', () => {
    const locked = { ...draft, status: 'locked', lockedAt: '2025-10-02T20:00:00.000Z' };
    for (const to of ['draft', 'complete', 'locked'] as const)
      expect(statusProblems(locked, services, to)).toMatchObject([{ field: 'status' }]);
    expect(editProblem(locked)).toContain('amendment');
    expect(editProblem({ status: 'complete' })).toContain('draft');
    expect(editProblem(draft)).toBeNull();
  });

  it('amends with a new version that names the old one', () => {
    const amendment = amendmentOf({ ...draft, status: 'locked', lockedAt: '2025-10-02T20:00:00.000Z' });
    expect(amendment).toMatchObject({
      amendsId: 'plan',
      status: 'draft',
      lockedAt: null,
      endDate: '2026-10-02',
    });
    expect('id' in amendment).toBe(false);
    expect(() => amendmentOf(draft)).toThrow(RangeError);
  });

  it('is in force only when locked and within its dates', () => {
    const locked = { ...draft, status: 'locked' };
    expect(iepInForce(locked, '2025-10-03')).toBe(true);
    expect(iepInForce(locked, '2026-10-02')).toBe(true);
    expect(iepInForce(locked, '2025-10-02')).toBe(false);
    expect(iepInForce(locked, '2026-10-03')).toBe(false);
    expect(iepInForce(draft, '2025-11-01')).toBe(false);
  });
});
