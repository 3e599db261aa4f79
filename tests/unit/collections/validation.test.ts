import { describe, expect, test } from 'vitest';
import { studentCount } from '#domain/collections/student-count.ts';
import type { RuleWords } from '#domain/collections/validation/rule.ts';
import type { StudentFile, ValidatedStay } from '#domain/collections/validation/student-file.ts';
import { rules as checks, rulesFor, validateStudent } from '#domain/collections/validation/validate.ts';
import { yearRules } from '#domain/collections/validation/year-rules.ts';
import { BEGUN_STAY } from '#domain/enrollment/begun-stay.ts';
import type { Row } from '#domain/sync/registry.ts';
import { absentDays, aPupil, rules } from '#tests/unit/collections/count-fixtures.ts';
import { context, words } from '#tests/unit/collections/rule-context.ts';

const row: Row<'enrollment'> = {
  id: 'e1',
  studentId: 's1',
  schoolId: 'school',
  calendarId: 'calendar',
  grade: '04',
  serviceType: 'P',
  startDate: '2026-08-26',
  ...BEGUN_STAY,
  startStatus: '02',
};
const facts: Row<'enrollmentFacts'> = {
  id: 'f1',
  enrollmentId: 'e1',
  homeDistrict: null,
  homeCounty: null,
  dayTreatment: null,
  ageEligible: null,
  boardApprovedOn: null,
  repeatsGrade: null,
  previousSchool: null,
  offeredMode: null,
};
const agreement: Row<'attendanceAgreement'> = {
  id: 'a1',
  enrollmentId: 'e1',
  law: '321',
  homeDistrict: 'Next Bench',
  homeCounty: null,
  parentSigned: '2026-06-01',
  attendingSigned: '2026-06-02',
  homeSigned: '2026-06-03',
  countySigned: null,
  tuition: null,
  transportation: null,
  sentOn: null,
  note: null,
};
const demographics: Row<'demographics'> = {
  id: 'd1',
  personId: 's1',
  hispanic: 'N',
  races: '["WH"]',
  homeLanguage: null,
  enteredGrade9: null,
};
const totals = {
  id: 't1',
  enrollmentId: 'e1',
  daysEnrolled: '170.00',
  daysPresent: '165.50',
  essaDaysAbsent: 4,
};
const record: Row<'programRecord'> = {
  id: 'p1',
  studentId: 's1',
  program: 'HML',
  startDate: '2026-09-01',
  endDate: null,
  detail: 'D',
  certification: null,
  unaccompanied: null,
  language: null,
  note: null,
};

const aStay = (over: Partial<Row<'enrollment'>> = {}, more: Partial<ValidatedStay> = {}): ValidatedStay => ({
  row: { ...row, ...over },
  endYear: 2027,
  yearStart: '2026-07-01',
  yearEnd: '2027-06-30',
  daysEnrolled: 170,
  facts: null,
  agreement: null,
  totals: null,
  modes: [],
  marksOfBeingHere: 0,
  counts: {},
  ...more,
});

/** A plan with which everything is right. */
const plan: StudentFile['plans'][number] = {
  id: 'i1',
  status: 'locked',
  startDate: '2026-09-01',
  endDate: '2027-08-31',
  lastEvaluation: '2025-03-01',
  disability: 'SLI',
  setting: 'RC80',
};

/** A pupil with whom everything is right. */
const aFile = (over: Partial<StudentFile> = {}): StudentFile => ({
  person: {
    id: 's1',
    lastName: 'Sagebrush',
    firstName: 'Anna-Lee',
    middleName: null,
    suffix: null,
    usualName: null,
    birthDate: '2017-03-01',
    gender: 'F',
    isStudent: 1,
    isStaff: 0,
  },
  stateId: '001234567',
  stateIdSharedBy: 0,
  demographics,
  directory: {
    id: 'x1',
    personId: 's1',
    street: '1 Main St',
    city: 'Larkspur',
    state: 'MT',
    zip: '59999',
    mailingStreet: null,
    mailingCity: null,
    mailingState: null,
    mailingZip: null,
    email: null,
  },
  stays: [aStay()],
  openBefore: null,
  programs: [],
  plans: [],
  exits: [],
  ...over,
});
const person = (over: Partial<Row<'person'>>): Partial<StudentFile> => ({
  person: { ...aFile().person, ...over },
});
const inCount = (
  over: Parameters<typeof aPupil>[0],
  stay: Partial<Row<'enrollment'>> = {},
): Partial<StudentFile> => {
  const line = studentCount([aPupil({ enrollmentId: 'e1', ...over })], rules, 2027)[0];
  return { stays: [aStay(stay, line ? { counts: { fall: line } } : {})] };
};
const decided = { absent: null, tenDay: null, exclusion: null, proficient: false };
const ended = { endDate: '2027-06-04' };

/** For each rule a file that breaks it and nothing else of its kind. */
const broken: Record<string, Partial<StudentFile>> = {
  'state-id-missing': { stateId: null },
  'state-id-form': { stateId: '1234567' },
  'state-id-shared': { stateIdSharedBy: 1 },
  'name-invalid': person({ firstName: 'Ann4' }),
  'birth-date-missing': person({ birthDate: null }),
  'gender-missing': person({ gender: null }),
  'address-missing': { directory: null },
  'ethnicity-missing': { demographics: { ...demographics, hispanic: null } },
  'race-missing': { demographics: { ...demographics, races: null } },
  'enrollment-missing': { stays: [], openBefore: row },
  'enrollment-overlap': { stays: [aStay(), aStay({ id: 'e2', startDate: '2026-10-01' })] },
  'mode-disagrees': { stays: [aStay({}, { facts: { ...facts, offeredMode: 'RM' } })] },
  'never-came-seen': { stays: [aStay({ noShow: 1 }, { marksOfBeingHere: 2 })] },
  'start-status-missing': { stays: [aStay({ startStatus: null })] },
  'withdrawal-incomplete': { stays: [aStay(ended)] },
  'end-status-unmapped': { stays: [aStay({ ...ended, endReason: 'TR_MT' })] },
  'military-start': { stays: [aStay({ startStatus: '60' })] },
  'dropout-reason': { stays: [aStay({ ...ended, endStatus: '310' })] },
  'extracurricular-end': { stays: [aStay({ ...ended, endStatus: '105', extracurricularOnly: 1 })] },
  'residency-missing': { stays: [aStay({}, { agreement })] },
  'agreement-missing': {
    stays: [
      aStay(
        {},
        { facts: { ...facts, homeDistrict: 'Next Bench' }, agreement: { ...agreement, homeSigned: null } },
      ),
    ],
  },
  'hours-missing': inCount({ minutes: null }),
  'hours-part-time': inCount({ minutes: 400 * 60 }),
  'hours-service-type': inCount({ minutes: 1080 * 60 }, { serviceType: 'S' }),
  'absent-on-count': inCount({ run: absentDays(1) }),
  'kindergarten-age': inCount({ grade: 'KF', birthDate: '2021-10-01' }),
  'ten-day-rule': inCount({ run: absentDays(11), decided: { ...decided, tenDay: false } }),
  'ten-day-review': inCount({
    run: { absentOnCountDate: false, throughCountDate: 0, beforeCountDate: 11, from: '2026-09-17' },
  }),
  'day-treatment': { stays: [aStay({}, { facts: { ...facts, dayTreatment: 1 } })] },
  'totals-missing': { stays: [aStay({}, { daysEnrolled: 0, yearEnd: '2026-06-30' })] },
  'totals-impossible': { stays: [aStay({}, { totals: { ...totals, daysPresent: '170.01' } })] },
  'age-grade': person({ birthDate: '2007-01-01' }),
  'graduate-grade': {
    stays: [
      aStay({ grade: '11', ...ended, endReason: 'GRAD', diplomaDate: '2027-05-30', diplomaType: 'REG' }),
    ],
  },
  'graduate-diploma': { stays: [aStay({ grade: '12', ...ended, endStatus: '410' })] },
  'graduate-exchange': {
    stays: [
      aStay({ grade: '12', ...ended, endReason: 'GRAD', diplomaDate: '2027-05-30', diplomaType: 'REG' }),
    ],
    programs: [{ ...record, program: 'FEX', detail: null }],
  },
  'entered-grade-9': { stays: [aStay({ grade: '10' })] },
  'program-detail': { programs: [{ ...record, detail: 'ZZ' }] },
  'program-twice': {
    programs: [record, { ...record, id: 'later', startDate: '2026-10-01' }],
  },
  'meal-certification': { programs: [{ ...record, program: 'MEAL', detail: 'F', startDate: '2026-09-01' }] },
  'meal-carried-over': {
    programs: [
      {
        ...record,
        program: 'MEAL',
        detail: 'F',
        certification: 'Income',
        startDate: '2025-09-01',
        endDate: null,
      },
    ],
  },
  'meal-categorical': { programs: [{ ...record, program: 'FOS', detail: null }] },
  'plan-unlocked': {
    plans: [{ ...plan, status: 'complete' }],
  },
  'plan-lapsed': { plans: [{ ...plan, startDate: '2025-09-01', endDate: '2026-08-31' }] },
  'plan-evaluation': { plans: [{ ...plan, lastEvaluation: '2023-11-23' }] },
  'plan-disability-age': { plans: [{ ...plan, disability: 'DD' }] },
  'plan-setting-age': { plans: [{ ...plan, setting: 'REC10YSVCS' }] },
  'special-education-exit-missing': {
    stays: [aStay({ endDate: '2026-11-20', endReason: 'TR_OOS', endStatus: '160' })],
    plans: [plan],
  },
  'special-education-exit-twice': {
    exits: ['2026-11-02', '2026-11-03'].map((exitedOn, at) => ({
      id: `x${at}`,
      studentId: 's1',
      exitedOn,
      reason: 'TRAN',
      evaluatedOn: '2026-10-20',
      noticeOn: '2026-10-01',
      summaryOn: null,
      note: null,
    })),
  },
  'special-education-exit-incomplete': {
    exits: [
      {
        id: 'x1',
        studentId: 's1',
        exitedOn: '2026-11-20',
        reason: 'TRAN',
        evaluatedOn: null,
        noticeOn: '2026-11-01',
        summaryOn: null,
        note: null,
      },
    ],
  },
};

describe('the rule list', () => {
  test('has words for every check, a check for every word, and a sentence each', () => {
    expect(words.map(({ id }) => id).sort()).toEqual(
      [...Object.keys(checks), ...Object.keys(yearRules)].sort(),
    );
    expect(Object.keys(broken).sort()).toEqual(Object.keys(checks).sort());
    for (const { why, how } of words) {
      expect(why).toMatch(/\.$/);
      expect(how).toMatch(/\.$/);
    }
  });

  test('is chosen by year and collection', () => {
    const dated = words.map((rule) => (rule.id === 'age-grade' ? { ...rule, toYear: 2026 } : rule));
    expect(rulesFor(dated, 2027).some(({ id }) => id === 'age-grade')).toBe(false);
    expect(rulesFor(words, 2027, 'eoy-attendance').map(({ id }) => id)).toContain('totals-missing');
    expect(rulesFor(words, 2027, 'eoy-attendance').map(({ id }) => id)).not.toContain('hours-missing');
  });

  test('a rule this version does not know is never passed over', () => {
    const unknown = { ...(words[0] as RuleWords), id: 'made-up' };
    expect(() => validateStudent(aFile(), [unknown], context)).toThrow(/made-up/);
  });
});

test('a pupil with whom everything is right has no finding', () => {
  expect(validateStudent(aFile(), words, context)).toEqual([]);
});

test.each(Object.entries(broken))('%s is found where it is broken', (rule, over) => {
  const own = words.filter(({ id }) => id === rule);
  const found = validateStudent(aFile(over), own, context);
  expect(found).toHaveLength(1);
  expect(found[0]?.what).toMatch(/^[A-Z].*\.$/s);
  expect(found[0]?.what).not.toContain('Sagebrush');
  expect(validateStudent(aFile(), own, context)).toEqual([]);
});

test.each([
  [[], null, 0],
  [[], 'IP', 0],
  [[], 'HY', 1],
  [['HY', 'IP'], 'HY', 0],
  [['HY', 'IP'], 'RM', 1],
  [['RM'], null, 1],
  [['RM'], 'RM', 0],
] as const)('modes offered %j and a pupil taught in %s: %i', (modes, offeredMode, found) => {
  const own = words.filter(({ id }) => id === 'mode-disagrees');
  const file = aFile({ stays: [aStay({}, { modes, facts: { ...facts, offeredMode } })] });
  expect(validateStudent(file, own, context)).toHaveLength(found);
});

test('a military start is right with the connection on record on that day', () => {
  const own = words.filter(({ id }) => id === 'military-start');
  const military = { ...record, program: 'MIL', detail: null, startDate: '2026-08-26' };
  const file = aFile({ stays: [aStay({ startStatus: '60' })], programs: [military] });
  expect(validateStudent(file, own, context)).toEqual([]);
  const late = aFile({
    stays: [aStay({ startStatus: '60' })],
    programs: [{ ...military, startDate: '2026-08-27' }],
  });
  expect(validateStudent(late, own, context)).toHaveLength(1);
});
