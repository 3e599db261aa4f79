import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed } from '#db/system/rows.ts';
import { type DutyStep, dutySteps, nextDuty } from '#domain/enrollment/admission-duty.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

export interface DutyLine extends Omit<Row<'admissionDuty'>, 'id'> {
  readonly name: string;
  readonly steps: readonly DutyStep[];
}

/** Duties of one pupil, or all that have an open step, soonest first. */
export function admissionDuties(reader: Reader, today: string, studentId?: string | undefined): DutyLine[] {
  return reader
    .rows<Row<'admissionDuty'> & { name: string }>(
      `SELECT d.*, p.lastName || ', ' || p.firstName AS name FROM admissionDuty d JOIN person p ON p.id = d.studentId
        WHERE (? IS NULL OR d.studentId = ?)
          AND (? IS NOT NULL OR d.proofSeenOn IS NULL OR d.recordsAskedOn IS NULL OR d.recordsCameOn IS NULL)
        ORDER BY d.firstDay, nameOrder(p.lastName, p.firstName), d.id`,
      studentId ?? null,
      studentId ?? null,
      studentId ?? null,
    )
    .map(({ id: _id, ...row }) => ({ ...row, steps: dutySteps(row, today) }))
    .filter((line) => studentId !== undefined || nextDuty(line, today) !== null);
}

/** Notes what was done. The first day stays as it is. */
export function saveDuty(writer: Writer, row: Omit<Row<'admissionDuty'>, 'id' | 'firstDay'>): void {
  const known = writer.rows<Row<'admissionDuty'>>(
    'SELECT * FROM admissionDuty WHERE studentId = ?',
    row.studentId,
  )[0];
  if (!known) throw new Failure('not-found', 'This pupil has no duties of a first enrollment.');
  if (row.proofSeenOn !== null && row.proof === null)
    throw new Failure('invalid-input', 'Say what proof of identity was seen.', [
      { field: 'proof', message: 'Choose from the list.' },
    ]);
  putKeyed(writer, 'admissionDuty', { ...row, firstDay: known.firstDay });
}
