import { RowProblem } from '#db/imports/import-run.ts';
import { isTooLongForName, LONGEST_NAME } from '#domain/people/names.ts';
import { type CivilDate, isCivilDate } from '#domain/system/civil-date.ts';
import { oneLine } from '#domain/system/typed-text.ts';

/** Reading one cell. A blank is null, characters nobody sees are left out; anything else is right or a sentence. */

export const textCell = (value: string | undefined): string | null => oneLine(value ?? '') || null;

/** A name or a line of an address, as long as a form takes; a longer one is two cells run together. */
export function nameCell(value: string | undefined, field: string): string | null {
  const text = textCell(value);
  if (text !== null && isTooLongForName(text))
    throw new RowProblem(
      `${field} has ${[...text].length} letters. More than ${LONGEST_NAME} are not taken: a quote or a missing separator may have joined several cells.`,
      field,
    );
  return text;
}

export function requiredName(value: string | undefined, field: string): string {
  requiredCell(value, field);
  return nameCell(value, field) ?? '';
}

export function requiredCell(value: string | undefined, field: string): string {
  const text = textCell(value);
  if (text === null) throw new RowProblem(`${field} is empty.`, field);
  return text;
}

/** MM/DD/YYYY as the state writes it, or YYYY-MM-DD. */
export function dateCell(value: string | undefined, field: string): string | null {
  const text = textCell(value);
  if (text === null) return null;
  const slash = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const iso = slash
    ? `${slash[3]}-${(slash[1] ?? '').padStart(2, '0')}-${(slash[2] ?? '').padStart(2, '0')}`
    : text;
  if (!isCivilDate(iso) || iso < '1900-01-01' || iso > '2199-12-31')
    throw new RowProblem(`${field} "${text}" is not a date. Write it like 10/06/2026.`, field, text);
  return iso;
}

/** A birth date: a day that has been. */
export function birthDateCell(value: string | undefined, field: string, today: CivilDate): string | null {
  const date = dateCell(value, field);
  if (date !== null && date > today)
    throw new RowProblem(`${field} "${textCell(value)}" lies in the future.`, field, textCell(value) ?? '');
  return date;
}

export function requiredDate(value: string | undefined, field: string): string {
  const date = dateCell(value, field);
  if (date === null) throw new RowProblem(`${field} is empty.`, field);
  return date;
}

/** Nine characters. Excel drops leading zeros: seven or eight digits get them back. */
export function stateIdCell(value: string | undefined): string | null {
  const text = textCell(value)?.toUpperCase() ?? null;
  if (text === null) return null;
  if (/^[0-9A-Z]{9}$/.test(text)) return text;
  if (/^\d{7,8}$/.test(text)) return text.padStart(9, '0');
  throw new RowProblem(`State ID "${text}" does not have nine characters.`, 'State ID', text);
}

export function wholeNumber(value: string | undefined, field: string): number | null {
  const text = textCell(value);
  if (text === null) return null;
  if (!/^\d{1,6}$/.test(text)) throw new RowProblem(`${field} "${text}" is not a whole number.`, field, text);
  return Number(text);
}

export function yesNo(value: string | undefined, field: string): boolean | null {
  const text = textCell(value)?.toUpperCase() ?? null;
  if (text === null) return null;
  if (['Y', 'YES', 'TRUE', '1'].includes(text)) return true;
  if (['N', 'NO', 'FALSE', '0'].includes(text)) return false;
  throw new RowProblem(`${field} "${text}" is not Y or N.`, field, text);
}

const GRADES: Readonly<Record<string, string>> = {
  K: 'KF',
  KG: 'KF',
  PREK: 'PK',
  PREKINDERGARTEN: 'PK',
  KINDERGARTEN: 'KF',
};

/** The state's grade code: "3" and "03" are the same, "K" is full-time kindergarten. */
export function gradeCell(value: string | undefined, known: ReadonlySet<string>): string {
  const text = requiredCell(value, 'Grade').toUpperCase();
  const grade = GRADES[text] ?? (/^\d$/.test(text) ? `0${text}` : text);
  if (!known.has(grade))
    throw new RowProblem(`Grade "${text}" is not one of ${[...known].join(', ')}.`, 'Grade', text);
  return grade;
}
