import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, remove, requiredRow } from '#db/system/rows.ts';
import type { FrozenContent } from '#domain/collections/frozen-rows.ts';
import {
  type ExitReason,
  type ExitReasons,
  exitProblems,
  isReported,
  missingForExit,
} from '#domain/special-education/exit-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import { ageOn, civilDate } from '#domain/system/civil-date.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { Failure } from '#domain/system/failure.ts';

type Exit = Row<'specialEducationExit'>;

/** A plan `i` that its pupil has not left by the day (one value to give). The last day still counts. */
export const NOT_EXITED = `NOT EXISTS (SELECT 1 FROM specialEducationExit x WHERE x.studentId = i.studentId
  AND x.exitedOn >= i.startDate AND x.exitedOn < ?)`;

export const exitReasons = (reader: Reader): ExitReasons =>
  codeSetFile<ExitReason>(reader, 'sped_exit_reason') as ExitReasons;

export interface ExitLine extends Exit {
  readonly name: string;
  readonly reasonLabel: string;
  /** On the last day in special education; null without a birth date. */
  readonly age: number | null;
  /** Of an age that the state reports; null without a birth date. */
  readonly reported: boolean | null;
  readonly missing: { field: string; message: string }[];
}

/** Who has left special education, newest first: one pupil, or a school year from July to June. */
export function listExits(
  reader: Reader,
  scope: {
    studentId?: string | undefined;
    endYear?: number | undefined;
    districtId?: string | undefined;
  },
): ExitLine[] {
  const reasons = exitReasons(reader);
  const from = scope.endYear === undefined ? '0000-01-01' : civilDate(scope.endYear - 1, 7, 1);
  const to = scope.endYear === undefined ? '9999-12-31' : civilDate(scope.endYear, 6, 30);
  const rows = reader.rows<Exit & { name: string; birthDate: string | null }>(
    `SELECT x.*, p.lastName || ', ' || p.firstName AS name, p.birthDate
      FROM specialEducationExit x JOIN person p ON p.id = x.studentId
      WHERE (? IS NULL OR x.studentId = ?) AND x.exitedOn BETWEEN ? AND ?
        AND (? IS NULL OR EXISTS (SELECT 1 FROM enrollment e JOIN school s ON s.id = e.schoolId
          WHERE e.studentId = x.studentId AND s.districtId = ? AND e.startDate <= x.exitedOn))
      ORDER BY x.exitedOn DESC, nameOrder(p.lastName, p.firstName), x.id`,
    scope.studentId ?? null,
    scope.studentId ?? null,
    from,
    to,
    scope.districtId ?? null,
    scope.districtId ?? null,
  );
  return rows.map(({ birthDate, ...row }) => ({
    ...row,
    reasonLabel: labelOf(reasons, row.reason),
    age: birthDate === null ? null : ageOn(birthDate, row.exitedOn),
    reported: isReported(row.exitedOn, birthDate, reasons),
    missing: missingForExit(row, staysOf(reader, row.studentId), reasons).map(({ field, message }) => ({
      field: field ?? '',
      message,
    })),
  }));
}

/** Enters an exit, or corrects it. Locked plans stay as they are; from the next day on none of them is in force. */
export function saveExit(writer: Writer, row: Exit): void {
  const person = requiredRow(writer, 'person', row.studentId);
  const plans = writer.rows<Row<'iep'>>('SELECT * FROM iep WHERE studentId = ?', row.studentId);
  const others = writer.rows<Exit>(
    'SELECT * FROM specialEducationExit WHERE studentId = ? AND id <> ?',
    row.studentId,
    row.id,
  );
  const problems = exitProblems(row, { birthDate: person.birthDate, plans, others }, exitReasons(writer));
  if (problems[0]) throw new Failure('invalid-input', problems[0].message, problems);
  put(writer, 'specialEducationExit', row);
}

/** Takes an exit away that was entered by mistake: the plan is in force again. */
export function removeExit(writer: Writer, id: string): void {
  requiredRow(writer, 'specialEducationExit', id);
  remove(writer, 'specialEducationExit', id);
}

export const staysOf = (reader: Reader, studentId: string): Row<'enrollment'>[] =>
  reader.rows<Row<'enrollment'>>(
    'SELECT * FROM enrollment WHERE studentId = ? AND noShow = 0 ORDER BY startDate, id',
    studentId,
  );

/** The exits of a school year as they are certified, counted by reason for the ages that the state reports. */
export function exitContent(
  reader: Reader,
  { endYear, districtId }: { endYear: number; districtId: string },
): FrozenContent {
  const lines = listExits(reader, { endYear, districtId });
  const reported = lines.filter((line) => line.reported !== false);
  const byReason = Map.groupBy(reported, ({ reasonLabel }) => reasonLabel);
  return {
    rows: lines.map((line) => ({
      key: line.id,
      title: line.name,
      values: {
        'Last day': line.exitedOn,
        Reason: line.reason,
        Age: line.age === null ? '' : String(line.age),
        Reported: line.reported === null ? '' : line.reported ? 'Y' : 'N',
      },
    })),
    totals: [
      ...[...byReason]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([label, own]) => ({ label, value: String(own.length) })),
      { label: 'Exits of the ages reported', value: String(reported.length) },
      { label: 'Exits of other ages', value: String(lines.length - reported.length) },
    ],
  };
}
