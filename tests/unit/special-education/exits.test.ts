import { describe, expect, it } from 'vitest';
import { type PlanDueRule, type PlanFile, planDue } from '#domain/special-education/due-plans.ts';
import {
  type ExitReasons,
  type ExitWorld,
  exitProblems,
  isReported,
  missingForExit,
} from '#domain/special-education/exit-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import endReasons from '#resources/code-sets/end_status_category.json' with { type: 'json' };
import set from '#resources/code-sets/sped_exit_reason.json' with { type: 'json' };
import due from '#resources/special-education/due-plans.json' with { type: 'json' };

const reasons = set as unknown as ExitReasons;
const exit = (change: Partial<Row<'specialEducationExit'>>): Row<'specialEducationExit'> => ({
  id: 'x',
  studentId: 's',
  exitedOn: '2026-11-20',
  reason: 'TRAN',
  evaluatedOn: '2026-11-10',
  noticeOn: '2026-11-12',
  summaryOn: null,
  note: null,
  ...change,
});
const world: ExitWorld = {
  birthDate: '2012-03-04',
  plans: [{ status: 'locked', startDate: '2026-02-02' }],
  others: [],
};
const fields = (change: Partial<Row<'specialEducationExit'>>, over: Partial<ExitWorld> = {}) =>
  exitProblems(exit(change), { ...world, ...over }, reasons).map(({ field }) => field);

describe('an exit', () => {
  it('needs a locked plan that began, a known reason, and papers that came before it', () => {
    expect(fields({})).toEqual([]);
    expect(fields({ reason: 'GONE' })).toEqual(['reason']);
    expect(fields({ exitedOn: '2026-02-01', evaluatedOn: null, noticeOn: null })).toEqual(['exitedOn']);
    expect(fields({}, { plans: [{ status: 'complete', startDate: '2026-02-02' }] })).toEqual(['exitedOn']);
    expect(fields({ noticeOn: '2026-11-21', evaluatedOn: '2026-11-21' })).toEqual([
      'evaluatedOn',
      'noticeOn',
    ]);
  });
  it('comes once for each time in special education', () => {
    const others = [{ exitedOn: '2026-05-01' }];
    expect(fields({}, { others })).toEqual(['exitedOn']);
    const again = [...world.plans, { status: 'locked', startDate: '2026-09-01' }];
    expect(fields({}, { others, plans: again })).toEqual([]);
  });
  it('at the age limit is not for a child', () => {
    expect(fields({ reason: 'RMA' })).toEqual(['reason']);
    expect(fields({ reason: 'RMA' }, { birthDate: '2007-03-04' })).toEqual([]);
    expect(fields({ reason: 'RMA' }, { birthDate: null })).toEqual([]);
  });
  it('is reported from 14 through 21', () => {
    const born = (birthDate: string | null) => isReported('2026-11-20', birthDate, reasons);
    expect([
      born('2012-11-21'),
      born('2012-11-20'),
      born('2004-11-21'),
      born('2004-11-20'),
      born(null),
    ]).toEqual([false, true, true, false, null]);
  });
});

describe('what is missing for an exit', () => {
  const missing = (
    change: Partial<Row<'specialEducationExit'>>,
    stay: { endDate: string | null; endReason: string | null } = { endDate: null, endReason: null },
  ) =>
    missingForExit(exit(change), [{ startDate: '2026-08-24', ...stay }], reasons).map(({ field }) => field);
  it('follows from the reason: papers, and an enrollment that says the same', () => {
    expect(missing({})).toEqual([]);
    expect(missing({ evaluatedOn: null, noticeOn: null })).toEqual(['evaluatedOn', 'noticeOn']);
    expect(missing({ reason: 'GHS' })).toEqual(['summaryOn', 'reason']);
    const graduated = { endDate: '2026-11-20', endReason: 'GRAD' };
    expect(missing({ reason: 'GHS', summaryOn: '2026-11-20' }, graduated)).toEqual([]);
    expect(missing({ reason: 'DROPOUT' }, graduated)).toEqual(['reason']);
    expect(missing({ reason: 'DROPOUT' }, { ...graduated, endReason: 'DROP' })).toEqual([]);
    expect(missing({ reason: 'MKC' })).toEqual(['reason']);
  });
  it('knows only reasons for leaving school that there are', () => {
    const known = endReasons.values.map(({ code }) => code);
    for (const { leaves } of reasons.values) for (const code of leaves ?? []) expect(known).toContain(code);
  });
});

describe('what is due', () => {
  const rules = due.rules as unknown as PlanDueRule[];
  const plan = {
    id: 'p',
    status: 'locked',
    meetingDate: '2026-02-01',
    startDate: '2026-02-02',
    endDate: '2027-02-01',
    lastEvaluation: '2024-03-01',
    nextEvaluation: null,
  };
  const stay = { startDate: '2026-08-24', endDate: null, endReason: null };
  const of = (file: Partial<PlanFile>, today: string) =>
    Object.fromEntries(
      planDue(
        rules,
        {
          birthDate: '2012-03-04',
          plans: [plan],
          exits: [],
          transitions: [],
          rights: null,
          stays: [stay],
          ...file,
        },
        { today, reasons },
      ).map(({ rule, on }) => [rule.id, on]),
    );
  it('is the yearly review and the evaluation after three years, in time', () => {
    expect(of({}, '2026-11-30')).toEqual({});
    expect(of({}, '2026-12-03')).toEqual({ 'plan-review': '2027-02-01', 're-evaluation': '2027-03-01' });
  });
  it('is nothing for a pupil who has left special education, and the papers of the exit', () => {
    expect(of({ exits: [exit({})] }, '2026-12-03')).toEqual({});
    expect(of({ exits: [exit({ noticeOn: null })] }, '2026-12-03')).toEqual({ 'exit-papers': '2026-11-20' });
  });
  it('is the exit of a pupil who left school with a plan in force, not of one who goes on', () => {
    const left = { ...stay, endDate: '2026-11-20', endReason: 'TR_OOS' };
    expect(of({ stays: [left] }, '2026-12-03')).toEqual({ 'exit-missing': '2026-11-20' });
    expect(of({ stays: [{ ...left, endReason: 'EOY' }] }, '2026-12-03')['exit-missing']).toBeUndefined();
    expect(
      of({ stays: [left, { ...stay, startDate: '2026-12-01' }] }, '2026-12-03')['exit-missing'],
    ).toBeUndefined();
  });
  it('is the transition part of the plan that is in force at sixteen, until it is written', () => {
    const transition = (file: Partial<PlanFile>, today = '2026-11-30') => of(file, today).transition;
    // Sixteen on the last day of the plan: it must have it. A day later, the next plan must.
    expect(transition({ birthDate: '2011-02-01' })).toBe('2027-02-01');
    expect(transition({ birthDate: '2011-02-02' })).toBeUndefined();
    expect(transition({ birthDate: '2011-02-01' }, '2026-08-04')).toBeUndefined();
    expect(transition({ birthDate: '2009-05-05' })).toBe('2025-05-05');
    const part = { id: 't', iepId: 'p', goals: 'Welding', services: 'Job visits', courseOfStudy: 'CTE' };
    expect(transition({ birthDate: '2009-05-05', transitions: [part] })).toBeUndefined();
    expect(transition({ birthDate: '2009-05-05', transitions: [{ ...part, services: null }] })).toBeDefined();
    expect(transition({ birthDate: '2009-05-05', transitions: [{ ...part, iepId: 'old' }] })).toBeDefined();
    expect(transition({ birthDate: null })).toBeUndefined();
  });
  it('is the notice about rights at seventeen and at eighteen, until it is noted', () => {
    const notices = (file: Partial<PlanFile>) =>
      Object.keys(
        of(
          { transitions: [{ id: 't', iepId: 'p', goals: 'a', services: 'b', courseOfStudy: 'c' }], ...file },
          '2026-11-30',
        ),
      )
        .filter((rule) => rule.startsWith('rights-'))
        .sort();
    expect(notices({ birthDate: '2010-03-01' })).toEqual([]);
    expect(notices({ birthDate: '2010-02-28' })).toEqual(['rights-told']);
    expect(notices({ birthDate: '2008-12-30' })).toEqual(['rights-passed', 'rights-told']);
    expect(notices({ birthDate: '2008-12-30', rights: { toldOn: '2025-12-01', passedOn: null } })).toEqual([
      'rights-passed',
    ]);
    expect(
      notices({ birthDate: '2008-11-30', rights: { toldOn: '2025-12-01', passedOn: '2026-11-30' } }),
    ).toEqual([]);
    expect(notices({ birthDate: '2008-12-30', exits: [exit({})] })).toEqual([]);
  });
  it('is a plan that nobody has locked two weeks after its meeting', () => {
    const draft = { ...plan, id: 'd', status: 'draft', meetingDate: '2026-11-01' };
    expect(of({ plans: [plan, draft] }, '2026-11-14')).toEqual({});
    expect(of({ plans: [plan, draft] }, '2026-11-15')).toEqual({ 'plan-unlocked': '2026-11-15' });
    expect(of({ plans: [plan, { ...draft, meetingDate: '2026-01-15' }] }, '2026-11-15')).toEqual({});
  });
});
