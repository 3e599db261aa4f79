import { codesOfYear, rulesOfYear } from '#db/attendance/attendance-codes.ts';
import { type DayBoard, type DayPupil, dayBoards, enrolledOn } from '#db/attendance/day-board.ts';
import { marksOfDay } from '#db/attendance/room-sheet.ts';
import { schoolDayOf } from '#db/school/calendars.ts';
import { taughtIn } from '#db/school/pupil-seats.ts';
import { schoolNumbered } from '#db/school/schools.ts';
import type { Reader } from '#db/system/connection.ts';
import { codeLegend, gradeInWords, type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { LEAVING_KEY } from '#domain/attendance/code-table.ts';
import { dayShare } from '#domain/attendance/day-share.ts';
import { effectiveMarks } from '#domain/attendance/effective-mark.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { ReportBlock, ReportPage, ReportTable } from '#domain/system/report-page.ts';

const NO_SCHOOL = 'There is no school here yet. Bring one in under Import.';

/** The day of each school on paper: the same counts as the Today page, with the pupils behind each. */
export function dailyReport(reader: Reader, request: ReportRequest): ReportPage {
  const { date } = request.range;
  const { school } = request.options;
  const only = school === undefined ? undefined : schoolNumbered(reader, school).id;
  const boards = dayBoards(reader, date).filter((board) => only === undefined || board.schoolId === only);
  const endYear = schoolYearOf(date);
  return reportFrame(reader, request, {
    title: 'Daily attendance',
    range: dateInWords(date),
    legend: codeLegend(reader, endYear),
    definitions: [
      'Absent all day: missed every instructional minute of the pupil’s own day. Enrolled is present and absent added.',
      'Absent part of the day, tardy and left early: counted among the present. A pupil may stand in more than one of these lists.',
      'Not explained: absent, and the reason not yet known. Parents are told the same school day (44-2-507, MCA).',
    ],
    blocks:
      boards.length === 0
        ? [{ kind: 'notice', text: NO_SCHOOL, items: [] }]
        : boards.flatMap((board, at) => schoolBlocks(reader, board, endYear, at > 0)),
  });
}

function schoolBlocks(reader: Reader, board: DayBoard, endYear: number, newPage: boolean): ReportBlock[] {
  const { part, early } = partDays(reader, board, endYear);
  const { absent, late, unexplained, present } = board.lists;
  const day =
    board.dayNumber === null
      ? `No school${board.reason ? `: ${board.reason}` : ''}`
      : `Day ${board.dayNumber} of ${board.daysInYear}${board.bellSchedule ? `, ${board.bellSchedule}` : ''}${board.reason ? ` (${board.reason})` : ''}`;
  const heading: ReportBlock = { kind: 'heading', text: board.schoolName, newPage };
  const facts = (items: [string, string | number][]): ReportBlock => ({
    kind: 'facts',
    items: items.map(([label, value]) => ({ label, value: String(value) })),
  });
  if (board.enrolled === 0) {
    const nobody = board.dayNumber !== null && 'Nobody is enrolled in this school on this day.';
    return [
      heading,
      facts([['Day', day]]),
      ...(nobody ? [{ kind: 'notice', text: nobody, items: [] } as const] : []),
    ];
  }
  return [
    heading,
    facts([
      ['Day', day],
      ['Enrolled', board.enrolled],
      ['Present', present],
      ['Absent all day', absent.length],
      ['Absent part of the day', part.length],
      ['Tardy', late.length],
      ['Left early', early.length],
      ['Not explained', unexplained.length],
      ['Day closed', board.closed ? 'yes' : 'no'],
    ]),
    list('Absent all day', absent),
    list('Absent part of the day', part),
    list('Tardy', late),
    list('Left early', early),
    list('Not explained: call home', unexplained),
    rooms(board),
  ];
}

function list(title: string, pupils: readonly DayPupil[]): ReportTable {
  return {
    kind: 'table',
    title: `${title} (${pupils.length})`,
    columns: [
      { label: 'Pupil', kind: 'name' },
      { label: 'Grade' },
      { label: 'Codes' },
      { label: 'Note', kind: 'wide' },
    ],
    rows: pupils.map((pupil) => [pupil.name, gradeInWords(pupil.grade), pupil.codes, pupil.note ?? '']),
    totals: [],
    empty: 'Nobody.',
  };
}

function rooms(board: DayBoard): ReportTable {
  const inNow = board.rooms.filter((room) => room.in).length;
  return {
    kind: 'table',
    title: `Rooms: ${inNow} of ${board.rooms.length} in`,
    columns: [
      { label: 'Room', kind: 'name' },
      { label: 'Teacher', kind: 'wide' },
      { label: 'Pupils', kind: 'number' },
      { label: 'Attendance' },
    ],
    rows: board.rooms.map((room) => [
      room.name,
      room.teacher ?? '',
      String(room.pupils),
      room.in ? 'in' : { text: 'NOT IN', look: 'strong' },
    ]),
    totals: [],
    empty: 'This school has no rooms yet.',
    paperOnly: true,
  };
}

/** Those who missed some blocks but not all, and those whose code says that they left early. */
function partDays(reader: Reader, board: DayBoard, endYear: number): { part: DayPupil[]; early: DayPupil[] } {
  const codes = codesOfYear(reader, endYear);
  const earlyCodes = new Set(
    codes.filter((code) => code.byMinutes === 1 && code.keyLetter === LEAVING_KEY).map((code) => code.code),
  );
  const wholeBlock = new Set(
    codes.filter((code) => code.absent === 1 && code.excuse !== 'X').map((code) => code.code),
  );
  const rules = rulesOfYear(reader, endYear);
  const pupils = enrolledOn(reader, board.schoolId, board.date);
  const marks = marksOfDay(
    reader,
    pupils.map((pupil) => pupil.enrollmentId),
    board.date,
  );
  const taught = taughtIn(reader, board.date, board.date);
  const part: DayPupil[] = [];
  const early: DayPupil[] = [];
  for (const pupil of pupils) {
    const own = marks.get(pupil.enrollmentId);
    if (!own) continue;
    const blocks = taught(
      pupil.enrollmentId,
      board.date,
      schoolDayOf(reader, pupil.calendarId, board.date).blocks,
    );
    const share = dayShare(blocks, own, rules);
    if (!share) continue;
    const effective = [...effectiveMarks(own).values()].filter((mark) =>
      blocks.some((block) => block.name === mark.block),
    );
    const line: DayPupil = {
      enrollmentId: pupil.enrollmentId,
      studentId: pupil.studentId,
      name: pupil.name,
      grade: pupil.grade,
      codes: [...new Set(effective.map((mark) => mark.code))].join(' '),
      note: effective.find((mark) => mark.note)?.note ?? null,
    };
    if (effective.some((mark) => mark.code !== null && earlyCodes.has(mark.code))) early.push(line);
    if (
      share.missed > 0 &&
      share.missed < share.minutes &&
      effective.some((mark) => mark.code !== null && wholeBlock.has(mark.code))
    )
      part.push(line);
  }
  return { part, early };
}
