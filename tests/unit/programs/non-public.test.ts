import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nonPublicProblems, type Served, servedCounts } from '#domain/programs/non-public.ts';
import grades from '#resources/code-sets/grade_level.json' with { type: 'json' };
import kinds from '#resources/code-sets/non_public_kind.json' with { type: 'json' };
import services from '#resources/code-sets/non_public_service.json' with { type: 'json' };
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

const child = (change: Partial<Served>): Served => ({
  id: 'a',
  schoolId: 's',
  lastName: 'Thistle',
  firstName: 'Ro',
  birthDate: '2018-05-05',
  grade: '02',
  kind: 'PRIVATE',
  fromSchool: 'Hilltop Academy',
  services: ['TITLE1'],
  startDate: '2026-09-08',
  endDate: null,
  note: null,
  ...change,
});
const sets = { kinds, services, grades };
const fields = (change: Partial<Served>, others: Served[] = []) =>
  nonPublicProblems(child(change), others, sets, '2026-11-24').map(({ field }) => field);

describe('a record', () => {
  it.each([
    ['right', {}, []],
    ['of a home school, without a name for it', { kind: 'HOME', fromSchool: null }, []],
    ['of a private school without a name', { fromSchool: null }, ['fromSchool']],
    ['without a service', { services: [] }, ['services']],
    ['with an unknown service', { services: ['TITLE1', 'ZZ'] }, ['services']],
    ['with “other” and no note', { services: ['OTHER'] }, ['note']],
    ['of nobody born yet', { birthDate: '2026-11-24' }, ['birthDate']],
    ['that ends before it begins', { endDate: '2026-09-07' }, ['endDate']],
    ['of an unknown kind and grade', { kind: 'X', grade: '14' }, ['grade', 'kind']],
  ] as const)('%s', (_words, change, wrong) => {
    expect(fields(change as Partial<Served>)).toEqual(wrong);
  });
  it('does not overlap another of the same child', () => {
    const before = child({ id: 'b', lastName: 'THISTLE', startDate: '2025-09-01', endDate: '2026-09-08' });
    expect(fields({}, [before])).toEqual(['startDate']);
    expect(fields({ startDate: '2026-09-09' }, [before])).toEqual([]);
    expect(fields({ birthDate: '2017-05-05' }, [before])).toEqual([]);
  });
});

it('counts each child once in each line', () => {
  const counts = servedCounts(
    [
      child({ services: ['TITLE1', 'BUS'] }),
      child({ id: 'b', startDate: '2027-01-04', services: ['TITLE1'] }),
      child({ id: 'c', firstName: 'Wyn', kind: 'HOME', fromSchool: null }),
    ],
    sets,
  );
  expect(counts).toEqual({
    total: 2,
    byKind: [
      { label: 'Home school', children: 1 },
      { label: 'Private school', children: 1 },
    ],
    bySchool: [
      { label: 'Hilltop Academy', children: 1 },
      { label: 'Home school', children: 1 },
    ],
    byService: [
      { label: 'Title I services', children: 2 },
      { label: 'Transportation', children: 1 },
    ],
  });
});

describe('the practice district', () => {
  let world: PracticeHost;
  beforeAll(async () => {
    world = await aPracticeHost();
  });
  afterAll(() => world.end());

  it('keeps, lists by year and day, and removes; none of them is a pupil of the state’s files', async () => {
    const schoolId = (await world.call('school.overview', {})).schools[0]?.id;
    const before = (await world.call('exports.check', { template: 'aim-sd', endYear: 2027 })).lines;
    const { id: _id, schoolId: _s, note: _n, ...row } = child({ endDate: '2026-10-30' });
    const { id } = await world.call('non-public.save', { ...row, schoolId });
    const year = await world.call('non-public.list', { endYear: 2027 });
    expect(year.pupils).toMatchObject([{ id, serviceLabels: ['Title I services'] }]);
    expect(year.counts.total).toBe(1);
    expect((await world.call('non-public.list', { on: '2026-11-02' })).counts.total).toBe(0);
    expect((await world.call('non-public.list', { endYear: 2026 })).pupils).toEqual([]);
    expect((await world.call('exports.check', { template: 'aim-sd', endYear: 2027 })).lines).toBe(before);
    await expect(
      world.call('non-public.save', { ...row, schoolId, services: ['SPED'] }),
    ).rejects.toMatchObject({ kind: 'invalid-input' });
    await world.call('non-public.remove', { id });
    expect((await world.call('non-public.list', { endYear: 2027 })).pupils).toEqual([]);
  });
});
