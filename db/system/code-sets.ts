import type { Reader } from '#db/system/connection.ts';
import type { CodeSet, CodeValue } from '#domain/system/code-set.ts';
import { Failure } from '#domain/system/failure.ts';
import anbExclusionReason from '#resources/code-sets/anb_exclusion_reason.json' with { type: 'json' };
import assessment from '#resources/code-sets/assessment.json' with { type: 'json' };
import assessmentPart from '#resources/code-sets/assessment_part.json' with { type: 'json' };
import attendanceAgreementLaw from '#resources/code-sets/attendance_agreement_law.json' with { type: 'json' };
import behaviorEvent from '#resources/code-sets/behavior_event.json' with { type: 'json' };
import behaviorResponse from '#resources/code-sets/behavior_response.json' with { type: 'json' };
import behaviorRole from '#resources/code-sets/behavior_role.json' with { type: 'json' };
import calendarType from '#resources/code-sets/calendar_type.json' with { type: 'json' };
import contactArea from '#resources/code-sets/contact_area.json' with { type: 'json' };
import courseLevel from '#resources/code-sets/course_level.json' with { type: 'json' };
import courtPaperKind from '#resources/code-sets/court_paper_kind.json' with { type: 'json' };
import cteFollowUp from '#resources/code-sets/cte_follow_up.json' with { type: 'json' };
import diplomaPeriod from '#resources/code-sets/diploma_period.json' with { type: 'json' };
import diplomaType from '#resources/code-sets/diploma_type.json' with { type: 'json' };
import disability from '#resources/code-sets/disability.json' with { type: 'json' };
import districtAssignment from '#resources/code-sets/district_assignment.json' with { type: 'json' };
import dropoutReason from '#resources/code-sets/dropout_reason.json' with { type: 'json' };
import elStatus from '#resources/code-sets/el_status.json' with { type: 'json' };
import endStatus from '#resources/code-sets/end_status.json' with { type: 'json' };
import endStatusCategory from '#resources/code-sets/end_status_category.json' with { type: 'json' };
import environment from '#resources/code-sets/environment.json' with { type: 'json' };
import ethnicity from '#resources/code-sets/ethnicity.json' with { type: 'json' };
import ferpaBasis from '#resources/code-sets/ferpa_basis.json' with { type: 'json' };
import gender from '#resources/code-sets/gender.json' with { type: 'json' };
import gradeLevel from '#resources/code-sets/grade_level.json' with { type: 'json' };
import homelessResidence from '#resources/code-sets/homeless_residence.json' with { type: 'json' };
import identityProof from '#resources/code-sets/identity_proof.json' with { type: 'json' };
import immunizationPaper from '#resources/code-sets/immunization_paper.json' with { type: 'json' };
import mealCertification from '#resources/code-sets/meal_certification.json' with { type: 'json' };
import mealEligibility from '#resources/code-sets/meal_eligibility.json' with { type: 'json' };
import militaryConnection from '#resources/code-sets/military_connection.json' with { type: 'json' };
import modeOfInstruction from '#resources/code-sets/mode_of_instruction.json' with { type: 'json' };
import nameSuffix from '#resources/code-sets/name_suffix.json' with { type: 'json' };
import nonPublicKind from '#resources/code-sets/non_public_kind.json' with { type: 'json' };
import nonPublicService from '#resources/code-sets/non_public_service.json' with { type: 'json' };
import phoneKind from '#resources/code-sets/phone_kind.json' with { type: 'json' };
import photoOptIn from '#resources/code-sets/photo_opt_in.json' with { type: 'json' };
import program from '#resources/code-sets/program.json' with { type: 'json' };
import programStep from '#resources/code-sets/program_step.json' with { type: 'json' };
import race from '#resources/code-sets/race.json' with { type: 'json' };
import recordsDirection from '#resources/code-sets/records_direction.json' with { type: 'json' };
import recordsPart from '#resources/code-sets/records_part.json' with { type: 'json' };
import relatedService from '#resources/code-sets/related_service.json' with { type: 'json' };
import relationshipKind from '#resources/code-sets/relationship_kind.json' with { type: 'json' };
import sectionStaffRole from '#resources/code-sets/section_staff_role.json' with { type: 'json' };
import serviceFrequency from '#resources/code-sets/service_frequency.json' with { type: 'json' };
import servicePlace from '#resources/code-sets/service_place.json' with { type: 'json' };
import serviceType from '#resources/code-sets/service_type.json' with { type: 'json' };
import spedExitReason from '#resources/code-sets/sped_exit_reason.json' with { type: 'json' };
import startStatus from '#resources/code-sets/start_status.json' with { type: 'json' };
import stepOutcome from '#resources/code-sets/step_outcome.json' with { type: 'json' };
import title1Kind from '#resources/code-sets/title1_kind.json' with { type: 'json' };

/** One code of a set, for a list to choose from. */
export interface Choice {
  readonly code: string;
  readonly label: string;
  /** Our own guess, not the state's: labelled so on screen and kept out of state files until confirmed. */
  readonly localDefault: boolean;
}

const shipped = [
  courtPaperKind,
  recordsDirection,
  recordsPart,
  identityProof,
  ferpaBasis,
  photoOptIn,
  assessment,
  assessmentPart,
  sectionStaffRole,
  districtAssignment,
  cteFollowUp,
  courseLevel,
  behaviorRole,
  behaviorResponse,
  behaviorEvent,
  anbExclusionReason,
  attendanceAgreementLaw,
  calendarType,
  contactArea,
  diplomaPeriod,
  diplomaType,
  modeOfInstruction,
  disability,
  dropoutReason,
  elStatus,
  endStatus,
  endStatusCategory,
  environment,
  ethnicity,
  gender,
  gradeLevel,
  homelessResidence,
  immunizationPaper,
  mealCertification,
  mealEligibility,
  militaryConnection,
  nameSuffix,
  nonPublicKind,
  nonPublicService,
  phoneKind,
  program,
  programStep,
  race,
  relatedService,
  relationshipKind,
  serviceFrequency,
  servicePlace,
  serviceType,
  spedExitReason,
  startStatus,
  stepOutcome,
  title1Kind,
] as unknown as readonly CodeSet[];

/** The sets that came with Hi-Line. */
export const allShippedSets = (): readonly CodeSet[] => shipped;

/** The district's or the state's own version of a set where there is one, the shipped one otherwise. */
export function codeSetFile<V extends CodeValue = CodeValue>(reader: Reader, name: string): CodeSet<V> {
  const replaced = reader.rows<{ value: string }>(
    'SELECT value FROM referenceInForce WHERE name = ?',
    `code-set ${name}`,
  )[0];
  const file = replaced ? (JSON.parse(replaced.value) as CodeSet) : shipped.find((set) => set.name === name);
  if (!file) throw new Failure('not-found', `There is no code set "${name}".`);
  return file as CodeSet<V>;
}

/** The codes of a set, to choose from. */
export function codeSet(reader: Reader, name: string): Choice[] {
  const file = codeSetFile(reader, name);
  return file.values.map((value) => ({
    code: value.code,
    label: value.label ?? `Code ${value.code}`,
    localDefault: value.authority === 'D' || file.codeAuthority === 'D',
  }));
}

export function allCodeSets(reader: Reader): Record<string, Choice[]> {
  return Object.fromEntries(shipped.map(({ name }) => [name, codeSet(reader, name)]));
}
