import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { gradeInWords, type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import type { FieldProblem } from '#domain/sync/normal-form.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { type CodeValue, codeOf, labelOf } from '#domain/system/code-set.ts';
import { dateInWords, slashDate } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import type { ReportPage } from '#domain/system/report-page.ts';

type Paper = Row<'immunizationPaper'>;

/** A standing of the set; some hold until a day only. */
interface Standing extends CodeValue {
  readonly until?: boolean;
}

const standings = (reader: Reader) => codeSetFile<Standing>(reader, 'immunization_paper');

/** What is on record of a pupil's form; null where nothing was entered. */
export function immunizationPaper(reader: Reader, studentId: string): Omit<Paper, 'id' | 'studentId'> | null {
  const row = reader.rows<Paper>('SELECT * FROM immunizationPaper WHERE studentId = ?', studentId)[0];
  if (!row) return null;
  const { standing, until, seenOn, keptWhere } = row;
  return { standing, until, seenOn, keptWhere };
}

/** What is wrong with a standing and its last day together; null when nothing is. */
export function immunizationProblem(
  reader: Reader,
  standingCode: unknown,
  until: unknown,
): FieldProblem | null {
  const standing = codeOf(standings(reader), String(standingCode));
  if (!standing) return { field: 'standing', message: 'Choose the standing from the list.' };
  if (standing.until && until == null)
    return { field: 'until', message: `"${standing.label}" needs its day.` };
  if (!standing.until && until != null)
    return { field: 'until', message: `"${standing.label}" has no last day. Leave it empty.` };
  return null;
}

export function saveImmunizationPaper(writer: Writer, row: Omit<Paper, 'id'>, today: CivilDate): void {
  requiredRow(writer, 'person', row.studentId);
  const late =
    row.seenOn !== null && row.seenOn > today
      ? { field: 'seenOn', message: 'This day is still to come.' }
      : null;
  const problem = immunizationProblem(writer, row.standing, row.until) ?? late;
  if (problem) throw new Failure('invalid-input', problem.message, [problem]);
  putKeyed(writer, 'immunizationPaper', row);
}

/** The line of the permanent record: where the form is, and whether a copy goes along. */
export function immunizationInPacket(reader: Reader, studentId: string, copyGoes: boolean): string {
  const paper = immunizationPaper(reader, studentId);
  const copy = copyGoes ? 'Copy enclosed. ' : '';
  if (!paper) return copy || 'Kept on paper; not entered here';
  if (paper.standing === 'ASKED') return 'Not on file here';
  return `${copy}On file at this school${paper.seenOn ? `, seen ${dateInWords(paper.seenOn)}` : ''}`;
}

export interface ImmunizationGap {
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  readonly schoolName: string;
  /** Null: nothing was entered. */
  readonly standing: string | null;
  readonly until: CivilDate | null;
  readonly overdue: boolean;
}

/** Pupils enrolled on a day whose form is not on file, or only until a day. Those without any entry are last. */
export function immunizationGaps(reader: Reader, on: CivilDate): ImmunizationGap[] {
  return reader
    .rows<Omit<ImmunizationGap, 'overdue'>>(
      `SELECT p.id AS studentId, p.lastName || ', ' || p.firstName AS name, e.grade, s.name AS schoolName, i.standing, i.until
        FROM enrollment e JOIN person p ON p.id = e.studentId JOIN school s ON s.id = e.schoolId
        LEFT JOIN immunizationPaper i ON i.studentId = p.id
        WHERE e.noShow = 0 AND e.extracurricularOnly = 0 AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?)
          AND (i.id IS NULL OR i.until IS NOT NULL)
        GROUP BY p.id ORDER BY i.id IS NULL, i.until, nameOrder(p.lastName, p.firstName), p.id`,
      on,
      on,
    )
    .map((row) => ({ ...row, overdue: row.until !== null && row.until < on }));
}

/** The gap list, with room to write. It says that a form is missing, and nothing about health. */
export function immunizationReport(reader: Reader, request: ReportRequest): ReportPage {
  const set = standings(reader);
  const gaps = immunizationGaps(reader, request.range.date);
  return reportFrame(reader, request, {
    title: 'Immunization records to get',
    range: dateInWords(request.range.date),
    definitions: [
      'Pupils enrolled on the day whose form is not on file, or who attend conditionally until a day (MCA 20-5-403 to 20-5-405).',
    ],
    blocks: [
      {
        kind: 'table',
        title: '',
        columns: [
          { label: 'Pupil', kind: 'name' },
          { label: 'Grade' },
          { label: 'School', kind: 'wide' },
          { label: 'Standing', kind: 'wide' },
          { label: 'Until' },
          { label: 'Came on' },
        ],
        rows: gaps.map((gap) => [
          gap.name,
          gradeInWords(gap.grade),
          gap.schoolName,
          gap.standing === null ? 'nothing entered' : labelOf(set, gap.standing),
          gap.until === null
            ? ''
            : gap.overdue
              ? { text: `${slashDate(gap.until)} over`, look: 'strong' }
              : slashDate(gap.until),
          '',
        ]),
        totals: gaps.length > 0 ? [[`${gaps.length} to get`]] : [],
        empty: 'Every form is on file.',
      },
    ],
  });
}
