import { createHash } from 'node:crypto';
import { leftOutOfState } from '#db/school/calendar-reporting.ts';
import { layoutOf } from '#db/state-files/layouts.ts';
import { type CodeToConfirm, codeToConfirm, stateCodes } from '#db/state-files/state-codes.ts';
import { type FileScope, templateRows } from '#db/state-files/template-rows.ts';
import type { Reader } from '#db/system/connection.ts';
import type { StateLayout } from '#domain/state-files/layout.ts';
import type { TemplateName } from '#domain/state-files/templates.ts';
import { fileText, headerCells, writeRecord } from '#domain/state-files/write-record.ts';

export interface FileProblem {
  /** Line of the file, the header being line 1. */
  readonly line: number;
  readonly field: string;
  readonly label: string;
  readonly message: string;
  readonly studentId: string;
  readonly name: string;
}

/** A state file as it would be written: "validate and test" before anything leaves. */
export interface ComposedFile {
  readonly template: TemplateName;
  readonly title: string;
  /** Detail records that are right. */
  readonly lines: number;
  /** Records with a problem; they are left out when the file is written anyway. */
  readonly leftOut: number;
  readonly problems: readonly FileProblem[];
  /** Our own codes in the file that nobody has confirmed; while there are any, nothing is written. */
  readonly codesToConfirm: readonly CodeToConfirm[];
  /** Codes that no list has: each is a problem of its record until a person has confirmed it or it is corrected. */
  readonly unknownCodes: readonly CodeToConfirm[];
  /** The file without the records that have a problem. */
  readonly text: string;
  /** SHA-256 of the detail records: the same records give the same hash at any hour. */
  readonly hash: string;
  /** Sentences about what the state is not told at all: calendars, grades and enrollments left out of state counts. */
  readonly notReported: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly cells: readonly string[];
    readonly right: boolean;
  }[];
}

interface Code {
  readonly set: string;
  readonly code: string;
}

const inOrder = (reader: Reader, codes: ReadonlyMap<string, Code>): CodeToConfirm[] =>
  [...codes.values()]
    .map(({ set, code }) => codeToConfirm(reader, set, code))
    .sort((a, b) => (a.set + a.code < b.set + b.code ? -1 : 1));

/** Composes a file out of the records. The same records give the same bytes, but for date and time in the header. */
export function composeFile(
  reader: Reader,
  input: { template: TemplateName; scope: FileScope; stamp: { date: string; time: string } },
): ComposedFile {
  const layout: StateLayout = layoutOf(reader, input.template);
  const codeFor = stateCodes(reader);
  const header = headerCells(layout, input.stamp);
  const right: (readonly string[])[] = [];
  const rows: { name: string; cells: readonly string[]; right: boolean }[] = [];
  const problems: FileProblem[] = [];
  const unconfirmed = new Map<string, Code>();
  const unknown = new Map<string, Code>();
  for (const { studentId, values } of templateRows(reader, layout, input.template, input.scope)) {
    const record = writeRecord(layout, values, codeFor);
    for (const one of record.unconfirmed) unconfirmed.set(`${one.set} ${one.code}`, one);
    for (const one of record.unknown) unknown.set(`${one.set} ${one.code}`, one);
    const name = `${String(values.lastName ?? '')}, ${String(values.firstName ?? '')}`;
    rows.push({ name, cells: record.cells, right: record.problems.length === 0 });
    if (record.problems.length === 0) right.push(record.cells);
    else
      for (const problem of record.problems)
        problems.push({ ...problem, line: rows.length + (header ? 1 : 0), studentId, name });
  }
  return {
    template: input.template,
    title: layout.title,
    lines: right.length,
    leftOut: rows.length - right.length,
    problems,
    codesToConfirm: inOrder(reader, unconfirmed),
    unknownCodes: inOrder(reader, unknown),
    text: fileText(header ? [header, ...right] : right),
    hash: createHash('sha256').update(fileText(right)).digest('hex'),
    notReported: leftOutOfState(reader, input.scope.endYear, input.scope.school),
    columns: layout.fields.map(({ label }) => label),
    rows,
  };
}
