import { randomUUID } from 'node:crypto';
import { putDefaultCodes } from '#db/attendance/attendance-codes.ts';
import { attendanceSummary } from '#db/attendance/summary.ts';
import {
  type BackMark,
  type MarkInput,
  type Source,
  takeAttendance,
} from '#db/attendance/take-attendance.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { BEGUN_STAY } from '#domain/enrollment/begun-stay.ts';
import { aPerson } from '#tests/simulation/support/office.ts';
import { aDistrictFile, context } from '#tests/unit/support/district-file.ts';

export const MONDAY = '2026-10-05';
export const TUESDAY = '2026-10-06';

interface Ids {
  readonly calendar: string;
  readonly section: string;
  readonly school: string;
  readonly pupil: string;
}

/** One room with one pupil, AM 180 and PM 180 minutes, school on two days. */
export function aOnePupilSchool() {
  const world = aDistrictFile();
  const ids = world.file.write(context, fillSchool);
  return {
    ...world,
    ids,
    mark: (change: Partial<MarkInput>, source: Source = 'office'): BackMark[] =>
      world.file.write(context, (writer) =>
        takeAttendance(
          writer,
          [{ enrollmentId: ids.pupil, date: TUESDAY, block: null, code: 'A', ...change }],
          source,
        ),
      ),
    /** The room becomes a class that meets in one block, and the pupil is there for that alone. */
    moveToClass: (block: string): void => {
      world.file.write(context, (writer) =>
        put(writer, 'section', { ...requiredRow(writer, 'section', ids.section), kind: 'class', block }),
      );
    },
    addHalfDayPupil: (): string => world.file.write(context, (writer) => addHalfDayPupil(writer, ids)),
    /** Days enrolled, ADA days present and ESSA days absent of the pupil over both days. */
    numbers: () => {
      const row = attendanceSummary(world.file.reader, { from: MONDAY, to: TUESDAY }).find(
        (one) => one.enrollmentId === ids.pupil,
      );
      return [row?.daysEnrolled, row?.adaDaysPresent, row?.essaDaysAbsent];
    },
  };
}

export type OnePupilSchool = ReturnType<typeof aOnePupilSchool>;

function fillSchool(writer: Writer): Ids {
  putDefaultCodes(writer);
  const [district, school, calendar, bell, section, enrollment] = Array.from({ length: 6 }, () =>
    randomUUID(),
  ) as [string, string, string, string, string, string];
  const address = { phone: null, street: null, city: null, state: null, zip: null };
  put(writer, 'district', { id: district, name: 'D', number: '0123', legalEntity: null, ...address });
  put(writer, 'school', { id: school, districtId: district, number: '0001', name: 'S', ...address });
  const year = putKeyed(writer, 'schoolYear', {
    endYear: 2027,
    startDate: '2026-08-24',
    endDate: '2027-06-04',
  });
  put(writer, 'calendar', {
    id: calendar,
    schoolId: school,
    schoolYearId: year,
    number: '001',
    name: 'All',
  });
  put(writer, 'bellSchedule', { id: bell, calendarId: calendar, name: 'Regular' });
  for (const [position, [name, startTime, endTime]] of [
    ['AM', '08:30', '11:30'],
    ['PM', '12:00', '15:00'],
  ].entries() as IterableIterator<[number, [string, string, string]]>)
    put(writer, 'bellBlock', {
      id: randomUUID(),
      bellScheduleId: bell,
      name,
      position,
      startTime,
      endTime,
      minutes: 180,
      instructional: 1,
    });
  for (const date of [MONDAY, TUESDAY])
    putKeyed(writer, 'calendarDay', {
      calendarId: calendar,
      date,
      kind: 'instruction',
      bellScheduleId: bell,
      reason: null,
    });
  put(writer, 'section', {
    id: section,
    schoolId: school,
    schoolYearId: year,
    courseId: null,
    number: '1',
    name: 'Room 1',
    kind: 'room',
    block: null,
    teacherId: null,
    place: null,
  });
  const person = aPerson();
  put(writer, 'person', person);
  put(writer, 'enrollment', {
    id: enrollment,
    studentId: person.id,
    schoolId: school,
    calendarId: calendar,
    grade: '03',
    serviceType: 'P',
    startDate: '2026-08-24',
    ...BEGUN_STAY,
  });
  put(writer, 'sectionRoster', {
    id: randomUUID(),
    sectionId: section,
    enrollmentId: enrollment,
    startDate: '2026-08-24',
    endDate: null,
  });
  return { calendar, section, school, pupil: enrollment };
}

/** A pupil of the same room with a calendar of his own: 150 minutes in the morning, and school on Tuesday only. */
function addHalfDayPupil(writer: Writer, ids: Ids): string {
  const [calendar, bell, enrollment] = [randomUUID(), randomUUID(), randomUUID()];
  const first = requiredRow(writer, 'enrollment', ids.pupil);
  put(writer, 'calendar', {
    ...requiredRow(writer, 'calendar', ids.calendar),
    id: calendar,
    number: '002',
    name: 'Kindergarten',
  });
  put(writer, 'bellSchedule', { id: bell, calendarId: calendar, name: 'Half day' });
  put(writer, 'bellBlock', {
    id: randomUUID(),
    bellScheduleId: bell,
    name: 'AM',
    position: 0,
    startTime: null,
    endTime: null,
    minutes: 150,
    instructional: 1,
  });
  const day = { calendarId: calendar, reason: null };
  putKeyed(writer, 'calendarDay', { ...day, date: MONDAY, kind: 'closed', bellScheduleId: null });
  putKeyed(writer, 'calendarDay', { ...day, date: TUESDAY, kind: 'instruction', bellScheduleId: bell });
  // The first in the alphabet: he must not speak for the room.
  const person = aPerson({ lastName: 'Aaby' });
  put(writer, 'person', person);
  put(writer, 'enrollment', {
    ...first,
    id: enrollment,
    studentId: person.id,
    calendarId: calendar,
    grade: 'KH',
  });
  put(writer, 'sectionRoster', {
    id: randomUUID(),
    sectionId: ids.section,
    enrollmentId: enrollment,
    startDate: first.startDate,
    endDate: null,
  });
  return enrollment;
}
