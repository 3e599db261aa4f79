import type { Rule, RuleHit } from '#domain/collections/validation/rule.ts';
import type { StudentFile } from '#domain/collections/validation/student-file.ts';
import { disabilityFits, isSchoolAge, settingFits } from '#domain/special-education/child-count.ts';
import { leftSchoolOn, planNotLeft } from '#domain/special-education/due-plans.ts';
import { missingForExit } from '#domain/special-education/exit-rules.ts';
import { evaluationDue } from '#domain/special-education/iep-dates.ts';
import { ageOn, type CivilDate } from '#domain/system/civil-date.ts';
import { codeOf } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';

type Plan = StudentFile['plans'][number];

const onPlan = ({ id }: Pick<Plan, 'id'>, field: string, what: string): RuleHit => ({
  subjectType: 'iep',
  subjectId: id,
  field,
  what,
});

const stays = (file: StudentFile) => file.stays.map(({ row }) => row).filter(({ noShow }) => noShow === 0);

/** The plan that counts, of a pupil who is enrolled on the day: the newest locked one, not left since it began. */
function countingPlan(file: StudentFile, day: CivilDate): Plan | null {
  const here = stays(file).some(
    ({ startDate, endDate }) => startDate <= day && (endDate === null || endDate >= day),
  );
  return here ? planNotLeft(file.plans, file.exits) : null;
}

/** Rules about plans and exits: what keeps a pupil out of the child count, or the count wrong. Source: child count notice. */
export const planRules: Readonly<Record<string, Rule>> = {
  'plan-unlocked': (file) =>
    file.plans
      .filter(({ status }) => status === 'complete')
      .map((plan) => onPlan(plan, 'status', 'A completed plan is not locked, so it does not count.')),
  'plan-lapsed': (file, { today }) => {
    const plan = countingPlan(file, today);
    return plan && plan.endDate < today
      ? [
          onPlan(
            plan,
            'endDate',
            `The plan ended on ${dateInWords(plan.endDate)}, and no later one is locked.`,
          ),
        ]
      : [];
  },
  'plan-evaluation': (file, { today }) => {
    const plan = countingPlan(file, today);
    if (!plan) return [];
    if (plan.lastEvaluation === null)
      return [onPlan(plan, 'lastEvaluation', 'The plan does not say when the pupil was last evaluated.')];
    const due = evaluationDue(plan.lastEvaluation);
    return due < today
      ? [
          onPlan(
            plan,
            'lastEvaluation',
            `The last evaluation was on ${dateInWords(plan.lastEvaluation)}; the next was due by ${dateInWords(due)}.`,
          ),
        ]
      : [];
  },
  'plan-disability-age': (file, { today, sets }) => {
    const plan = countingPlan(file, today);
    const { birthDate } = file.person;
    if (!plan?.disability || birthDate === null) return [];
    const category = codeOf(sets.disability, plan.disability);
    const age = ageOn(birthDate, today);
    return category && !disabilityFits(category, age)
      ? [onPlan(plan, 'disability', `The disability "${category.label}" is not for a pupil of ${age} years.`)]
      : [];
  },
  'plan-setting-age': (file, { today, sets }) => {
    const plan = countingPlan(file, today);
    const { birthDate } = file.person;
    if (!plan?.setting || birthDate === null) return [];
    const setting = codeOf(sets.environment, plan.setting);
    const age = ageOn(birthDate, today);
    const grade = stays(file).find((stay) => stay.grade !== 'PK')?.grade ?? 'PK';
    const schoolAge = isSchoolAge(age, grade);
    return setting && !settingFits(setting, schoolAge)
      ? [
          onPlan(
            plan,
            'setting',
            `The setting "${setting.label}" is for ${schoolAge ? 'early childhood' : 'school age'}; the pupil is ${age} years old.`,
          ),
        ]
      : [];
  },
  'special-education-exit-missing': (file, { today }) => {
    const left = file.openBefore ? null : leftSchoolOn(stays(file), today);
    const plan = planNotLeft(file.plans, file.exits);
    return left !== null && plan !== null && plan.endDate >= left
      ? [
          onPlan(
            plan,
            'exitedOn',
            `The pupil left school on ${dateInWords(left)} with a plan in force, and no exit from special education is on record.`,
          ),
        ]
      : [];
  },
  'special-education-exit-twice': ({ exits, plans }) =>
    [...exits]
      .sort((a, b) => (`${a.exitedOn} ${a.id}` < `${b.exitedOn} ${b.id}` ? -1 : 1))
      .flatMap((exit, at, inOrder) => {
        const before = inOrder[at - 1];
        const cameBack = plans.some(
          ({ startDate }) => before && startDate > before.exitedOn && startDate <= exit.exitedOn,
        );
        return before && !cameBack
          ? [
              {
                subjectType: 'specialEducationExit' as const,
                subjectId: exit.id,
                field: 'exitedOn',
                what: `The pupil left special education on ${dateInWords(before.exitedOn)} already, and no plan began since.`,
              },
            ]
          : [];
      }),
  'special-education-exit-incomplete': (file, { sets }) =>
    file.exits.flatMap((exit) =>
      missingForExit(exit, stays(file), sets.exitReason).map(({ field, message }) => ({
        subjectType: 'specialEducationExit' as const,
        subjectId: exit.id,
        field: field ?? 'exitedOn',
        what: message,
      })),
    ),
};
