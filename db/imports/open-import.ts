import { ATTENDANCE_SHAPE, takeAttendanceEvent } from '#db/imports/attendance-file.ts';
import { openBehaviorFile } from '#db/imports/behavior-file.ts';
import { calendarShape } from '#db/imports/calendar-file.ts';
import { mappedShape } from '#db/imports/mapped-columns.ts';
import { openOneRoster } from '#db/imports/one-roster.ts';
import type { Opening } from '#db/imports/opened-import.ts';
import { scoreShape } from '#db/imports/score-file.ts';
import { SeenLines } from '#db/imports/seen-lines.ts';
import { fileBytes } from '#db/imports/source-bytes.ts';
import { openStateFile } from '#db/imports/state-rows.ts';
import { openTableImport } from '#db/imports/table-rows.ts';
import type { Reader } from '#db/system/connection.ts';
import type { TemplateName } from '#domain/state-files/templates.ts';

export type ImportFormat =
  | TemplateName
  | 'behavior-xml'
  | 'oneroster'
  | 'calendar-csv'
  | 'attendance-csv'
  | 'scores-csv'
  | 'csv';

import type { CivilDate } from '#domain/system/civil-date.ts';

/** Opens a source of any format. */
export function openImport(
  reader: Reader,
  format: ImportFormat,
  path: string,
  mapping: Readonly<Record<string, string>> | undefined,
  today: CivilDate,
): Opening {
  switch (format) {
    case 'calendar-csv':
      return openTableImport(fileBytes(path), calendarShape);
    case 'attendance-csv': {
      const seen = new SeenLines();
      return openTableImport(fileBytes(path), {
        ...ATTENDANCE_SHAPE,
        take: (tools, row, line) => takeAttendanceEvent(tools, row, seen, line),
      });
    }
    case 'scores-csv':
      return openTableImport(fileBytes(path), scoreShape(today));
    case 'oneroster':
      return openOneRoster(path);
    case 'behavior-xml':
      return openBehaviorFile(fileBytes(path));
    case 'csv':
      return openTableImport(fileBytes(path), (columns) => mappedShape(columns, mapping));
    default:
      return openStateFile(reader, fileBytes(path), format);
  }
}
