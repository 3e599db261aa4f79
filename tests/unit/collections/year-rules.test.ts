import { expect, test } from 'vitest';
import { validateYear } from '#domain/collections/validation/validate.ts';
import type { YearRecords } from '#domain/collections/validation/year-records.ts';
import { yearRules } from '#domain/collections/validation/year-rules.ts';
import { ratio } from '#domain/system/fraction.ts';
import { context, words } from '#tests/unit/collections/rule-context.ts';

const school = { studentId: null, name: 'Larkspur Bench School' };
const pupil = { studentId: 's1', name: 'Sagebrush, Anna-Lee' };
const numbered = (number: string, id: string) => ({ id, schoolId: 'school', number, whose: school });
const bells: YearRecords['bells'][number] = {
  id: 'b1',
  calendarId: 'calendar',
  name: 'Regular',
  days: 170,
  periods: [{ name: 'AM', startTime: '08:30', endTime: '12:00', minutes: 195 }],
  whose: school,
};
const pathway: YearRecords['pathways'][number] = {
  id: 'w1',
  studentId: 's1',
  endYear: 2027,
  pathway: 'Welding',
  districtCredits: '1.50',
  transferCredits: '0.50',
  pathwayCredits: '2.00',
  concentrator: 1,
  singleParent: null,
  whose: pupil,
};
const followUp: YearRecords['followUps'][number] = {
  id: 'u1',
  studentId: 's1',
  endYear: 2027,
  contactDate: '2026-10-05',
  status: null,
  leftOn: '2026-06-04',
  whose: pupil,
};
const score: YearRecords['scores'][number] = {
  id: 'k1',
  studentId: 's1',
  test: 'MAST',
  takenOn: '2026-04-14',
  score: '412',
  level: null,
  note: null,
  birthDate: '2017-03-01',
  whose: pupil,
};
const unitCount: YearRecords['unitCounts'][number] = {
  id: 'n1',
  count: 'fall',
  unit: 'EL',
  ours: ratio(43, 4),
  state: '10.75',
  whose: school,
};
/** A year with which everything is right. */
const aYear = (over: Partial<YearRecords> = {}): YearRecords => ({
  courses: [numbered('A1', 'c1'), numbered('A2', 'c2'), { ...numbered('A1', 'c3'), schoolId: 'other' }],
  sections: [numbered('1', 'x1')],
  calendars: [numbered('001', 'l1')],
  bells: [bells, { ...bells, id: 'b2', name: 'Named by an import', days: 0, periods: [] }],
  staff: [{ id: 'f1', stateNumber: '000000123', whose: school }],
  pathways: [pathway],
  followUps: [followUp, { ...followUp, id: 'u2', contactDate: null }],
  scores: [score],
  unitCounts: [unitCount],
  countDates: [{ districtId: 'district', count: 'fall', date: '2026-10-05', whose: school }],
  ...over,
});

/** For each rule over a year the records that break it and nothing else. */
const brokenYear: Record<string, Partial<YearRecords>> = {
  'calendar-twice': { calendars: [numbered('001', 'l1'), numbered('001', 'l2')] },
  'course-twice': { courses: [numbered('A1', 'c1'), numbered('a1', 'c2')] },
  'section-twice': { sections: [numbered('1', 'x1'), numbered('1', 'x2')] },
  'bells-twice': { bells: [bells, { ...bells, id: 'b2', name: 'REGULAR' }] },
  'bells-invalid': {
    bells: [{ ...bells, periods: [{ name: 'AM', startTime: '12:00', endTime: '08:30', minutes: 195 }] }],
  },
  'bells-empty': { bells: [{ ...bells, periods: [] }] },
  'staff-number-missing': { staff: [{ id: 'f1', stateNumber: null, whose: school }] },
  'cte-credits': { pathways: [{ ...pathway, pathwayCredits: '2.50' }] },
  'cte-concentrator': { pathways: [{ ...pathway, concentrator: 0 }] },
  'cte-contact': { followUps: [{ ...followUp, contactDate: '2027-01-04' }] },
  'score-invalid': { scores: [{ ...score, score: 'four hundred' }] },
  'count-too-early': {
    countDates: [{ districtId: 'district', count: 'spring', date: '2027-02-01', whose: school }],
  },
  'finance-differs': { unitCounts: [{ ...unitCount, state: '10.50' }] },
};

test('there is a year that breaks each rule', () => {
  expect(Object.keys(brokenYear).sort()).toEqual(Object.keys(yearRules).sort());
});

test('a year with which everything is right has no finding', () => {
  expect(validateYear(aYear(), words, context)).toEqual([]);
});

test.each(Object.entries(brokenYear))('%s is found where it is broken', (rule, over) => {
  const found = validateYear(aYear(over), words, context);
  expect(found).toMatchObject([{ rule }]);
  expect(found[0]?.what).toMatch(/^[A-Z].*\.$/s);
  expect(found[0]?.what).not.toContain('Sagebrush');
});

test.each([
  ['before the last day at school', { leftOn: '2026-11-02' }],
  ['ahead', { contactDate: '2026-12-15' }],
  ['before October', { contactDate: '2026-09-30' }],
])('a follow-up %s cannot be', (_words, over) => {
  expect(validateYear(aYear({ followUps: [{ ...followUp, ...over }] }), words, context)).toMatchObject([
    { rule: 'cte-contact', field: 'contactDate' },
  ]);
});
