import { takeAttendance } from '#db/attendance/take-attendance.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { benchContext, districtFileOf, sent } from '#scripts/benching/bench-file.ts';
import { type BenchLine, benchLine, median, percentile, timed } from '#scripts/benching/bench-lines.ts';

/** An attendance key to disk, with an empty outbox and with 10,000 unsent changes. Taken in turns, so that noise is shared. */
export function markBench(): BenchLine[] {
  const empty = districtFileOf(200, false);
  const full = districtFileOf(200, false);
  try {
    full.file.writeLocal((writer) => {
      for (let n = 0; n < 10_000; n++)
        writer.exec(
          "INSERT INTO syncDirty (type, id, since, auditNumber) VALUES ('phone', ?, ?, 1)",
          `waiting-${n}`,
          benchContext.at,
        );
    });
    const [key, fullKey] = [keyPress(empty.file), keyPress(full.file)];
    const times: number[] = [];
    const fullTimes: number[] = [];
    for (let n = 0; n < 600; n++) {
      times.push(timed(() => key(n)));
      fullTimes.push(timed(() => fullKey(n)));
      // The first file stays as good as empty.
      if (n % 50 === 0) sent(empty.file);
    }
    const [warm, fullWarm] = [times.slice(50), fullTimes.slice(50)];
    return [
      benchLine('mark.p95ms', percentile(warm, 0.95)),
      benchLine('mark.outbox10000vs0', median(fullWarm) / median(warm)),
    ];
  } finally {
    empty.end();
    full.end();
  }
}

function keyPress(file: DistrictFile): (n: number) => void {
  const cells = file.reader.rows<{ enrollmentId: string; date: string }>(
    `SELECT e.id AS enrollmentId, d.date FROM enrollment e JOIN calendarDay d ON d.calendarId = e.calendarId
      WHERE d.kind = 'instruction' AND d.date >= e.startDate AND e.endDate IS NULL ORDER BY d.date, e.id LIMIT 600`,
  );
  return (n) => {
    const cell = cells[n % cells.length];
    if (!cell) return;
    file.write({ ...benchContext, origin: 'here' }, (writer) =>
      takeAttendance(writer, [{ ...cell, block: null, code: n % 2 === 0 ? 'A' : 'AE' }], 'office'),
    );
  };
}
