import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

/** State facts of an enrollment as the screen has them: flags as yes or no. */
export interface EnrollmentFacts {
  readonly enrollmentId: string;
  readonly homeDistrict: string | null;
  readonly homeCounty: string | null;
  readonly dayTreatment: boolean;
  readonly ageEligible: boolean;
  readonly boardApprovedOn: string | null;
  readonly repeatsGrade: boolean;
  readonly previousSchool: string | null;
  readonly offeredMode: string | null;
}

/** What is on record; nothing on record reads as no and empty. */
export function enrollmentFactsOf(reader: Reader, enrollmentId: string): EnrollmentFacts {
  requiredRow(reader, 'enrollment', enrollmentId);
  const row = reader.rows<Row<'enrollmentFacts'>>(
    'SELECT * FROM enrollmentFacts WHERE enrollmentId = ?',
    enrollmentId,
  )[0];
  return {
    enrollmentId,
    homeDistrict: row?.homeDistrict ?? null,
    homeCounty: row?.homeCounty ?? null,
    dayTreatment: row?.dayTreatment === 1,
    ageEligible: row?.ageEligible === 1,
    boardApprovedOn: row?.boardApprovedOn ?? null,
    repeatsGrade: row?.repeatsGrade === 1,
    previousSchool: row?.previousSchool ?? null,
    offeredMode: row?.offeredMode ?? null,
  };
}

export function saveEnrollmentFacts(writer: Writer, facts: EnrollmentFacts): void {
  requiredRow(writer, 'enrollment', facts.enrollmentId);
  if (
    facts.offeredMode !== null &&
    !codeSet(writer, 'mode_of_instruction').some(({ code }) => code === facts.offeredMode)
  )
    throw new Failure('invalid-input', 'Choose the mode of instruction from the list.', [
      { field: 'offeredMode', message: 'Choose from the list.' },
    ]);
  putKeyed(writer, 'enrollmentFacts', {
    enrollmentId: facts.enrollmentId,
    homeDistrict: facts.homeDistrict || null,
    homeCounty: facts.homeCounty || null,
    dayTreatment: facts.dayTreatment ? 1 : 0,
    ageEligible: facts.ageEligible ? 1 : 0,
    boardApprovedOn: facts.boardApprovedOn,
    repeatsGrade: facts.repeatsGrade ? 1 : 0,
    previousSchool: facts.previousSchool || null,
    offeredMode: facts.offeredMode,
  });
}
