import { immunizationProblem } from '#db/enrollment/immunization-papers.ts';
import { exclusionProblem } from '#db/school/calendar-reporting.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { scoreProblem } from '#domain/assessments/score-rules.ts';
import { partProblem } from '#domain/assessments/test-part.ts';
import { LONGEST_NAME } from '#domain/people/names.ts';
import type { Value, Values } from '#domain/sync/merge.ts';
import type { FieldProblem } from '#domain/sync/normal-form.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import type { TypeName } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { codeOf } from '#domain/system/code-set.ts';

const LONGEST_NOTE = 2_000;

/** Records whose texts are names and single lines, as long as their forms take. */
const OF_SINGLE_LINES: ReadonlySet<TypeName> = new Set([
  ...(['person', 'identifier', 'directory', 'phone', 'household'] as const),
  ...(['school', 'course', 'section', 'calendar', 'bellSchedule', 'bellBlock'] as const),
]);

/**
 * What is wrong with values a person typed into a card: neither side ever had them, so no form has looked at them. Codes
 * must stand on their list, an end may not come before its beginning, and what a record's own form asks for is asked for here.
 */
export function typedProblem(
  reader: Reader,
  type: RecordType<TypeName>,
  values: Values,
  typed: readonly string[],
  today: CivilDate,
): FieldProblem | null {
  if (typed.length === 0) return null;
  for (const field of typed) {
    const problem =
      sizeProblem(type, field, values[field] ?? null, today) ??
      fieldProblem(reader, type, field, values[field] ?? null);
    if (problem) return problem;
  }
  const { startDate, endDate } = values;
  if (typeof startDate === 'string' && typeof endDate === 'string' && endDate < startDate)
    return { field: 'endDate', message: 'The end date is before the start date.' };
  return FORM_RULES[type.name]?.(reader, values, today) ?? null;
}

/** Length of a text, and the years a date can be in; somebody's birth has been. */
function sizeProblem(
  { name, fields }: RecordType<TypeName>,
  field: string,
  value: Value,
  today: CivilDate,
): FieldProblem | null {
  if (typeof value !== 'string') return null;
  const { label = field, kind } = fields[field] ?? {};
  if (kind === 'date' && (value < '1900-01-01' || value > '2199-12-31'))
    return { field, message: `${label} must be in a year from 1900 to 2199. Check how it is typed.` };
  if (name === 'person' && field === 'birthDate' && value > today)
    return { field, message: `${label} lies in the future. Check it.` };
  const most = OF_SINGLE_LINES.has(name) ? LONGEST_NAME : LONGEST_NOTE;
  return [...value].length > most ? { field, message: `${label} is longer than ${most} characters.` } : null;
}

function fieldProblem(
  reader: Reader,
  type: RecordType<TypeName>,
  field: string,
  value: Value,
): FieldProblem | null {
  const { label = field, codeSet, kind } = type.fields[field] ?? {};
  if (codeSet === undefined || value === null) return null;
  const set = codeSetFile(reader, codeSet);
  const codes = Array.isArray(value) ? value : [String(value)];
  if (kind !== 'code' && kind !== 'set') return null;
  if (codes.every((code) => codeOf(set, code) !== undefined)) return null;
  return { field, message: `${label} is not on the list. Choose one of the codes of the list.` };
}

/** What the forms of these records ask for beyond each field by itself. */
const FORM_RULES: Partial<
  Record<TypeName, (reader: Reader, values: Values, today: CivilDate) => FieldProblem | null>
> = {
  testDecision: (_reader, { part, reason }) => partProblem(part, reason),
  calendarReporting: (_reader, { excluded, excludedGrades, reason }) =>
    exclusionProblem(excluded === 1, Array.isArray(excludedGrades) ? excludedGrades : [], reason),
  immunizationPaper: (reader, { standing, until }) => immunizationProblem(reader, standing, until),
  testScore: (reader, { studentId, takenOn, score, level }, today) =>
    scoreProblem(
      { takenOn: textOr(takenOn, today), score: textOr(score, null), level: textOr(level, null) },
      { birthDate: birthDateOf(reader, studentId), today },
    ),
};

const textOr = <T>(value: Value | undefined, other: T): string | T =>
  typeof value === 'string' ? value : other;

const birthDateOf = (reader: Reader, personId: Value | undefined): CivilDate | null =>
  reader.rows<{ birthDate: CivilDate | null }>('SELECT birthDate FROM person WHERE id = ?', personId)[0]
    ?.birthDate ?? null;
