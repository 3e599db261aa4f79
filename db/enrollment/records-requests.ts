import { codeSet, codeSetFile } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, requiredRow } from '#db/system/rows.ts';
import { dueInWorkingDays, RECORDS_WORKING_DAYS } from '#domain/enrollment/working-days.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addDays } from '#domain/system/civil-date.ts';
import { type CodeValue, codeOf } from '#domain/system/code-set.ts';
import { Failure } from '#domain/system/failure.ts';

export interface RequestLine extends Omit<Row<'recordsRequest'>, 'parts'> {
  readonly parts: readonly string[];
  readonly name: string;
  readonly overdue: boolean;
}

/** Records requests: open ones by due date, then those that are done, newest first. */
export function recordsRequests(
  reader: Reader,
  today: string,
  studentId?: string | undefined,
): RequestLine[] {
  return reader
    .rows<Row<'recordsRequest'> & { name: string }>(
      `SELECT r.*, p.lastName || ', ' || p.firstName AS name FROM recordsRequest r JOIN person p ON p.id = r.studentId
        WHERE (? IS NULL OR r.studentId = ?)
        ORDER BY r.completedOn IS NOT NULL, CASE WHEN r.completedOn IS NULL THEN r.dueOn END, r.completedOn DESC, r.id LIMIT 500`,
      studentId ?? null,
      studentId ?? null,
    )
    .map((row) => ({
      ...row,
      parts: JSON.parse(row.parts ?? '[]') as string[],
      overdue: row.completedOn === null && row.dueOn < today,
    }));
}

/** The due date on the calendar of the school the pupil goes to, or went to last. */
export function recordsDueOn(reader: Reader, studentId: string, askedOn: string): string {
  const closed = reader.rows<{ date: string }>(
    `SELECT d.date FROM calendarDay d WHERE d.kind IN ('closed', 'holiday', 'vacation') AND d.date > ? AND d.date < ? AND d.calendarId IN
        (SELECT c.id FROM calendar c WHERE c.schoolId =
          (SELECT schoolId FROM enrollment WHERE studentId = ? ORDER BY startDate DESC LIMIT 1))`,
    askedOn,
    addDays(askedOn, 60),
    studentId,
  );
  return dueInWorkingDays(askedOn, RECORDS_WORKING_DAYS, new Set(closed.map(({ date }) => date)));
}

export type RequestInput = Omit<Row<'recordsRequest'>, 'parts' | 'dueOn'> & {
  readonly parts: readonly string[];
};

/** Saves a request; its due date follows from the day it was asked. A later day needs the reason, as the law wants it written. */
export function saveRecordsRequest(writer: Writer, input: RequestInput, today: string): void {
  requiredRow(writer, 'person', input.studentId);
  const parts = [...new Set(input.parts)].sort();
  const known = new Set(codeSet(writer, 'records_part').map(({ code }) => code));
  const wrong = parts.find((part) => !known.has(part));
  if (wrong !== undefined)
    throw new Failure('invalid-input', `"${wrong}" is no part of a pupil’s records.`, [
      { field: 'parts', message: 'Choose from the list.', value: wrong },
    ]);
  if (!codeOf(codeSetFile(writer, 'records_direction'), input.direction))
    throw new Failure('invalid-input', 'Say whether they ask us or we ask them.', [
      { field: 'direction', message: 'Choose from the list.' },
    ]);
  const toCome = (['receivedOn', 'completedOn'] as const).find((field) => (input[field] ?? '') > today);
  if (toCome !== undefined)
    throw new Failure(
      'invalid-input',
      `${toCome === 'receivedOn' ? 'A request is entered when it came' : 'Records are noted as gone when they went'}, not before. Correct the date.`,
      [{ field: toCome, message: 'After today.', value: input[toCome] ?? '' }],
    );
  if (input.delayedTo !== null && input.delayedTo < input.receivedOn)
    throw new Failure('invalid-input', 'The later day is before the request. Correct one of the dates.', [
      { field: 'delayedTo', message: 'Before the request.', value: input.delayedTo },
    ]);
  if (input.completedOn !== null && input.completedOn < input.receivedOn)
    throw new Failure('invalid-input', 'The records cannot go before they were asked for.', [
      { field: 'completedOn', message: 'Before the request.' },
    ]);
  if (input.delayedTo !== null && input.delayReason === null)
    throw new Failure('invalid-input', 'A later day needs its reason: the other school is told in writing.', [
      { field: 'delayReason', message: 'Please fill this in.' },
    ]);
  put(writer, 'recordsRequest', {
    ...input,
    parts: parts.length === 0 ? null : JSON.stringify(parts),
    dueOn: recordsDueOn(writer, input.studentId, input.receivedOn),
  });
  if (input.direction === 'in') noteDuty(writer, input);
}

/** Asking the school before, and its answer, are steps of the duties of a first enrollment. */
function noteDuty(writer: Writer, input: RequestInput): void {
  const duty = writer.rows<Row<'admissionDuty'>>(
    'SELECT * FROM admissionDuty WHERE studentId = ?',
    input.studentId,
  )[0];
  if (duty)
    put(writer, 'admissionDuty', {
      ...duty,
      recordsAskedOn: duty.recordsAskedOn ?? input.receivedOn,
      recordsCameOn: duty.recordsCameOn ?? input.completedOn,
    });
}

interface Basis extends CodeValue {
  /** An entry in the log of 34 CFR 99.32 is required. */
  readonly log?: boolean;
}

/** Enters a disclosure. There is no way to change or remove one: the log is part of the record for as long as it is kept. */
export function addDisclosure(writer: Writer, row: Row<'disclosure'>, today: string): void {
  requiredRow(writer, 'person', row.studentId);
  const basis = codeOf(codeSetFile<Basis>(writer, 'ferpa_basis'), row.basis);
  if (!basis)
    throw new Failure('invalid-input', 'Choose the ground of the disclosure from the list.', [
      { field: 'basis', message: 'Choose from the list.', value: row.basis },
    ]);
  if (basis.log === true && row.interest === null)
    throw new Failure(
      'invalid-input',
      row.basis === 'EMERGENCY'
        ? 'Say what the danger was: the log of an emergency must name it.'
        : 'Say what their legitimate interest is: the log must name it.',
      [{ field: 'interest', message: 'Please fill this in.' }],
    );
  if (row.on > today)
    throw new Failure('invalid-input', 'A disclosure is entered when it was made, not before.', [
      { field: 'on', message: 'Still to come.' },
    ]);
  put(writer, 'disclosure', row);
}

export const disclosuresOf = (reader: Reader, studentId: string): Row<'disclosure'>[] =>
  reader.rows<Row<'disclosure'>>('SELECT * FROM disclosure WHERE studentId = ? ORDER BY "on", id', studentId);

export const outsideRecordsOf = (reader: Reader, studentId: string): Row<'outsideRecord'>[] =>
  reader.rows<Row<'outsideRecord'>>(
    'SELECT * FROM outsideRecord WHERE studentId = ? ORDER BY endYear, school, course, id',
    studentId,
  );

/** Sends a request on its way as done, with the parts that went and the entry in the log, in one step. */
export function completeRequest(
  writer: Writer,
  input: { id: string; on: string; disclosureId: string },
  today: string,
): void {
  const row = requiredRow(writer, 'recordsRequest', input.id);
  if (row.completedOn !== null) throw new Failure('conflict', 'This request is done already.');
  const parts = JSON.parse(row.parts ?? '[]') as string[];
  if (row.direction === 'out' && parts.length === 0)
    throw new Failure('invalid-input', 'Tick the parts that go first: the log must say what was sent.', [
      { field: 'parts', message: 'Nothing is ticked.' },
    ]);
  saveRecordsRequest(writer, { ...row, parts, completedOn: input.on }, today);
  if (row.direction !== 'out') return;
  const labels = codeSetFile(writer, 'records_part');
  addDisclosure(
    writer,
    {
      id: input.disclosureId,
      studentId: row.studentId,
      on: input.on,
      to: row.school,
      basis: 'TRANSFER',
      interest: 'The pupil enrolls there',
      what: labels.values
        .filter(({ code }) => parts.includes(code))
        .map(({ label }) => label)
        .join(', '),
      requestId: row.id,
    },
    today,
  );
}
