import type { Rule, RuleHit } from '#domain/collections/validation/rule.ts';
import type { StudentFile } from '#domain/collections/validation/student-file.ts';
import { overlappingPrograms } from '#domain/programs/program-rules.ts';
import { addDays, schoolYearOf } from '#domain/system/civil-date.ts';
import { codeOf } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';

type Program = StudentFile['programs'][number];

const onProgram = (record: Program, field: keyof Program, what: string): RuleHit => ({
  subjectType: 'programRecord',
  subjectId: record.id,
  field,
  what,
});

/** Free or reduced meals. */
const isSubsidized = ({ program, detail }: Program): boolean =>
  program === 'MEAL' && (detail === 'F' || detail === 'R');

/** Programs whose pupils eat free without an application. Source: 7 CFR 245.6(b)(7) and 245.2. */
const CATEGORICAL: ReadonlySet<string> = new Set(['HML', 'FOS', 'MIG']);

/** Calendar days that hold thirty school days even in a four-day week: last year's status has run out by then [D]. */
const CARRIED_DAYS = 60;

/** Rules about programs. Sources: OPI program participation notices, end-of-year checklists. */
export const programChecks: Readonly<Record<string, Rule>> = {
  'program-detail': (file, { sets }) =>
    file.programs.flatMap((record) => {
      const program = codeOf(sets.program, record.program);
      const hit = (what: string) => [
        { subjectType: 'programRecord' as const, subjectId: record.id, field: 'detail', what },
      ];
      if (!program) return hit('The program is not in this year’s list.');
      if (record.detail === null)
        return program.detailRequired ? hit(`${program.label}: the detail is missing.`) : [];
      const details = program.detailSet === undefined ? undefined : sets.details.get(program.detailSet);
      return details && !codeOf(details, record.detail)
        ? hit(`${program.label}: "${record.detail}" is not in the list "${details.title}".`)
        : [];
    }),
  // Made on two computers, both were right where they were made; only together they are wrong.
  'program-twice': (file, { sets }) =>
    overlappingPrograms(file.programs, sets.program).map(({ secondId, message }) => ({
      subjectType: 'programRecord' as const,
      subjectId: secondId,
      field: 'startDate',
      what: message,
    })),
  'meal-certification': (file) =>
    file.programs
      .filter((record) => isSubsidized(record) && record.certification === null)
      .map((record) =>
        onProgram(record, 'certification', 'How eligibility for free or reduced meals was found is missing.'),
      ),
  'meal-carried-over': (file, { endYear, today }) =>
    file.programs
      .filter(
        (record) =>
          isSubsidized(record) &&
          record.certification !== 'CEP' &&
          schoolYearOf(record.startDate) < endYear &&
          today > addDays(file.stays[0]?.yearStart ?? today, CARRIED_DAYS) &&
          (record.endDate === null ||
            record.endDate > addDays(file.stays[0]?.yearStart ?? today, CARRIED_DAYS)),
      )
      .map((record) =>
        onProgram(
          record,
          'endDate',
          `The meal status of ${dateInWords(record.startDate)} is of an earlier school year and still open.`,
        ),
      ),
  'meal-categorical': (file) => {
    const free = file.programs.filter(({ program, detail }) => program === 'MEAL' && detail === 'F');
    return file.programs
      .filter(({ program }) => CATEGORICAL.has(program))
      .filter(
        (record) =>
          !free.some(
            (meal) =>
              meal.startDate <= (record.endDate ?? '9999-12-31') &&
              (meal.endDate === null || meal.endDate >= record.startDate),
          ),
      )
      .map((record) =>
        onProgram(
          record,
          'program',
          'The pupil is on record as homeless, in foster care or migrant, and eats free without an application; there is no free meal status.',
        ),
      );
  },
};
