import { v7 } from 'uuid';
import { makeDistrict } from '#db/school/make-district.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, putKeyed } from '#db/system/rows.ts';
import { BEGUN_STAY } from '#domain/enrollment/begun-stay.ts';
import { addDays, schoolYearOf } from '#domain/system/civil-date.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { noDesktop } from '#electron/data-process/desktop-services.ts';

/** Who may sign in to the files made here. */
export const officeName = 'Sam Office';
export const officePassword = 'three words here';

/**
 * A district file with one room of so many invented pupils and school on every day of the year, weekends too: what is
 * measured on it does not hang on the day it is measured.
 */
export async function makeOneRoomSchool(path: string, pupils: number): Promise<void> {
  const host = new DataHost({
    districtFile: path,
    clock: systemClock,
    newId: () => v7(),
    workerFile: new URL('../../electron/data-process/read-worker.ts', import.meta.url),
    sampleDistrict: new URL('../../resources/sample-district/district.jsonl', import.meta.url),
    desktop: noDesktop,
    push: () => undefined,
  });
  await host.district.create(
    { districtName: 'One-Room School', administrator: officeName, password: officePassword, practice: false },
    (file, user) => {
      file.write(
        {
          actor: user.id,
          actorName: user.name,
          action: 'Made the school',
          at: systemClock.now(),
          origin: 'import',
        },
        (writer) => {
          const districtId = v7();
          makeDistrict(writer, {
            districtId,
            name: 'One-Room School',
            number: '0777',
            legalEntity: null,
            newId: () => v7(),
          });
          fillRoom(writer, districtId, pupils);
        },
      );
    },
  );
  await host.close();
}

function fillRoom(writer: Writer, districtId: string, pupils: number): void {
  const [schoolId, calendarId, bellScheduleId, sectionId] = [v7(), v7(), v7(), v7()];
  const endYear = schoolYearOf(systemClock.today());
  const [startDate, endDate] = [`${endYear - 1}-07-01`, `${endYear}-06-30`];
  put(writer, 'school', {
    id: schoolId,
    districtId,
    number: '0701',
    name: 'One-Room School',
    phone: null,
    street: null,
    city: null,
    state: null,
    zip: null,
  });
  const schoolYearId = putKeyed(writer, 'schoolYear', { endYear, startDate, endDate });
  put(writer, 'calendar', { id: calendarId, schoolId, schoolYearId, number: '001', name: 'All grades' });
  put(writer, 'bellSchedule', { id: bellScheduleId, calendarId, name: 'Regular' });
  for (const [position, name, startTime, endTime] of [
    [0, 'AM', '08:30', '11:30'],
    [1, 'PM', '12:15', '15:15'],
  ] as const)
    put(writer, 'bellBlock', {
      id: v7(),
      bellScheduleId,
      name,
      position,
      startTime,
      endTime,
      minutes: 180,
      instructional: 1,
    });
  for (let date = startDate; date <= endDate; date = addDays(date, 1))
    putKeyed(writer, 'calendarDay', { calendarId, date, kind: 'instruction', bellScheduleId, reason: null });
  put(writer, 'section', {
    id: sectionId,
    schoolId,
    schoolYearId,
    courseId: null,
    number: '1',
    name: 'The room',
    kind: 'room',
    block: null,
    teacherId: null,
    place: null,
  });
  for (let n = 1; n <= pupils; n++) seatPupil(writer, { n, schoolId, calendarId, sectionId, startDate });
}

/** Pupils are called Pupil-001 and on, so that the row number and the name agree. */
function seatPupil(
  writer: Writer,
  seat: { n: number; schoolId: string; calendarId: string; sectionId: string; startDate: string },
): void {
  const [personId, enrollmentId] = [v7(), v7()];
  put(writer, 'person', {
    id: personId,
    lastName: `Pupil-${String(seat.n).padStart(3, '0')}`,
    firstName: 'Ash',
    middleName: null,
    suffix: null,
    usualName: null,
    birthDate: '2016-05-05',
    gender: null,
    isStudent: 1,
    isStaff: 0,
  });
  putKeyed(writer, 'identifier', { personId, system: 'local', value: String(5000 + seat.n) });
  put(writer, 'enrollment', {
    id: enrollmentId,
    studentId: personId,
    schoolId: seat.schoolId,
    calendarId: seat.calendarId,
    grade: '04',
    serviceType: 'P',
    startDate: seat.startDate,
    ...BEGUN_STAY,
  });
  put(writer, 'sectionRoster', {
    id: v7(),
    sectionId: seat.sectionId,
    enrollmentId,
    startDate: seat.startDate,
    endDate: null,
  });
}
