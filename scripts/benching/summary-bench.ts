import { attendanceSummary } from '#db/attendance/summary.ts';
import type { Reader } from '#db/system/connection.ts';
import { districtFileOf } from '#scripts/benching/bench-file.ts';
import { type BenchLine, benchLine, median, timed } from '#scripts/benching/bench-lines.ts';

/** The yearly summary of 500 pupils against the same sums as hand-written SQL on the same file. */
export function summaryBench(): BenchLine[] {
  const { file, end } = districtFileOf(500, true);
  try {
    const scope = { from: '2026-07-01', to: '2027-06-30' };
    const ours = attendanceSummary(file.reader, scope);
    const theirs = bySql(file.reader);
    const sum = ours.reduce((total, row) => total + row.essaDaysAbsent, 0);
    const sqlSum = theirs.reduce((total, row) => total + row.essa, 0);
    if (ours.length !== theirs.length || sum !== sqlSum)
      throw new Error(
        `The summary (${ours.length} rows, ${sum} days) and the SQL (${theirs.length}, ${sqlSum}) disagree.`,
      );
    const rounds = Array.from(
      { length: 9 },
      () => [timed(() => attendanceSummary(file.reader, scope)), timed(() => bySql(file.reader))] as const,
    );
    return [benchLine('summary.vsSql', median(rounds.map(([a]) => a)) / median(rounds.map(([, b]) => b)))];
  } finally {
    end();
  }
}

/** What somebody would write by hand: one query, exact minutes, office over teacher. */
function bySql(reader: Reader): { enrollmentId: string; enrolled: number; missed: number; essa: number }[] {
  return reader.rows(`
    WITH length AS (
      SELECT d.calendarId, d.date, sum(b.minutes) AS minutes FROM calendarDay d JOIN bellBlock b ON b.bellScheduleId = d.bellScheduleId
      WHERE d.kind = 'instruction' AND b.instructional = 1 AND b.minutes > 0 GROUP BY d.calendarId, d.date
    ), part AS (
      SELECT m.enrollmentId, m.date, b.minutes AS block,
        CASE WHEN c.absent = 0 AND c.byMinutes = 0 THEN 0 WHEN c.excuse = 'X' THEN 0
          WHEN m.minutes IS NOT NULL THEN min(m.minutes, b.minutes) WHEN c.byMinutes = 1 THEN 0 ELSE b.minutes END AS missed
      FROM attendanceMark m JOIN enrollment e ON e.id = m.enrollmentId
      JOIN calendarDay d ON d.calendarId = e.calendarId AND d.date = m.date AND d.kind = 'instruction'
      JOIN bellBlock b ON b.bellScheduleId = d.bellScheduleId AND b.name = m.block AND b.instructional = 1
      JOIN attendanceCode c ON c.code = m.code
      WHERE m.code IS NOT NULL AND m.date >= e.startDate AND (e.endDate IS NULL OR m.date <= e.endDate)
        AND (m.source = 'office' OR NOT EXISTS (SELECT 1 FROM attendanceMark o WHERE o.enrollmentId = m.enrollmentId AND o.date = m.date
          AND o.block = m.block AND o.source = 'office' AND o.code IS NOT NULL))
    ), day AS (
      SELECT enrollmentId, date, sum(missed) AS missed FROM part GROUP BY enrollmentId, date
    )
    SELECT e.id AS enrollmentId,
      (SELECT count(*) FROM length l WHERE l.calendarId = e.calendarId AND l.date >= e.startDate AND (e.endDate IS NULL OR l.date <= e.endDate)) AS enrolled,
      coalesce(sum(day.missed * 1.0 / l.minutes), 0) AS missed,
      coalesce(sum(day.missed * 2 >= l.minutes AND day.missed > 0), 0) AS essa
    FROM enrollment e LEFT JOIN day ON day.enrollmentId = e.id LEFT JOIN length l ON l.calendarId = e.calendarId AND l.date = day.date
    WHERE e.noShow = 0 AND e.extracurricularOnly = 0 GROUP BY e.id`);
}
