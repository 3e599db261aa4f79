import { generateDistrict } from '#scripts/district-generator/district.ts';
import { DistrictRows } from '#scripts/sample-district/district-rows.ts';
import { oneRosterFiles } from '#scripts/sample-district/one-roster-files.ts';
import { SAMPLE } from '#scripts/sample-district/sample-options.ts';
import { demographicFile, enrollmentFile } from '#scripts/sample-district/state-files.ts';
import {
  attendanceFile,
  bellCalendarFile,
  halfDayCalendarFile,
} from '#scripts/sample-district/table-files.ts';

/** Every file of the sample district by its path in the folder. The same on every machine, byte for byte. */
export function sampleFiles(): ReadonlyMap<string, string> {
  const generated = [...generateDistrict(SAMPLE)];
  const rows = new DistrictRows(generated);
  const files = new Map<string, string>();
  files.set('district.jsonl', `${generated.map((one) => JSON.stringify(one)).join('\n')}\n`);
  files.set('sd.tsv', demographicFile(rows, SAMPLE.today));
  files.set('en.tsv', enrollmentFile(rows, SAMPLE.today, SAMPLE.endYear));
  files.set('calendar.csv', halfDayCalendarFile(rows));
  files.set('calendar-high-school.csv', bellCalendarFile(rows));
  files.set('attendance.csv', attendanceFile(rows));
  for (const [name, text] of oneRosterFiles(rows)) files.set(`oneroster-1.1/${name}`, text);
  return files;
}
