import { countDecisionOf } from '#db/collections/decide-count.ts';
import { enrollmentFactsOf, saveEnrollmentFacts } from '#db/collections/enrollment-facts.ts';
import { dateCell, requiredCell, requiredDate, stateIdCell, textCell, yesNo } from '#db/imports/cells.ts';
import { personByNumbers } from '#db/imports/find-subject.ts';
import { type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import { ownCodes } from '#db/state-files/state-codes.ts';
import { codeSet, codeSetFile } from '#db/system/code-sets.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, putKeyed } from '#db/system/rows.ts';
import { enteredTotals } from '#domain/collections/collections.records.ts';
import type { CountCode } from '#domain/collections/count-rules.ts';
import type { StateLayout } from '#domain/state-files/layout.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addDays } from '#domain/system/civil-date.ts';
import { codeOf, labelOf } from '#domain/system/code-set.ts';
import { decimalText, ratioOfDecimal } from '#domain/system/fraction.ts';

/** The cells of one detail record by the names of their fields. */
export type Named = Readonly<Record<string, string>>;

/** What a file says of itself: its layout, and the date in its header, when flags were true. */
export interface FileFacts {
  readonly layout: StateLayout;
  /** Null where the header has no date that can be read. */
  readonly asOf: string | null;
}

/** One line of a fall or spring count. Source: upload templates AF and AS. */
export function takeCount(count: CountCode) {
  return (tools: ImportTools, cells: Named): RowResult => {
    const enrollment = enrollmentOf(tools, cells);
    const hours = decimalCell(cells.aggregateHours, 'Aggregate hours');
    const before = countDecisionOf(tools.writer, enrollment.id, count);
    return stored(tools, 'countDecision', before, {
      enrollmentId: enrollment.id,
      count,
      hours: hours ?? before?.hours ?? null,
      absent: flagOf(cells.absent, 'Absent on count date', before?.absent ?? null),
      tenDay: flagOf(cells.excludeTenDay, 'Exclude ANB, 10-day rule', before?.tenDay ?? null),
      exclusion: before?.exclusion ?? null,
      proficient: before?.proficient ?? null,
      note: before?.note ?? null,
    });
  };
}

/** One line of the end-of-year attendance totals. Source: upload template AA. */
export function takeTotals(tools: ImportTools, cells: Named): RowResult {
  const enrollment = enrollmentOf(tools, cells);
  const daysEnrolled = decimalCell(
    requiredCell(cells.daysEnrolled, 'ADA days enrolled'),
    'ADA days enrolled',
  );
  const daysPresent = decimalCell(requiredCell(cells.daysPresent, 'ADA days present'), 'ADA days present');
  const essa = requiredCell(cells.essaDaysAbsent, 'ESSA days absent');
  if (!/^\d{1,3}$/.test(essa))
    throw new RowProblem(
      `ESSA days absent "${essa}" is not a whole number of days.`,
      'ESSA days absent',
      essa,
    );
  if (Number(daysPresent) > Number(daysEnrolled) || Number(essa) > Number(daysEnrolled))
    throw new RowProblem('Nobody is present or absent on more days than enrolled.', 'ADA days present');
  const before = tools.writer.rows<Row<'enteredTotals'>>(
    'SELECT * FROM enteredTotals WHERE id = ?',
    naturalId(enteredTotals, { enrollmentId: enrollment.id }),
  )[0];
  return stored(tools, 'enteredTotals', before, {
    enrollmentId: enrollment.id,
    daysEnrolled,
    daysPresent,
    essaDaysAbsent: Number(essa),
  });
}

/** One line of program participation: a yes starts a record where there is none, a no ends one. Source: template PP. */
export function takeParticipation(tools: ImportTools, cells: Named, { layout, asOf }: FileFacts): RowResult {
  if (asOf === null)
    throw new RowProblem(
      'The header record has no date, so nobody can tell when these answers were true.',
      'Date',
    );
  const enrollment = enrollmentOf(tools, cells);
  let changed = false;
  for (const { name, label, program } of layout.fields) {
    if (program === undefined) continue;
    const flag = yesNo(cells[name], label);
    if (flag === null) continue;
    const active = recordsOf(tools.writer, enrollment.studentId, program).filter(
      (record) => record.startDate <= asOf && (record.endDate === null || record.endDate >= asOf),
    );
    if (flag && active.length === 0) {
      put(tools.writer, 'programRecord', {
        ...emptyRecord(tools, enrollment.studentId, program),
        startDate: enrollment.startDate <= asOf ? enrollment.startDate : asOf,
      });
      changed = true;
    }
    if (!flag)
      for (const record of active) {
        const endDate = addDays(asOf, -1);
        if (endDate < record.startDate)
          throw new RowProblem(
            `${label} began here on the day the file speaks of. Correct the program record by hand.`,
            label,
          );
        put(tools.writer, 'programRecord', { ...record, endDate });
        changed = true;
      }
  }
  return changed ? 'changed' : 'same';
}

/** One English learner. Source: upload template LP. */
export const takeEnglishLearner = (tools: ImportTools, cells: Named): RowResult =>
  takeDated(tools, cells, 'EL', {
    startDate: requiredDate(cells.identifiedDate, 'Identified'),
    endDate: dateCell(cells.exitDate, 'Exited'),
    detail: ownCode(tools, 'el_status', cells.elStatus, 'EL status', true),
    certification: null,
    language: textCell(cells.language),
  });

/** One Section 504 plan; none is made where one covers the dates. Source: upload template 504. */
export const take504 = (tools: ImportTools, cells: Named): RowResult =>
  takeDated(tools, cells, 'S504', {
    startDate: requiredDate(cells.startDate, 'Start date'),
    endDate: dateCell(cells.endDate, 'End date'),
    detail: null,
    certification: null,
    language: null,
  });

/** One meal eligibility. Source: the FRAM file of one vendor. */
export const takeMeal = (tools: ImportTools, cells: Named): RowResult =>
  takeDated(tools, cells, 'MEAL', {
    startDate: requiredDate(cells.startDate, 'Eligibility start'),
    endDate: dateCell(cells.endDate, 'Eligibility end'),
    detail: ownCode(tools, 'meal_eligibility', cells.eligibility, 'Eligibility', true),
    certification: ownCode(tools, 'meal_certification', cells.certification, 'Certification type', false),
    language: null,
  });

/** Hybrid or remote instruction of one enrollment. */
export function takeMode(tools: ImportTools, cells: Named): RowResult {
  const enrollment = enrollmentOf(tools, cells);
  const before = enrollmentFactsOf(tools.writer, enrollment.id);
  const offeredMode = ownCode(tools, 'mode_of_instruction', cells.mode, 'Mode of instruction', true);
  if (before.offeredMode === offeredMode) return 'same';
  saveEnrollmentFacts(tools.writer, { ...before, offeredMode });
  return before.offeredMode === null ? 'added' : 'changed';
}

function takeDated(
  tools: ImportTools,
  cells: Named,
  program: string,
  said: Pick<Row<'programRecord'>, 'startDate' | 'endDate' | 'detail' | 'certification' | 'language'>,
): RowResult {
  if (said.endDate !== null && said.endDate < said.startDate)
    throw new RowProblem('The end date is before the start date.', 'End date', said.endDate);
  const studentId = studentOf(tools, cells);
  const own = recordsOf(tools.writer, studentId, program);
  const before = own.find((record) => record.startDate === said.startDate);
  const covering = own.find(
    (record) =>
      record.startDate <= said.startDate &&
      (record.endDate === null || (said.endDate !== null && record.endDate >= said.endDate)),
  );
  if (!before && covering) return 'same';
  const clash = own.find(
    (record) =>
      record !== before &&
      record.startDate <= (said.endDate ?? '9999') &&
      (record.endDate === null || record.endDate >= said.startDate),
  );
  if (clash)
    throw new RowProblem(
      'A record of this program overlaps these dates here. End that one first.',
      'Start date',
    );
  const row = before ? { ...before, ...said } : { ...emptyRecord(tools, studentId, program), ...said };
  if (!put(tools.writer, 'programRecord', row)) return 'same';
  return before ? 'changed' : 'added';
}

const emptyRecord = (tools: ImportTools, studentId: string, program: string): Row<'programRecord'> => ({
  id: tools.newId(),
  studentId,
  program,
  startDate: '',
  endDate: null,
  detail: null,
  certification: null,
  unaccompanied: null,
  language: null,
  note: null,
});

const recordsOf = (writer: Writer, studentId: string, program: string): Row<'programRecord'>[] =>
  writer.rows<Row<'programRecord'>>(
    'SELECT * FROM programRecord WHERE studentId = ? AND program = ? ORDER BY startDate',
    studentId,
    program,
  );

/** The pupil with the State ID of the line. */
export function studentOf(tools: ImportTools, cells: Named): string {
  const stateId = stateIdCell(requiredCell(cells.stateId, 'State ID'));
  const studentId = personByNumbers(tools.writer, stateId, textCell(cells.localId));
  if (!studentId)
    throw new RowProblem(
      'This pupil is not here yet. Bring in the demographic and the enrollment file first.',
      'State ID',
      stateId ?? undefined,
    );
  return studentId;
}

/**
 * The enrollment a line speaks of: in the named calendar the most recent primary one, else the most recent other one; of
 * two that start together the one that has not ended. A start date in the line names it outright. Source: record matching of the count uploads.
 */
function enrollmentOf(tools: ImportTools, cells: Named): Row<'enrollment'> {
  const studentId = studentOf(tools, cells);
  const school = requiredCell(cells.schoolNumber, 'School number').padStart(4, '0');
  const calendar = requiredCell(cells.calendarNumber, 'Calendar number').padStart(3, '0');
  const year = requiredCell(cells.year, 'Year');
  if (!/^20\d\d$/.test(year))
    throw new RowProblem(`Year "${year}" is not the ending year of a school year, like 2027.`, 'Year', year);
  const start = dateCell(cells.startDate, 'Enrollment start date');
  const found = tools.writer.rows<Row<'enrollment'>>(
    `SELECT e.* FROM enrollment e
      JOIN school s ON s.id = e.schoolId JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE e.studentId = ? AND y.endYear = ? AND substr('0000' || s.number, -4) = ? AND substr('000' || c.number, -3) = ?
        AND (? IS NULL OR e.startDate = ?)
      ORDER BY e.serviceType = 'P' DESC, e.startDate DESC, e.endDate IS NULL DESC, e.id DESC LIMIT 1`,
    studentId,
    Number(year),
    school,
    calendar,
    start,
    start,
  )[0];
  if (!found)
    throw new RowProblem(
      `This pupil has no enrollment in school ${school}, calendar ${calendar}, of that year${start ? ' with that start date' : ''}. Bring in the enrollment file first.`,
      'Calendar number',
      calendar,
    );
  return found;
}

export function ownCode(
  tools: ImportTools,
  set: string,
  value: string | undefined,
  field: string,
  required: boolean,
): string | null {
  const text = required ? requiredCell(value, field) : textCell(value);
  if (text === null) return null;
  const code = ownCodes(tools.writer)(set, text);
  const known = codeSet(tools.writer, set).find((choice) => choice.code.toUpperCase() === code.toUpperCase());
  if (!known) {
    const file = codeSetFile(tools.writer, set);
    const labels = file.values.map((own) => labelOf(file, own.code)).join(', ');
    throw new RowProblem(`${field} "${text}" is not in the list "${file.title}": ${labels}.`, field, text);
  }
  return codeOf(codeSetFile(tools.writer, set), known.code)?.code ?? known.code;
}

export function decimalCell(value: string | undefined, field: string): string | null {
  const text = textCell(value);
  if (text === null) return null;
  const number = /^\d{1,5}(\.\d{1,4})?$/.test(text) ? ratioOfDecimal(text) : null;
  if (number === null) throw new RowProblem(`${field} "${text}" is not a number like 1080.00.`, field, text);
  return decimalText(number, 2);
}

function flagOf(value: string | undefined, field: string, old: 0 | 1 | null): 0 | 1 | null {
  const said = yesNo(value, field);
  return said === null ? old : said ? 1 : 0;
}

function stored<N extends 'countDecision' | 'enteredTotals'>(
  tools: ImportTools,
  type: N,
  before: Row<N> | undefined,
  row: Omit<Row<N>, 'id'>,
): RowResult {
  const same =
    before !== undefined &&
    Object.entries(row).every(([field, value]) => (before as Record<string, unknown>)[field] === value);
  if (same) return 'same';
  putKeyed(tools.writer, type, row);
  return before ? 'changed' : 'added';
}
