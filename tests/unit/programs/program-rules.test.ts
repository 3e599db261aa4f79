import { expect, it } from 'vitest';
import {
  activeOn,
  overlappingPrograms,
  participates,
  programProblems,
} from '#domain/programs/program-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import elStatus from '#resources/code-sets/el_status.json' with { type: 'json' };
import meal from '#resources/code-sets/meal_eligibility.json' with { type: 'json' };
import programs from '#resources/code-sets/program.json' with { type: 'json' };

const details = new Map([
  ['el_status', elStatus],
  ['meal_eligibility', meal],
]);

const record = (change: Partial<Row<'programRecord'>>): Row<'programRecord'> => ({
  id: 'r',
  studentId: 's',
  program: 'GTI',
  startDate: '2026-09-01',
  endDate: null,
  detail: null,
  certification: null,
  unaccompanied: null,
  language: null,
  note: null,
  ...change,
});
const fields = (change: Partial<Row<'programRecord'>>) =>
  programProblems(record(change), programs, details).map(({ field }) => field);

it('is active from the first through the last day', () => {
  const dated = { startDate: '2026-09-01', endDate: '2026-10-05' };
  expect(
    ['2026-08-31', '2026-09-01', '2026-10-05', '2026-10-06'].map((date) => activeOn(dated, date)),
  ).toEqual([false, true, true, false]);
  expect(participates([record({})], 'GTI', '2026-10-05')).toBe(true);
  expect(participates([record({})], 'GTE', '2026-10-05')).toBe(false);
});

it('knows which program keeps which detail', () => {
  expect(fields({})).toEqual([]);
  expect(fields({ detail: 'EL' })).toEqual(['detail']);
  expect(fields({ program: 'EL' })).toEqual(['detail']);
  expect(fields({ program: 'EL', detail: 'EL', language: 'Spanish' })).toEqual([]);
  expect(fields({ program: 'EL', detail: 'F' })).toEqual(['detail']);
  expect(fields({ program: 'MEAL', detail: 'F', certification: 'Direct' })).toEqual([]);
  expect(fields({ certification: 'Direct', unaccompanied: 1, language: 'Crow' })).toEqual([
    'certification',
    'unaccompanied',
    'language',
  ]);
});

it('refuses unknown programs, old ones, and dates that run backwards', () => {
  expect(fields({ program: 'NOPE' })).toEqual(['program']);
  expect(fields({ program: 'SES' })).toEqual(['program']);
  expect(fields({ endDate: '2026-08-31' })).toEqual(['endDate']);
});

it('keeps records of one program apart', () => {
  const first = { id: 'a', program: 'EL', startDate: '2025-09-01', endDate: '2026-09-01' };
  const found = overlappingPrograms(
    [{ id: 'b', program: 'EL', startDate: '2026-09-01', endDate: null }, first],
    programs,
  );
  expect(found).toMatchObject([{ firstId: 'a', secondId: 'b' }]);
  expect(found[0]?.message).toContain('ends on Tue Sep 1, 2026');
  const apart = { id: 'b', program: 'EL', startDate: '2026-09-02', endDate: null };
  const other = { id: 'c', program: 'IMM', startDate: '2025-09-01', endDate: null };
  expect(overlappingPrograms([first, apart, other], programs)).toEqual([]);
});
