import type { AbsenceRun } from '#domain/collections/absence-run.ts';
import { type CountRules, countRulesOf } from '#domain/collections/count-rules.ts';
import type { CountFacts } from '#domain/collections/student-count.ts';
import shipped from '#resources/collections/count-rules.json' with { type: 'json' };

export const rules: CountRules = countRulesOf(shipped.rows as unknown as CountRules[], 2027);

export const presentAllAlong: AbsenceRun = {
  absentOnCountDate: false,
  throughCountDate: 0,
  beforeCountDate: 0,
  from: null,
};

export const absentDays = (days: number): AbsenceRun => ({
  absentOnCountDate: days > 0,
  throughCountDate: days,
  beforeCountDate: Math.max(0, days - 1),
  from: '2026-09-17',
});

let last = 0;

/** A full-time fourth grader who counts one, unless told otherwise. */
export function aPupil(over: Partial<CountFacts> = {}): CountFacts {
  last += 1;
  return {
    enrollmentId: `e${last}`,
    studentId: `s${last}`,
    grade: '04',
    startDate: '2026-08-26',
    birthDate: '2017-03-01',
    minutes: 1080 * 60,
    run: presentAllAlong,
    decided: { absent: null, tenDay: null, exclusion: null, proficient: false },
    stateExclude: false,
    calendarExcludes: null,
    extracurricularOnly: false,
    dayTreatment: false,
    ageEligible: false,
    boardApprovedOn: null,
    specialEducation: false,
    ...over,
  };
}
