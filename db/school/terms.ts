import type { Writer } from '#db/system/connection.ts';
import { put, requiredRow } from '#db/system/rows.ts';
import { Failure } from '#domain/system/failure.ts';

/** Adds a term to a calendar, after those already there. Terms may overlap: a year holds its quarters. */
export function addTerm(
  writer: Writer,
  term: { id: string; calendarId: string; name: string; startDate: string; endDate: string },
): void {
  requiredRow(writer, 'calendar', term.calendarId);
  if (term.endDate < term.startDate)
    throw new Failure('invalid-input', 'The last day of the term is before its first day.', [
      { field: 'endDate', message: 'Before the first day.' },
    ]);
  const position =
    writer.rows<{ n: number }>('SELECT count(*) AS n FROM term WHERE calendarId = ?', term.calendarId)[0]
      ?.n ?? 0;
  put(writer, 'term', { ...term, position });
}
