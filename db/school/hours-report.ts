import { calendarPage } from '#db/school/overview.ts';
import { schoolNumbered } from '#db/school/schools.ts';
import type { Reader } from '#db/system/connection.ts';
import { type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import type { ReportBlock, ReportPage } from '#domain/system/report-page.ts';

/** Each calendar's days and hours of the year, and the ledger of what was lost and made up. */
export function hoursReport(reader: Reader, request: ReportRequest): ReportPage {
  const endYear = schoolYearOf(request.range.date);
  const school = request.options.school ? schoolNumbered(reader, request.options.school).id : null;
  const calendars = reader.rows<{ id: string }>(
    `SELECT c.id FROM calendar c JOIN school s ON s.id = c.schoolId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = ? AND (? IS NULL OR s.id = ?) ORDER BY s.number, c.number`,
    endYear,
    school,
    school,
  );
  return reportFrame(reader, request, {
    title: 'Days and hours of the calendar',
    range: `School year ${schoolYearInWords(endYear)}`,
    definitions: [
      'Instruction hours: minutes of the periods that count as instruction, on school days; lunch and recess are not in them.',
      'Hours lost and made up: what changes of a day took from the calendar or gave to it, in minutes. Lost is negative.',
    ],
    blocks:
      calendars.length === 0
        ? [{ kind: 'text', title: '', text: 'There is no calendar in this school year.' }]
        : calendars.flatMap(({ id }) => blocksOf(reader, id)),
  });
}

function blocksOf(reader: Reader, calendarId: string): ReportBlock[] {
  const calendar = calendarPage(reader, calendarId);
  const sum = (lines: typeof calendar.ledger): number => lines.reduce((all, line) => all + line.minutes, 0);
  const lost = sum(calendar.ledger.filter((line) => line.minutes < 0));
  const madeUp = sum(calendar.ledger.filter((line) => line.minutes > 0));
  const days = (kind: string): string => String(calendar.days.filter((day) => day.kind === kind).length);
  return [
    { kind: 'heading', text: `${calendar.schoolName}: ${calendar.name}`, newPage: false },
    {
      kind: 'facts',
      items: [
        { label: 'Instruction days', value: String(calendar.instructionDays) },
        { label: 'Instruction hours', value: hours(calendar.instructionMinutes) },
        { label: 'PIR days', value: days('pir') },
      ],
    },
    {
      kind: 'table',
      title: 'Hours lost and made up',
      columns: [
        { label: 'Day', kind: 'name' },
        { label: 'Reason', kind: 'wide' },
        { label: 'Minutes', kind: 'number' },
      ],
      rows: calendar.ledger.map((line) => [dateInWords(line.date), line.reason, signed(line.minutes)]),
      totals:
        calendar.ledger.length === 0
          ? []
          : [
              ['Lost', '', signed(lost)],
              ['Made up', '', signed(madeUp)],
              ['Together', '', signed(lost + madeUp)],
            ],
      empty: 'No day of this calendar was changed.',
    },
  ];
}

const signed = (minutes: number): string => (minutes > 0 ? `+${minutes}` : String(minutes));

/** "1,023.5": instruction hours with one decimal, as the aggregate-hours rules count them. */
const hours = (minutes: number): string => {
  const tenths = Math.floor((minutes * 10 + 30) / 60);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
};
