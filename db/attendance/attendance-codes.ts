import type { Reader, Writer } from '#db/system/connection.ts';
import { sql } from '#db/system/connection.ts';
import { putKeyed } from '#db/system/rows.ts';
import { codeTable } from '#domain/attendance/code-table.ts';
import type { AttendanceRules } from '#domain/attendance/day-share.ts';
import { type AttendanceThresholds, thresholdsOf } from '#domain/attendance/thresholds.ts';
import type { Row } from '#domain/sync/registry.ts';
import defaults from '#resources/attendance/codes.json' with { type: 'json' };
import thresholds from '#resources/attendance/thresholds.json' with { type: 'json' };

/** The default table: a local default that the district edits. Source: domain data, marked [D]. */
export function putDefaultCodes(writer: Writer): void {
  for (const row of defaults.codes)
    putKeyed(writer, 'attendanceCode', {
      code: row.code,
      label: row.label,
      keyLetter: row.keyLetter,
      absent: row.absent as 0 | 1,
      excuse: row.excuse,
      byMinutes: row.byMinutes as 0 | 1,
      fromYear: null,
      toYear: null,
    });
}

export function listCodes(reader: Reader): Row<'attendanceCode'>[] {
  return reader.all(sql.selectFrom('attendanceCode').selectAll().orderBy('code'));
}

/** Codes in use in the school year that ends then. */
export function codesOfYear(reader: Reader, endYear: number): Row<'attendanceCode'>[] {
  return listCodes(reader).filter(
    (row) =>
      (row.fromYear === null || endYear >= row.fromYear) && (row.toYear === null || endYear <= row.toYear),
  );
}

/** A code as a screen offers it. */
export interface CodeChoice {
  readonly code: string;
  readonly label: string;
  readonly keyLetter: string | null;
  readonly byMinutes: boolean;
  readonly absent: boolean;
}

export function codesInUse(reader: Reader, endYear: number): CodeChoice[] {
  return codesOfYear(reader, endYear).map(({ code, label, keyLetter, byMinutes, absent }) => ({
    code,
    label,
    keyLetter,
    byMinutes: byMinutes === 1,
    absent: absent === 1,
  }));
}

export function thresholdsOfYear(endYear: number): AttendanceThresholds {
  return thresholdsOf(thresholds.rows as AttendanceThresholds[], endYear);
}

/** Codes and thresholds the arithmetic of one school year needs. */
export function rulesOfYear(reader: Reader, endYear: number): AttendanceRules {
  return { codes: codeTable(listCodes(reader), endYear), essaDay: thresholdsOfYear(endYear).essaDay };
}
