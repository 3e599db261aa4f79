import type { DistrictFile } from '#db/system/district-file.ts';
import { put } from '#db/system/rows.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import { type Row, recordTypeNamed, type TypeName } from '#domain/sync/registry.ts';
import { benchContext } from '#scripts/benching/bench-file.ts';
import { generateDistrict } from '#scripts/district-generator/district.ts';

export type Mark = Row<'attendanceMark'>;

/** A district of so many pupils with no attendance yet; all of it waits to be sent. */
export function fillOffice(file: DistrictFile, pupils = 120): void {
  const rows = generateDistrict({
    seed: 7,
    students: pupils,
    years: 1,
    endYear: 2027,
    today: '2027-06-04',
    attendance: false,
  });
  file.write({ ...benchContext, origin: 'here' }, (writer) => {
    for (const { type, row } of rows) put(writer, type as TypeName, row as Row<TypeName>);
  });
}

/** So many marks of the pupils here, none twice. */
export function marksOf(file: DistrictFile, count: number): Mark[] {
  const type = recordTypeNamed('attendanceMark');
  if (!type) throw new Error('There are no attendance marks.');
  const cells = file.reader.rows<{ enrollmentId: string; date: string; block: string }>(
    `SELECT e.id AS enrollmentId, d.date, b.name AS block
      FROM enrollment e JOIN calendarDay d ON d.calendarId = e.calendarId
      JOIN bellBlock b ON b.bellScheduleId = d.bellScheduleId
      WHERE d.kind = 'instruction' AND d.date >= e.startDate ORDER BY d.date, e.id, b.position LIMIT ?`,
    count,
  );
  if (cells.length < count) throw new Error(`The district has only ${cells.length} cells to mark.`);
  return cells.map((cell, n) => {
    const mark = { ...cell, source: 'office', code: n % 2 === 0 ? 'A' : 'AE' };
    return { ...mark, id: naturalId(type, mark), minutes: null, clockTime: null, note: null } as Mark;
  });
}

export function writeMarks(file: DistrictFile, marks: readonly Mark[]): void {
  file.write({ ...benchContext, origin: 'here' }, (writer) => {
    for (const mark of marks) put(writer, 'attendanceMark', mark);
  });
}
