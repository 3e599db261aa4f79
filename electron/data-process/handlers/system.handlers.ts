import { dayBoards } from '#db/attendance/day-board.ts';
import { historyOf } from '#db/system/history.ts';
import { toDo } from '#db/system/to-do.ts';
import type { systemContract } from '#electron/contract/system.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';
import {
  chooseSecondPlace,
  copies,
  copyNow,
  copyOfTheDay,
  previewRestore,
  restore,
} from '#electron/data-process/copies.ts';
import { refuseUnseen } from '#electron/data-process/may-see.ts';

export const systemHandlers: AreaHandlers<keyof typeof systemContract> = {
  'system.today': (_input, call) => {
    const { file, user, clock } = call;
    // The day's first look makes the day's copy, in the background. Today says so when copies have stopped.
    if (call.origin === 'window' && !call.district.practice()) copyOfTheDay(call).catch(() => false);
    const today = clock.today();
    const schools = dayBoards(file.reader, today);
    return { today, schools, toDo: toDo(file.reader, user.roles, today, schools) };
  },
  'system.find-rooms': ({ text }, { file, clock }) => {
    const words = text.trim().toLowerCase();
    return file.reader.rows(
      `SELECT s.id, s.name, c.name AS schoolName FROM section s JOIN school c ON c.id = s.schoolId
        JOIN schoolYear y ON y.id = s.schoolYearId
        WHERE y.startDate <= ? AND y.endDate >= ? AND (lower(s.name) LIKE ? ESCAPE '!' OR lower(s.number) = ?) ORDER BY s.name LIMIT 10`,
      clock.today(),
      clock.today(),
      `%${words.replace(/[!%_]/g, '!$&')}%`,
      words,
    );
  },
  'system.history': ({ type, id }, { file, user }) => {
    refuseUnseen(user, type);
    return historyOf(file.reader, type, id);
  },
  'system.copies': (_input, call) => copies(call),
  'system.copy-now': (_input, call) => copyNow(call),
  'system.choose-second-place': (_input, call) => chooseSecondPlace(call),
  'system.preview-restore': ({ name }, call) => previewRestore(call, name),
  'system.restore': async ({ name }, call) => {
    await restore(call, name);
    return { done: true };
  },
};
