import { ageForYear } from '#domain/collections/count-rules.ts';
import { onPerson, onStay, type Rule } from '#domain/collections/validation/rule.ts';
import type { ValidatedStay } from '#domain/collections/validation/student-file.ts';
import { gradeNumber } from '#domain/enrollment/grade-order.ts';
import { overlappingEnrollments } from '#domain/enrollment/overlap.ts';
import { activeOn } from '#domain/programs/program-rules.ts';
import { codeOf } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';

/** The code of the mode that needs no record. */
const IN_PERSON = 'IP';

const there = (stay: ValidatedStay): boolean => stay.row.noShow === 0;

/** Rules about enrollments. Sources: OPI AIM messages, vendor article "Enrollments (Montana)". */
export const stayRules: Readonly<Record<string, Rule>> = {
  'enrollment-missing': (file) =>
    file.stays.length === 0 && file.openBefore !== null
      ? [
          onStay(
            file.openBefore,
            'endDate',
            'The enrollment of an earlier year was never ended, and there is none in this year.',
          ),
        ]
      : [],
  'enrollment-overlap': (file) =>
    overlappingEnrollments(file.stays.map(({ row }) => row)).flatMap((overlap) => {
      const second = file.stays.find(({ row }) => row.id === overlap.secondId);
      return second ? [onStay(second.row, 'startDate', overlap.message)] : [];
    }),
  'never-came-seen': (file) =>
    file.stays
      .filter(({ row, marksOfBeingHere }) => row.noShow === 1 && marksOfBeingHere > 0)
      .map(({ row, marksOfBeingHere: marks }) =>
        onStay(
          row,
          'noShow',
          `The pupil is marked as never having come, and ${marks === 1 ? 'a mark' : `${marks} marks`} of attendance ${marks === 1 ? 'says' : 'say'} otherwise.`,
        ),
      ),
  // Only other modes are on record with the pupil: nothing there is in person.
  'mode-disagrees': (file) =>
    file.stays
      .filter(
        ({ row, facts, modes }) =>
          row.noShow === 0 &&
          row.extracurricularOnly === 0 &&
          !(modes.length > 0 ? modes : [IN_PERSON]).includes(facts?.offeredMode ?? IN_PERSON),
      )
      .map(({ row, facts }) => ({
        subjectType: 'enrollment',
        subjectId: row.id,
        field: 'offeredMode',
        what: `The pupil is on record as taught ${facts?.offeredMode ? `in mode ${facts.offeredMode}` : 'in person'}, and the calendar does not offer that.`,
      })),
  'start-status-missing': (file) =>
    file.stays
      .filter(({ row }) => row.startStatus === null && row.extracurricularOnly === 0)
      .map(({ row }) => onStay(row, 'startStatus', 'The enrollment has no start status.')),
  'withdrawal-incomplete': (file) =>
    file.stays.flatMap(({ row }) => {
      if (row.endDate !== null && row.endStatus === null && row.endReason === null)
        return [
          onStay(row, 'endStatus', 'The enrollment has ended, but it does not say where the pupil went.'),
        ];
      if (row.endDate === null && (row.endStatus !== null || row.endReason !== null))
        return [onStay(row, 'endDate', 'There is a reason for leaving but no last day.')];
      return [];
    }),
  'end-status-unmapped': (file) =>
    file.stays
      .filter(({ row }) => row.endDate !== null && row.endReason !== null && row.endStatus === null)
      .map(({ row }) =>
        onStay(
          row,
          'endStatus',
          'The reason for leaving is known here, but not yet as the state’s end status.',
        ),
      ),
  'military-start': (file, { sets }) =>
    file.stays.flatMap(({ row }) => {
      const needs = row.startStatus !== null && codeOf(sets.startStatus, row.startStatus)?.requires;
      const connected = file.programs.some(
        (record) => record.program === 'MIL' && activeOn(record, row.startDate),
      );
      return needs === 'military_connection' && !connected
        ? [
            onStay(
              row,
              'startStatus',
              `Start status ${row.startStatus} is for military families, and no military connection is on record on ${dateInWords(row.startDate)}.`,
            ),
          ]
        : [];
    }),
  'dropout-reason': (file, { sets }) =>
    file.stays.flatMap(({ row }) => {
      const dropout =
        row.endReason === 'DROP' ||
        (row.endStatus !== null && codeOf(sets.endStatus, row.endStatus)?.category === 'dropout');
      return dropout && row.dropoutReason === null
        ? [onStay(row, 'dropoutReason', 'A dropout has no reason on record.')]
        : [];
    }),
  'extracurricular-end': (file, { extracurricularEndStatuses }) =>
    file.stays
      .filter(
        ({ row }) =>
          row.extracurricularOnly === 1 &&
          row.endStatus !== null &&
          !extracurricularEndStatuses.includes(row.endStatus),
      )
      .map(({ row }) =>
        onStay(
          row,
          'endStatus',
          `End status ${row.endStatus} is not allowed for an activities-only enrollment.`,
        ),
      ),
  'residency-missing': (file) =>
    file.stays
      .filter(({ agreement, facts }) => agreement !== null && !facts?.homeDistrict)
      .map(({ row }) =>
        onStay(row, 'id', 'There is an attendance agreement, but no home district on record.'),
      ),
  'agreement-missing': (file, { sets }) =>
    file.stays
      .filter((stay) => there(stay) && Boolean(stay.facts?.homeDistrict))
      .flatMap(({ row, agreement }) => {
        if (!agreement)
          return [
            onStay(row, 'id', 'The pupil lives in another district and has no attendance agreement (FP-14).'),
          ];
        const wanted = codeOf(sets.agreementLaw, agreement.law)?.signatures ?? [];
        const missing = wanted.filter((field) => !agreement[field as keyof typeof agreement]);
        return missing.length > 0
          ? [
              onStay(
                row,
                'id',
                `The attendance agreement still needs ${missing.length} of ${wanted.length} signatures.`,
              ),
            ]
          : [];
      }),
  'age-grade': (file, { counts, endYear }) => {
    const { birthDate } = file.person;
    if (birthDate === null) return [];
    const age = ageForYear(counts, birthDate, endYear);
    return file.stays.flatMap(({ row }) => {
      const grade = gradeNumber(row.grade);
      return grade !== null && grade >= 0 && (age < grade + 4 || age > grade + 8)
        ? [
            onPerson(
              file,
              'birthDate',
              `The pupil was ${age} on September 10, which is unusual for ${grade === 0 ? 'kindergarten' : `grade ${grade}`}.`,
            ),
          ]
        : [];
    });
  },
  'graduate-grade': (file, context) =>
    graduates(file.stays, context.sets)
      .filter(({ row }) => row.grade !== '12')
      .map(({ row }) => onStay(row, 'grade', 'A graduate is not in grade 12.')),
  'graduate-diploma': (file, context) =>
    graduates(file.stays, context.sets)
      .filter(({ row }) => row.diplomaDate === null || row.diplomaType === null)
      .map(({ row }) =>
        onStay(
          row,
          row.diplomaDate === null ? 'diplomaDate' : 'diplomaType',
          'A graduate has no diploma date or no diploma type.',
        ),
      ),
  'graduate-exchange': (file, context) =>
    graduates(file.stays, context.sets)
      .filter(({ row }) =>
        file.programs.some(
          (record) => record.program === 'FEX' && activeOn(record, row.endDate ?? row.startDate),
        ),
      )
      .map(({ row }) => onStay(row, 'endReason', 'A foreign exchange student is on record as a graduate.')),
  'entered-grade-9': (file) =>
    file.stays.some(({ row }) => (gradeNumber(row.grade) ?? 0) >= 9 && row.extracurricularOnly === 0) &&
    !file.demographics?.enteredGrade9
      ? [
          {
            subjectType: file.demographics ? 'demographics' : 'person',
            subjectId: file.demographics?.id ?? file.person.id,
            field: 'enteredGrade9',
            what: 'The date the pupil first entered grade 9 is missing.',
          },
        ]
      : [],
};

function graduates(
  stays: readonly ValidatedStay[],
  sets: Parameters<Rule>[1]['sets'],
): readonly ValidatedStay[] {
  return stays.filter(
    ({ row }) =>
      row.endReason === 'GRAD' ||
      row.endReason === 'GRAD_PROF' ||
      (row.endStatus !== null && codeOf(sets.endStatus, row.endStatus)?.category === 'graduate'),
  );
}
