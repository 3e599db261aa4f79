import { addBellSchedule, changeDay, previewDay } from '#db/school/change-day.ts';
import { makeRooms } from '#db/school/make-rooms.ts';
import { calendarPage, schoolOverview } from '#db/school/overview.ts';
import { addTerm } from '#db/school/terms.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { schoolContract } from '#electron/contract/school.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const schoolHandlers: AreaHandlers<keyof typeof schoolContract> = {
  'school.overview': (_input, { file }) => schoolOverview(file.reader),
  'school.calendar': ({ calendarId }, { file }) => calendarPage(file.reader, calendarId),
  'school.preview-day': (change, { file }) => previewDay(file.reader, change),
  'school.change-day': (change, { write, newId }) => {
    write(`Calendar, ${dateInWords(change.date)}`, (writer) => changeDay(writer, change, newId), {
      group: true,
    });
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
  'school.add-bell-schedule': (input, { write, newId }) => {
    const scheduleId = newId();
    write(
      `Bell schedule "${input.name}"`,
      (writer) => addBellSchedule(writer, { ...input, id: scheduleId }, newId),
      { group: true },
    );
    return { id: scheduleId };
  },
};
