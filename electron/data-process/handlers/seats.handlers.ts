import { classSeats } from '#db/school/class-seats.ts';
import { classCountDay } from '#db/school/classes.ts';
import { endSeats, removeSeats, saveSeat, seatMany } from '#db/school/save-seats.ts';
import type { Reader } from '#db/system/connection.ts';
import { requiredRow } from '#db/system/rows.ts';
import { undoableActions } from '#db/system/undo-action.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { seatsContract } from '#electron/contract/seats.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';
import { takeActionBack, undoable } from '#electron/data-process/undoable.ts';

const KIND = 'seats';

const acting = (action: string) => ({ kind: KIND, action });

const pupils = (n: number): string => `${n} ${n === 1 ? 'pupil' : 'pupils'}`;

const classOfSeat = (reader: Reader, ids: readonly string[]): string =>
  requiredRow(reader, 'section', requiredRow(reader, 'sectionRoster', ids[0] ?? '').sectionId).name;

export const seatsHandlers: AreaHandlers<keyof typeof seatsContract> = {
  'classes.seats': ({ sectionId, date }, { file: { reader }, clock }) => {
    const { schoolYearId } = requiredRow(reader, 'section', sectionId);
    const { endYear } = requiredRow(reader, 'schoolYear', schoolYearId);
    return classSeats(reader, sectionId, date ?? classCountDay(reader, endYear, clock.today()));
  },
  'classes.seat': (input, call) => {
    const { name } = requiredRow(call.file.reader, 'section', input.sectionId);
    return undoable(
      call,
      acting(`Put pupils into ${name}`),
      (writer) => seatMany(writer, input, call.newId),
      ({ seated }) => `${pupils(seated)} put into ${name} from ${dateInWords(input.startDate)}`,
    );
  },
  'classes.end-seats': ({ ids, lastDay }, call) => {
    const name = classOfSeat(call.file.reader, ids);
    return undoable(
      call,
      acting(`Took pupils out of ${name}`),
      (writer) => endSeats(writer, ids, lastDay),
      ({ seats }) => `${pupils(seats)} out of ${name} after ${dateInWords(lastDay)}`,
    );
  },
  'classes.save-seat': ({ id, ...days }, { write }) => {
    write('Dates of a seat in a class', (writer) => saveSeat(writer, id, days));
    return { done: true };
  },
  'classes.remove-seats': ({ ids }, call) => {
    const name = classOfSeat(call.file.reader, ids);
    return undoable(
      call,
      acting(`Took pupils off ${name}`),
      (writer) => removeSeats(writer, ids),
      ({ seats }) => `${pupils(seats)} taken off ${name}`,
    );
  },
  'classes.seat-changes': (_input, { file, clock }) => undoableActions(file.reader, KIND, clock.today()),
  'classes.undo-seats': ({ groupId }, call) => takeActionBack(call, 'Took back a change of seats', groupId),
};
