import type { Row } from '#domain/sync/registry.ts';

/** What a code means for the arithmetic. */
export type CodeMeaning = Pick<Row<'attendanceCode'>, 'absent' | 'excuse' | 'byMinutes'>;

/** The codes of one school year, by their text. */
export type CodeTable = ReadonlyMap<string, CodeMeaning>;

/** Excuse class of an absence that is none: school activity, offsite instruction (attendance_excuse X). */
export const EXEMPT = 'X';
/** Excuse class of an absence nobody has explained yet. An absent code without a class means the same. */
export const UNEXPLAINED = 'K';
export const UNEXCUSED = 'U';

/** The key of codes for somebody who left before the end: their clock time and minutes count back from the day's end. */
export const LEAVING_KEY = 'E';

/** The codes in use in the school year that ends then. */
export function codeTable(rows: readonly Row<'attendanceCode'>[], endYear: number): CodeTable {
  const table = new Map<string, CodeMeaning>();
  for (const row of rows) {
    if (row.fromYear !== null && endYear < row.fromYear) continue;
    if (row.toYear !== null && endYear > row.toYear) continue;
    table.set(row.code, { absent: row.absent, excuse: row.excuse, byMinutes: row.byMinutes });
  }
  return table;
}

/** An absence that still needs a call home: absent, and the reason not yet known. */
export function isUnexplained(code: CodeMeaning): boolean {
  return code.absent === 1 && (code.excuse === null || code.excuse === UNEXPLAINED);
}
