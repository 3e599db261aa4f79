import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import { hoursText, minutesOfHours } from '#domain/collections/aggregate-hours.ts';
import type { CountCode } from '#domain/collections/count-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';
import { decimalText, ratioOfDecimal } from '#domain/system/fraction.ts';

export interface CountDecisionInput {
  readonly enrollmentId: string;
  readonly count: CountCode;
  readonly hours?: string | null | undefined;
  readonly absent?: boolean | null | undefined;
  readonly tenDay?: boolean | null | undefined;
  readonly exclusion?: string | null | undefined;
  readonly proficient?: boolean | null | undefined;
  readonly note?: string | null | undefined;
}

/** Writes a decision over what is worked out; what is left out stays as it was, null takes it back. */
export function decideCount(writer: Writer, input: CountDecisionInput): void {
  requiredRow(writer, 'enrollment', input.enrollmentId);
  const before = countDecisionOf(writer, input.enrollmentId, input.count);
  const flag = (value: boolean | null | undefined, old: 0 | 1 | null): 0 | 1 | null =>
    value === undefined ? old : value === null ? null : value ? 1 : 0;
  const kept = <T>(value: T | undefined, old: T): T => (value === undefined ? old : value);
  const exclusion = kept(input.exclusion, before?.exclusion ?? null);
  if (exclusion !== null && !codeSet(writer, 'anb_exclusion_reason').some(({ code }) => code === exclusion))
    throw new Failure('invalid-input', 'Choose why the pupil is left out from the list.', [
      { field: 'exclusion', message: 'Choose from the list.', value: exclusion },
    ]);
  putKeyed(writer, 'countDecision', {
    enrollmentId: input.enrollmentId,
    count: input.count,
    hours: normalHours(kept(input.hours, before?.hours ?? null)),
    absent: flag(input.absent, before?.absent ?? null),
    tenDay: flag(input.tenDay, before?.tenDay ?? null),
    exclusion,
    proficient: flag(input.proficient, before?.proficient ?? null),
    note: kept(input.note, before?.note ?? null) || null,
  });
}

export function countDecisionOf(
  reader: Reader,
  enrollmentId: string,
  count: CountCode,
): Row<'countDecision'> | undefined {
  return reader.rows<Row<'countDecision'>>(
    'SELECT * FROM countDecision WHERE enrollmentId = ? AND count = ?',
    enrollmentId,
    count,
  )[0];
}

/** Hours with two digits, as they are kept and travel. */
function normalHours(text: string | null): string | null {
  if (text === null) return null;
  const minutes = minutesOfHours(text);
  if (minutes === null || minutes > 8784 * 60)
    throw new Failure('invalid-input', `"${text}" is not a number of hours in a year.`, [
      { field: 'hours', message: 'Hours are written like 1080 or 359.50.', value: text },
    ]);
  const value = ratioOfDecimal(text.trim());
  return value === null ? hoursText(minutes) : decimalText(value, 2);
}
