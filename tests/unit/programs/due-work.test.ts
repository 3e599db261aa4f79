import { describe, expect, it } from 'vitest';
import { type DuePupil, type DueRule, dueRulesOf } from '#domain/programs/due-rules.ts';
import { dueFor } from '#domain/programs/due-work.ts';
import { stepProblems } from '#domain/programs/step-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addDays } from '#domain/system/civil-date.ts';
import programs from '#resources/code-sets/program.json' with { type: 'json' };
import steps from '#resources/code-sets/program_step.json' with { type: 'json' };
import outcomes from '#resources/code-sets/step_outcome.json' with { type: 'json' };
import file from '#resources/programs/due-work.json' with { type: 'json' };

const rules = file.rules as unknown as DueRule[];
const years = {
  firstDay: (endYear: number) => `${endYear - 1}-08-24`,
  lastDay: (endYear: number) => `${endYear}-06-04`,
};
const here: DuePupil = { cameOn: '2026-08-24', leftOn: null, schoolDay: (n) => addDays('2026-08-23', n) };
const record = (change: Partial<Row<'programRecord'>>): Row<'programRecord'> => ({
  id: 'r',
  studentId: 's',
  program: 'EL',
  startDate: '2025-09-02',
  endDate: null,
  detail: null,
  certification: null,
  unaccompanied: null,
  language: null,
  note: null,
  ...change,
});
type Done = Pick<Row<'programStep'>, 'step' | 'doneOn' | 'outcome' | 'nextBy'>;
const done = (step: string, doneOn: string, more: Partial<Done> = {}): Done => ({
  step,
  doneOn,
  outcome: null,
  nextBy: null,
  ...more,
});
/** Rule and day of everything due, looking so many days back from the end of time is of no help: each at its day. */
const due = (
  change: Partial<Row<'programRecord'>>,
  { on, did = [], pupil = here }: { on: string; did?: Done[]; pupil?: DuePupil },
): Record<string, string> =>
  Object.fromEntries(
    dueFor(dueRulesOf(rules, 2027), { record: record(change), steps: did, pupil, years, today: on }).map(
      (item) => [item.rule.id, item.on],
    ),
  );

describe('English learners', () => {
  it('owes a letter 30 days after school began, 14 after a later start or a later arrival', () => {
    expect(due({ detail: 'EL' }, { on: '2026-09-01' })).toEqual({ 'el-letter': '2026-09-23' });
    expect(due({ detail: 'EL', startDate: '2026-10-05' }, { on: '2026-10-06' })).toEqual({
      'el-letter': '2026-10-19',
    });
    const late = { ...here, cameOn: '2026-11-02' };
    expect(due({ detail: 'EL' }, { on: '2026-11-03', pupil: late })['el-letter']).toBe('2026-11-16');
  });
  it('asks for a letter and a test each school year anew', () => {
    const lastYear = [done('LETTER', '2025-09-20'), done('TEST', '2026-02-10')];
    expect(due({ detail: 'EL' }, { on: '2027-01-05', did: lastYear })).toEqual({
      'el-letter': '2026-09-23',
      'el-test': '2027-02-28',
    });
    expect(
      due(
        { detail: 'EL' },
        { on: '2027-01-05', did: [done('LETTER', '2026-09-01'), done('TEST', '2027-01-04')] },
      ),
    ).toEqual({});
  });
  it('asks for the exit after the newest test met the criteria, and not when a newer one did not', () => {
    const met = done('TEST', '2026-02-10', { outcome: 'MET' });
    expect(due({ detail: 'EL' }, { on: '2026-08-25', did: [met] })['el-exit']).toBe('2026-04-11');
    const not = done('TEST', '2026-03-10', { outcome: 'NOT_MET' });
    expect(due({ detail: 'EL' }, { on: '2026-08-25', did: [met, not] })['el-exit']).toBeUndefined();
  });
  it('follows an exited pupil four full school years, then asks to end the record', () => {
    const inJune = { detail: 'EXITED', startDate: '2023-06-01' };
    expect(due(inJune, { on: '2027-05-20' })).toEqual({
      'el-monitor': '2027-05-31',
      'el-monitor-over': '2027-06-04',
    });
    expect(due({ detail: 'EXITED', startDate: '2022-08-24' }, { on: '2027-05-20' })).toEqual({
      'el-monitor-over': '2026-06-04',
    });
    expect(due({ detail: 'EXITED', startDate: '2026-10-01' }, { on: '2027-05-20' })).toEqual({});
  });
  it('screens a pending pupil within 30 days, a pupil who is none never', () => {
    expect(due({ detail: 'PENDING', startDate: '2026-09-01' }, { on: '2026-09-02' })).toEqual({
      'el-screener': '2026-10-01',
    });
    expect(due({ detail: 'NOT' }, { on: '2027-03-01' })).toEqual({});
  });
});

describe('the other programs', () => {
  it('reviews a 504 plan yearly, by an earlier day where one was agreed, never by a later one', () => {
    const plan = { program: 'S504', startDate: '2025-11-03' };
    expect(due(plan, { on: '2026-10-20' })).toEqual({ 's504-review': '2026-11-03' });
    const reviewed = (nextBy: string) => [done('REVIEW', '2026-10-20', { nextBy })];
    expect(due(plan, { on: '2027-03-30', did: reviewed('2027-04-01') })['s504-review']).toBe('2027-04-01');
    expect(due(plan, { on: '2027-09-30', did: reviewed('2029-04-01') })['s504-review']).toBe('2027-10-20');
    expect(due({ ...plan, endDate: '2026-11-02' }, { on: '2026-10-20' })['s504-ends']).toBe('2026-11-02');
  });
  it('holds last year’s meal status through school day 30, not where the whole school eats free', () => {
    const meal = { program: 'MEAL', detail: 'F', certification: 'Income', startDate: '2025-09-15' };
    expect(due(meal, { on: '2026-09-10' })).toEqual({ 'meal-carry-over': '2026-09-22' });
    expect(due({ ...meal, certification: 'CEP' }, { on: '2026-09-30' })).toEqual({});
    expect(due({ ...meal, detail: 'N' }, { on: '2026-09-30' })).toEqual({});
    expect(due({ ...meal, startDate: '2026-08-25' }, { on: '2027-06-30' })).toEqual({});
  });
  it('determines homeless and foster pupils again in each school year after the first', () => {
    const did = [done('TRANSPORT', '2025-09-03')];
    for (const program of ['HML', 'FOS']) {
      expect(Object.values(due({ program }, { on: '2026-09-20', did }))).toEqual(['2026-09-23']);
      expect(due({ program, startDate: '2026-08-25' }, { on: '2026-09-30', did })).toEqual({});
    }
  });
  it('ends an immigrant’s record after three full school years, a migrant’s after 36 months', () => {
    expect(due({ program: 'IMM', startDate: '2023-10-02' }, { on: '2027-06-01' })).toEqual({
      'immigrant-over': '2027-06-04',
    });
    const certificate = [done('CERTIFICATE', '2023-10-30')];
    expect(due({ program: 'MIG', startDate: '2023-10-15' }, { on: '2026-10-01', did: certificate })).toEqual({
      'migrant-over': '2026-10-15',
    });
  });
  it('ends a visit with its school year', () => {
    const did = [done('VISA', '2026-08-20')];
    expect(due({ program: 'FEX', startDate: '2026-08-20' }, { on: '2027-05-20', did })).toEqual({
      'exchange-over': '2027-06-04',
    });
  });
  it('asks nothing of a record that is over or not begun, and to end what a leaver left open', () => {
    expect(due({ detail: 'EL', endDate: '2026-08-31' }, { on: '2026-09-01' })).toEqual({});
    expect(due({ detail: 'EL', startDate: '2026-09-02' }, { on: '2026-09-01' })).toEqual({});
    const gone = { ...here, cameOn: null, leftOn: '2026-10-02' };
    expect(due({ detail: 'EL' }, { on: '2026-11-02', pupil: gone })).toEqual({ 'left-open': '2026-10-02' });
    expect(due({ detail: 'EL', endDate: '2026-10-02' }, { on: '2026-11-02', pupil: gone })).toEqual({});
  });
});

it('asks only for steps and programs there are', () => {
  const known = new Map(steps.values.map((step) => [step.code, step.programs]));
  for (const rule of rules) {
    if (rule.program !== '*') expect(programs.values.map(({ code }) => code)).toContain(rule.program);
    if ('step' in rule.asks) expect(known.get(rule.asks.step)).toContain(rule.program);
  }
});

it('refuses a step that cannot be', () => {
  const fields = (change: Partial<Row<'programStep'>>, program = 'EL') =>
    stepProblems(
      { id: 'x', programRecordId: 'r', note: null, ...done('TEST', '2026-02-10'), ...change },
      { program, startDate: '2025-09-02' },
      { steps, outcomes, today: '2026-10-06' },
    ).map(({ field }) => field);
  expect(fields({ outcome: 'MET' })).toEqual([]);
  expect(fields({ step: 'NOPE' })).toEqual(['step']);
  expect(fields({}, 'S504')).toEqual(['step']);
  expect(fields({ doneOn: '2026-10-07' })).toEqual(['doneOn']);
  expect(fields({ doneOn: '2025-09-01' })).toEqual(['doneOn']);
  expect(fields({ nextBy: '2026-02-10' })).toEqual(['nextBy']);
  expect(fields({ step: 'LETTER', outcome: 'MET' })).toEqual(['outcome']);
  expect(fields({ outcome: 'MAYBE' })).toEqual(['outcome']);
});
