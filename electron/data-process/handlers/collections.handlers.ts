import { collectionNamed } from '#db/collections/collection-calendar.ts';
import { decideCount } from '#db/collections/decide-count.ts';
import { enrollmentFactsOf, saveEnrollmentFacts } from '#db/collections/enrollment-facts.ts';
import { saveUnitYear } from '#db/collections/unit-years.ts';
import { acceptWarning, type ValidationResult } from '#db/collections/validation/findings.ts';
import { requireYear, schoolNumbered } from '#db/school/schools.ts';
import { isSpecialEducation } from '#domain/accounts/record-roles.ts';
import { type Role, specialEducationRoles } from '#domain/accounts/roles.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import type { collectionsContract } from '#electron/contract/collections.contract.ts';
import type { AreaHandlers, Clock, SignedInCall } from '#electron/data-process/call.ts';

const yearOr = (endYear: number | undefined, clock: Clock): number => endYear ?? schoolYearOf(clock.today());

/** The year asked for, or this one; one that is not here is a refusal and not a row of zeros. */
function knownYear(endYear: number | undefined, { file, clock }: SignedInCall): number {
  const year = yearOr(endYear, clock);
  requireYear(file.reader, year);
  return year;
}

export const collectionsHandlers: AreaHandlers<keyof typeof collectionsContract> = {
  'collections.count': ({ endYear, school, ...scope }, call) =>
    call.jobs.run('student-count', {
      ...scope,
      school: school === undefined ? undefined : schoolNumbered(call.file.reader, school, 'school').number,
      endYear: knownYear(endYear, call),
    }),

  'collections.decide-count': (input, { write }) => {
    write('Decided about a count', (writer) => decideCount(writer, input));
    return { done: true };
  },

  'collections.early-graduates': ({ endYear }, call) =>
    call.jobs.run('early-graduates', { endYear: knownYear(endYear, call) }),

  'collections.anb': ({ endYear }, call) =>
    call.jobs.run('district-anb', { endYear: knownYear(endYear, call), today: call.clock.today() }),

  'collections.forecast': async ({ endYear, leaving }, call) => {
    const { jobs } = call;
    const year = { endYear: knownYear(endYear, call), today: call.clock.today() };
    return {
      now: await jobs.run('district-anb', year),
      after: await jobs.run('district-anb', { ...year, leaving }),
    };
  },

  'collections.save-unit-year': (row, { write }) => {
    write('Entered figures of a budget unit', (writer) => saveUnitYear(writer, row));
    return { done: true };
  },

  'collections.hours': ({ endYear }, call) =>
    call.jobs.run('hours-outlook', { endYear: knownYear(endYear, call) }),

  'collections.enrollment-facts': ({ enrollmentId }, { file }) =>
    enrollmentFactsOf(file.reader, enrollmentId),

  'collections.save-enrollment-facts': (facts, { write }) => {
    write('State facts of an enrollment', (writer) => saveEnrollmentFacts(writer, facts));
    return { done: true };
  },

  'collections.validate': async ({ endYear, ...scope }, { jobs, clock, user, file }) => {
    if (endYear !== undefined) requireYear(file.reader, endYear);
    if (scope.collection !== undefined) collectionNamed(file.reader, scope.collection);
    return visibleTo(
      user.roles,
      await jobs.run('validate', { ...scope, endYear: yearOr(endYear, clock), today: clock.today() }),
    );
  },

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
