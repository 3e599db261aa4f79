import { adultsOf } from '#db/attendance/call-list.ts';
import { type RoomFacts, roomsOn, rosterOn } from '#db/attendance/rooms.ts';
import { schoolDayOf } from '#db/school/calendars.ts';
import { schoolNumbered } from '#db/school/schools.ts';
import type { Reader } from '#db/system/connection.ts';
import {
  codeLegend,
  gradeInWords,
  type ReportRequest,
  rangeInWords,
  reportFrame,
} from '#db/system/report-frame.ts';
import { requiredRow, rowOf } from '#db/system/rows.ts';
import { addDays, schoolYearOf, weekdayOf } from '#domain/system/civil-date.ts';
import { dateInWords, shortDateInWords, slashDate } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import type { ReportBlock, ReportCell, ReportPage, ReportTable } from '#domain/system/report-page.ts';

/** The room asked for, or every room of the day: rooms only where there are any, since a class repeats its pupils. */
function roomsAsked(reader: Reader, { options, range }: ReportRequest): RoomFacts[] {
  const schoolId = options.school ? schoolNumbered(reader, options.school).id : undefined;
  if (options.sectionId) {
    requiredRow(reader, 'section', options.sectionId);
    const room = roomsOn(reader, range.date).find((one) => one.id === options.sectionId);
    if (!room)
      throw new Failure(
        'not-found',
        'That room or class belongs to another school year. Choose a date in its year.',
      );
    return [room];
  }
  return roomsOn(reader, range.date, schoolId);
}

const titleOf = (room: RoomFacts): string =>
  [room.name, room.kind === 'class' ? room.block : null, room.teacher, room.schoolName]
    .filter(Boolean)
    .join(', ');

/** A class head for paper: the school of the one room asked for. */
function schoolOf(reader: Reader, request: ReportRequest, rooms: readonly RoomFacts[]): ReportRequest {
  const schoolId = request.options.sectionId ? rooms[0]?.schoolId : undefined;
  const number = schoolId ? rowOf(reader, 'school', schoolId)?.number : undefined;
  return number ? { ...request, options: { ...request.options, school: number } } : request;
}

const nothing = (rooms: readonly unknown[]): ReportBlock[] =>
  rooms.length > 0
    ? []
    : [{ kind: 'notice', text: 'There is no room or class in this school year yet.', items: [] }];

/** Names with what a substitute or the office needs at hand. */
export function classRoster(reader: Reader, request: ReportRequest): ReportPage {
  const { date } = request.range;
  const rooms = roomsAsked(reader, request);
  return reportFrame(reader, schoolOf(reader, request, rooms), {
    title: 'Class roster',
    range: dateInWords(date),
    definitions: [
      'Pupils on the roster and enrolled on this date. To call: the first adult in calling order, with the first number.',
    ],
    blocks: [...rooms.map((room) => rosterTable(reader, room, date)), ...nothing(rooms)],
  });
}

function rosterTable(reader: Reader, room: RoomFacts, date: string): ReportTable {
  const pupils = rosterOn(reader, room.id, date);
  return {
    kind: 'table',
    title: `${titleOf(room)} (${pupils.length})`,
    columns: [
      { label: 'No.', kind: 'number' },
      { label: 'Pupil', kind: 'name' },
      { label: 'Grade' },
      { label: 'Local number' },
      { label: 'Birth date' },
      { label: 'To call', kind: 'wide' },
    ],
    rows: pupils.map((pupil, at): ReportCell[] => {
      const born = rowOf(reader, 'person', pupil.studentId)?.birthDate;
      const adult = adultsOf(reader, pupil.studentId)[0];
      return [
        String(at + 1),
        pupil.name,
        gradeInWords(pupil.grade),
        pupil.localId ?? '',
        born ? slashDate(born) : '',
        adult ? [adult.name, adult.phones[0] ? phone(adult.phones[0]) : null].filter(Boolean).join(', ') : '',
      ];
    }),
    totals: [],
    empty: 'Nobody is on this roster on this date.',
  };
}

const phone = (digits: string): string =>
  /^\d{10}$/.test(digits) ? `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}` : digits;

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** A week to fill in by hand on the day when nothing works. */
export function blankRoster(reader: Reader, request: ReportRequest): ReportPage {
  const monday = addDays(request.range.date, 1 - weekdayOf(request.range.date));
  const rooms = roomsAsked(reader, request);
  return reportFrame(reader, schoolOf(reader, request, rooms), {
    title: 'Blank roster',
    range: rangeInWords(monday, addDays(monday, 4)),
    landscape: true,
    legend: codeLegend(reader, schoolYearOf(request.range.date)),
    definitions: [
      'Write the code of each absent or late pupil; leave the box of a present one empty. Grey: no school. Type it in later under Attendance, “One pupil, many days”.',
    ],
    blocks: [
      ...rooms.flatMap((room, at): ReportBlock[] => [
        ...(at > 0 ? [{ kind: 'heading' as const, text: titleOf(room), newPage: true }] : []),
        blankTable(reader, room, monday),
        { kind: 'signatures', statement: null, lines: ['Taken by'] },
      ]),
      ...nothing(rooms),
    ],
  });
}

function blankTable(reader: Reader, room: RoomFacts, monday: string): ReportTable {
  const dates = [0, 1, 2, 3, 4].map((days) => addDays(monday, days));
  const seen = new Map<string, Awaited<ReturnType<typeof rosterOn>>[number]>();
  for (const date of dates)
    for (const pupil of rosterOn(reader, room.id, date)) seen.set(pupil.enrollmentId, pupil);
  const pupils = [...seen.values()];
  const calendars = [...new Set(pupils.map((pupil) => pupil.calendarId))];
  const blocksOn = new Map(
    dates.map((date) => [
      date,
      new Map(
        calendars.map((id) => [
          id,
          schoolDayOf(reader, id, date)
            .blocks.map((b) => b.name)
            .filter((name) => room.kind !== 'class' || name === room.block),
        ]),
      ),
    ]),
  );
  const columns = dates.flatMap((date) => {
    const blocks = [...new Set([...(blocksOn.get(date)?.values() ?? [])].flat())];
    return (blocks.length > 0 ? blocks : ['']).map((block) => ({ date, block }));
  });
  return {
    kind: 'table',
    title: titleOf(room),
    columns: [
      { label: 'Pupil', kind: 'name' },
      { label: 'Gr' },
      ...columns.map(({ date, block }) => ({
        label: `${DAYS[weekdayOf(date) - 1]} ${shortDateInWords(date)}`,
        under: block || 'no school',
        kind: 'box' as const,
      })),
    ],
    rows: pupils.map((pupil): ReportCell[] => [
      pupil.name,
      gradeInWords(pupil.grade),
      ...columns.map(
        ({ date, block }): ReportCell =>
          blocksOn.get(date)?.get(pupil.calendarId)?.includes(block) ? '' : { text: '', look: 'off' },
      ),
    ]),
    totals: [],
    empty: 'Nobody is on this roster in this week.',
  };
}
