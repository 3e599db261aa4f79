import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { change } from '#db/system/rows.ts';
import type { PlanDueRule } from '#domain/special-education/due-plans.ts';
import { dutyAges, rightsProblems, transitionProblems } from '#domain/special-education/transition.ts';
import duePlansShipped from '#resources/special-education/due-plans.json' with { type: 'json' };
import { context } from '#tests/unit/support/district-file.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

const part = { goals: 'Welding program', services: 'Visits to employers', courseOfStudy: 'CTE' };

const AGES = { transition: 16, rightsPass: 18 };

describe('the transition part', () => {
  it('is asked of the plan that is in force on the sixteenth birthday', () => {
    const fields = (endDate: string, birthDate: string | null, transition = {}) =>
      transitionProblems(
        { endDate },
        { birthDate, transition: { goals: null, services: null, courseOfStudy: null, ...transition } },
        AGES,
      ).map(({ field }) => field);
    expect(fields('2026-10-01', '2010-10-01')).toEqual(['transition']);
    expect(fields('2026-09-30', '2010-10-01')).toEqual([]);
    expect(fields('2026-10-01', '2010-10-01', part)).toEqual([]);
    expect(fields('2026-10-01', '2010-10-01', { ...part, goals: null })).toEqual(['transition']);
    expect(fields('2026-10-01', null)).toEqual([]);
  });
  it('notices about rights lie behind, and rights pass at eighteen', () => {
    const fields = (toldOn: string | null, passedOn: string | null) =>
      rightsProblems({ toldOn, passedOn }, { birthDate: '2008-12-01', today: '2026-12-15' }, AGES).map(
        ({ field }) => field,
      );
    expect(fields(null, null)).toEqual([]);
    expect(fields('2025-12-01', '2026-12-01')).toEqual([]);
    expect(fields('2026-12-16', null)).toEqual(['toldOn']);
    expect(fields(null, '2026-11-30')).toEqual(['passedOn']);
  });
});

describe('the ages', () => {
  it('are those of the rules, and without a rule nothing is asked', () => {
    const [sixteen, , eighteen] = duePlansShipped.rules.filter(({ due }) =>
      /transition|rights/.test(due.kind),
    );
    expect(dutyAges([sixteen, eighteen] as PlanDueRule[])).toEqual(AGES);
    const fourteen = { ...sixteen, due: { kind: 'transition', years: 14 } } as PlanDueRule;
    expect(dutyAges([fourteen])).toEqual({ transition: 14, rightsPass: null });
    const pupil = { birthDate: '2012-10-01', transition: undefined };
    expect(transitionProblems({ endDate: '2026-10-01' }, pupil, AGES)).toEqual([]);
    expect(transitionProblems({ endDate: '2026-10-01' }, pupil, dutyAges([fourteen]))[0]?.message).toMatch(
      /is 14 on/,
    );
    expect(transitionProblems({ endDate: '2036-10-01' }, pupil, dutyAges([]))).toEqual([]);
  });
});

describe('in the practice district', () => {
  let world: PracticeHost;
  let plan: { id: string; studentId: string };
  beforeAll(async () => {
    world = await aPracticeHost();
    plan = world.rows<typeof plan>(
      `SELECT i.id, i.studentId FROM iep i JOIN enrollment e ON e.studentId = i.studentId AND e.endDate IS NULL
        WHERE i.status = 'locked' AND i.startDate <= '2026-09-30' AND i.endDate >= '2026-11-24' ORDER BY i.id`,
    )[0] as typeof plan;
    world.host.district.open?.file.write(context, (writer) =>
      change(writer, 'person', plan.studentId, { birthDate: '2009-09-01' }),
    );
  });
  afterAll(() => world.end());
  const due = async () =>
    (await world.call('special-education.due', {}))
      .filter(({ studentId, rule }) => studentId === plan.studentId && /transition|rights/.test(rule))
      .map(({ rule, planId, rights }) => ({ rule, planId, rights }));

  it('is due, is asked for before the plan is complete, goes along into an amendment, and is due no more', async () => {
    expect(await due()).toContainEqual({ rule: 'transition', planId: plan.id, rights: false });
    const { id } = await world.call('special-education.amend', { id: plan.id });
    const page = await world.call('special-education.plan', { id });
    const {
      studentId: _s,
      studentName: _n,
      amendsId: _a,
      status: _t,
      lockedAt: _l,
      problems,
      id: _i,
      ...contents
    } = page;
    expect(problems.map(({ field }) => field)).toContain('transition');
    const complete = () => world.call('special-education.set-status', { id, status: 'complete' });
    await expect(complete()).rejects.toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ field: 'transition' })]),
    });
    await world.call('special-education.save', { id, contents: { ...contents, transition: part } });
    const { transition: _part, ...silent } = contents;
    await world.call('special-education.save', { id, contents: silent });
    expect((await world.call('special-education.plan', { id })).transition).toEqual(part);
    await complete();
    await world.call('special-education.set-status', { id, status: 'locked' });
    const again = await world.call('special-education.amend', { id });
    expect((await world.call('special-education.plan', { id: again.id })).transition).toEqual(part);
    expect((await due()).map(({ rule }) => rule)).not.toContain('transition');
  });

  it('a notice about rights is due at seventeen and noted with its day', async () => {
    expect(await due()).toContainEqual({ rule: 'rights-told', planId: null, rights: true });
    const { studentId } = plan;
    await expect(
      world.call('special-education.save-rights', { studentId, toldOn: '2026-11-25' }),
    ).rejects.toMatchObject({ problems: [{ field: 'toldOn' }] });
    await world.call('special-education.save-rights', { studentId, toldOn: '2026-10-01' });
    expect(await world.call('special-education.rights', { studentId })).toEqual({
      toldOn: '2026-10-01',
      passedOn: null,
    });
    expect((await due()).map(({ rule }) => rule)).not.toContain('rights-told');
  });
});
