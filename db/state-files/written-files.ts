import { layoutOf } from '#db/state-files/layouts.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put } from '#db/system/rows.ts';
import { forerunnerOf, type TemplateName } from '#domain/state-files/templates.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

/** The last time each file of a year was written. */
export function lastWritten(reader: Reader, endYear: number): Map<string, Row<'writtenFile'>> {
  const rows = reader.rows<Row<'writtenFile'>>(
    'SELECT * FROM writtenFile WHERE endYear = ? ORDER BY writtenAt, id',
    endYear,
  );
  return new Map(rows.map((row) => [row.template, row]));
}

/**
 * Refuses a file whose forerunner of the year was never written: demographic first, enrollment second, all else after.
 * Source: OPI AIM page.
 */
export function refuseOutOfOrder(reader: Reader, template: TemplateName, endYear: number): void {
  const needs = forerunnerOf(template);
  if (needs === null || lastWritten(reader, endYear).has(needs)) return;
  throw new Failure(
    'conflict',
    `The state takes the ${layoutOf(reader, needs).title} file before this one. Write that file first.`,
    [{ field: 'template', message: `Write ${layoutOf(reader, needs).title} first.` }],
  );
}

export function noteWritten(writer: Writer, row: Row<'writtenFile'>): void {
  put(writer, 'writtenFile', row);
}
