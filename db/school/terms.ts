import type { Writer } from '#db/system/connection.ts';
import { put, requiredRow } from '#db/system/rows.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

/** Adds a term to a calendar, after those already there. Terms may overlap: a year holds its quarters. */
export function addTerm(
  writer: Writer,
  term: { id: string; calendarId: string; name: string; startDate: string; endDate: string },
): void {
  const calendar = requiredRow(writer, 'calendar', term.calendarId);
  const year = requiredRow(writer, 'schoolYear', calendar.schoolYearId);
  if (term.endDate < term.startDate)
    throw new Failure('invalid-input', 'The last day of the term is before its first day.', [
      { field: 'endDate', message: 'Before the first day.' },
    ]);
  for (const field of ['startDate', 'endDate'] as const)
    if (term[field] < year.startDate || term[field] > year.endDate)
      throw new Failure(
        'invalid-input',
        `${dateInWords(term[field])} is not in the school year of this calendar, ${dateInWords(year.startDate)} to ${dateInWords(year.endDate)}.`,
        [{ field, message: 'Not in the school year.', value: term[field] }],
      );
  const terms = writer.rows<{ name: string }>('SELECT name FROM term WHERE calendarId = ?', term.calendarId);
  if (terms.some(({ name }) => name.localeCompare(term.name, 'en', { sensitivity: 'base' }) === 0))
    throw new Failure(
      'conflict',
      `This calendar has a term "${term.name}" already. Give the new one another name.`,
      [{ field: 'name', message: 'This name is taken.', value: term.name }],
    );
  put(writer, 'term', { ...term, position: terms.length });
}
