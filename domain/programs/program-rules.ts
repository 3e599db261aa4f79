import type { Row } from '#domain/sync/registry.ts';
import { type CivilDate, compareDates } from '#domain/system/civil-date.ts';
import { type CodeSet, type CodeValue, codeOf, codeProblem } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Problem } from '#domain/system/failure.ts';

/** A program of the set `program`, with what is kept about taking part in it. */
export interface ProgramValue extends CodeValue {
  /** Code set the detail is taken from; left out: the program has no detail. */
  readonly detailSet?: string;
  readonly detailRequired?: boolean;
  /** Meals: how eligibility was found. */
  readonly certification?: boolean;
  /** McKinney-Vento: unaccompanied youth is asked. */
  readonly unaccompanied?: boolean;
  /** English learners: the language of impact is kept. */
  readonly language?: boolean;
}

type ProgramRow = Row<'programRecord'>;
type Dated = Pick<ProgramRow, 'startDate' | 'endDate'>;

/** In the program on that day; both ends count. */
export function activeOn(record: Dated, date: CivilDate): boolean {
  return record.startDate <= date && (record.endDate === null || date <= record.endDate);
}

/** The state's yes or no for a collection's date, out of dated records. */
export function participates(
  records: readonly Pick<ProgramRow, 'program' | 'startDate' | 'endDate'>[],
  program: string,
  date: CivilDate,
): boolean {
  return records.some((record) => record.program === program && activeOn(record, date));
}

/**
 * What is wrong with one record by itself. `detailSets` holds the code sets that programs take their details from, by
 * name. Empty when it may be saved.
 */
export function programProblems(
  record: Omit<ProgramRow, 'id'>,
  programs: CodeSet<ProgramValue>,
  detailSets: ReadonlyMap<string, CodeSet>,
): readonly Problem[] {
  const problems: Problem[] = [];
  const say = (field: keyof ProgramRow, message: string | null): void => {
    if (message !== null) problems.push({ field, message });
  };
  say('program', codeProblem(programs, record.program, record.startDate));
  if (record.endDate !== null && record.endDate < record.startDate)
    say(
      'endDate',
      `The end date ${dateInWords(record.endDate)} is before the start date ${dateInWords(record.startDate)}.`,
    );
  const program = codeOf(programs, record.program);
  if (!program) return problems;
  const details = program.detailSet === undefined ? undefined : detailSets.get(program.detailSet);
  if (record.detail === null) {
    if (program.detailRequired)
      say('detail', `${program.label} needs its detail: ${details?.title ?? 'detail'}.`);
  } else if (!details) say('detail', `${program.label} has no detail. Leave it empty.`);
  else say('detail', codeProblem(details, record.detail, record.startDate));
  if (record.certification !== null && !program.certification)
    say('certification', `${program.label} has no certification. Leave it empty.`);
  if (record.unaccompanied === 1 && !program.unaccompanied)
    say('unaccompanied', `${program.label} does not ask about unaccompanied youth. Leave it empty.`);
  if (record.language !== null && !program.language)
    say('language', `${program.label} keeps no language. Leave it empty.`);
  return problems;
}

/**
 * Records of one pupil in the same program must not overlap; both ends count. Returns one sentence for each pair that
 * does, naming dates and program.
 */
export function overlappingPrograms(
  ofOnePupil: readonly Pick<ProgramRow, 'id' | 'program' | 'startDate' | 'endDate'>[],
  programs: CodeSet,
): readonly { firstId: string; secondId: string; message: string }[] {
  const records = [...ofOnePupil].sort(
    (a, b) => compareDates(a.startDate, b.startDate) || compareDates(a.id, b.id),
  );
  const found: { firstId: string; secondId: string; message: string }[] = [];
  records.forEach((first, at) => {
    for (const second of records.slice(at + 1)) {
      if (first.program !== second.program) continue;
      if (first.endDate !== null && second.startDate > first.endDate) continue;
      const label = codeOf(programs, first.program)?.label ?? first.program;
      const until = first.endDate === null ? 'has no end date' : `ends on ${dateInWords(first.endDate)}`;
      found.push({
        firstId: first.id,
        secondId: second.id,
        message: `${label} is on record already: the earlier record ${until}, the later one starts on ${dateInWords(second.startDate)}. End the earlier one first.`,
      });
    }
  });
  return found;
}
