import { decideCount } from '#db/collections/decide-count.ts';
import { enrollmentFactsOf, saveEnrollmentFacts } from '#db/collections/enrollment-facts.ts';
import { saveUnitYear } from '#db/collections/unit-years.ts';
import { acceptWarning, type ValidationResult } from '#db/collections/validation/findings.ts';
import { isSpecialEducation } from '#domain/accounts/record-roles.ts';
import { type Role, specialEducationRoles } from '#domain/accounts/roles.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import type { collectionsContract } from '#electron/contract/collections.contract.ts';
import type { AreaHandlers, Clock } from '#electron/data-process/call.ts';

const yearOr = (endYear: number | undefined, clock: Clock): number => endYear ?? schoolYearOf(clock.today());

export const collectionsHandlers: AreaHandlers<keyof typeof collectionsContract> = {
  'collections.count': ({ endYear, ...scope }, { jobs, clock }) =>
    jobs.run('student-count', { ...scope, endYear: yearOr(endYear, clock) }),

  'collections.decide-count': (input, { write }) => {
    write('Decided about a count', (writer) => decideCount(writer, input));
    return { done: true };
  },

  'collections.early-graduates': ({ endYear }, { jobs, clock }) =>
    jobs.run('early-graduates', { endYear: yearOr(endYear, clock) }),

  'collections.anb': ({ endYear }, { jobs, clock }) =>
    jobs.run('district-anb', { endYear: yearOr(endYear, clock) }),

  'collections.forecast': async ({ endYear, leaving }, { jobs, clock }) => {
    const year = yearOr(endYear, clock);
    return {
      now: await jobs.run('district-anb', { endYear: year }),
      after: await jobs.run('district-anb', { endYear: year, leaving }),
    };
  },

  'collections.save-unit-year': (row, { write }) => {
    write('Entered figures of a budget unit', (writer) => saveUnitYear(writer, row));
    return { done: true };
  },

  'collections.hours': ({ endYear }, { jobs, clock }) =>
    jobs.run('hours-outlook', { endYear: yearOr(endYear, clock) }),

  'collections.enrollment-facts': ({ enrollmentId }, { file }) =>
    enrollmentFactsOf(file.reader, enrollmentId),

  'collections.save-enrollment-facts': (facts, { write }) => {
    write('State facts of an enrollment', (writer) => saveEnrollmentFacts(writer, facts));
    return { done: true };
  },

  'collections.validate': async ({ endYear, ...scope }, { jobs, clock, user }) =>
    visibleTo(
      user.roles,
      await jobs.run('validate', { ...scope, endYear: yearOr(endYear, clock), today: clock.today() }),
    ),

  'collections.accept-warning': (input, { write, user, clock }) => {
    write(input.reason === null ? 'Took back an accepted warning' : 'Accepted a warning', (writer) =>
      acceptWarning(writer, { ...input, by: user.name, at: clock.now() }),
    );
    return { done: true };
  },
};

/** Findings about plans are for special education alone: others may not even learn who has one. */
function visibleTo(roles: readonly Role[], result: ValidationResult): ValidationResult {
  if (roles.some((role) => specialEducationRoles.includes(role))) return result;
  const findings = result.findings.filter(({ subjectType }) => !isSpecialEducation(subjectType));
  const checks = findings.filter(({ severity }) => severity === 'check');
  return {
    ...result,
    findings,
    must: findings.filter(({ severity }) => severity === 'must').length,
    check: checks.filter(({ accepted }) => accepted === null).length,
    accepted: checks.filter(({ accepted }) => accepted !== null).length,
  };
}
