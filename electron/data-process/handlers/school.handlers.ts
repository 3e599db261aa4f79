import { addBellSchedule } from '#db/school/add-bells.ts';
import { saveCalendarReporting, saveModes } from '#db/school/calendar-reporting.ts';
import { changeDay } from '#db/school/change-day.ts';
import { makeRooms } from '#db/school/make-rooms.ts';
import { changeDistrict, changeSchoolNumber } from '#db/school/numbers.ts';
import { calendarPage, schoolOverview } from '#db/school/overview.ts';
import { addTerm } from '#db/school/terms.ts';
import { change } from '#db/system/rows.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { schoolContract } from '#electron/contract/school.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const schoolHandlers: AreaHandlers<keyof typeof schoolContract> = {
  'school.overview': (_input, { file }) => schoolOverview(file.reader),
  'school.calendar': ({ calendarId }, { file }) => calendarPage(file.reader, calendarId),
  'school.preview-day': (asked, { jobs }) => jobs.run('day-preview', asked),
  'school.change-day': (asked, { write, newId }) => {
    write(`Calendar, ${dateInWords(asked.date)}`, (writer) => changeDay(writer, asked, newId), {
      group: true,
    });
    return { done: true };
  },
  'school.change-school': ({ schoolId, ...said }, { write }) => {
    write(`School "${said.name}"`, (writer) => change(writer, 'school', schoolId, said));
    return { done: true };
  },
  'school.change-district': ({ districtId, ...said }, { write, file, district }) => {
    write(`District "${said.name}"`, (writer) => changeDistrict(writer, districtId, said));
    if (!district.practice() && schoolOverview(file.reader).districts.length === 1)
      district.nameDistrict(said.name);
    return { done: true };
  },
  'school.change-number': ({ schoolId, number }, { write }) => {
    write('Number of a school', (writer) => changeSchoolNumber(writer, schoolId, number));
    return { done: true };
  },
  'school.name-calendar': ({ calendarId, name }, { write }) => {
    write(`Calendar "${name}"`, (writer) => change(writer, 'calendar', calendarId, { name }));
    return { done: true };
  },
  'school.save-reporting': ({ calendarId, ...said }, { write }) => {
    write('State facts of a calendar', (writer) => saveCalendarReporting(writer, calendarId, said));
    return { done: true };
  },
  'school.save-modes': ({ calendarId, modes }, { write }) => {
    write('Modes of instruction of a calendar', (writer) => saveModes(writer, calendarId, modes));
    return { done: true };
  },
  'school.make-rooms': (input, { write, newId }) => ({
    rooms: write('Made rooms', (writer) => makeRooms(writer, input, newId)),
  }),
  'school.add-term': (input, { write, newId }) => {
    const termId = newId();
    write(`Term "${input.name}"`, (writer) => addTerm(writer, { ...input, id: termId }));
    return { id: termId };
  },
  'school.add-bell-schedule': (input, { write, newId, clock }) => {
    const added = write(
      `Bell schedule "${input.name}"`,
      (writer) => addBellSchedule(writer, input, newId, clock.today()),
      {
        group: true,
      },
    );
    return { id: added };
  },
};
