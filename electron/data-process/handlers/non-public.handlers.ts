import { nonPublicList, removeNonPublic, saveNonPublic } from '#db/programs/non-public.ts';
import { civilDate, schoolYearOf } from '#domain/system/civil-date.ts';
import type { nonPublicContract } from '#electron/contract/non-public.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const nonPublicHandlers: AreaHandlers<keyof typeof nonPublicContract> = {
  'non-public.list': ({ endYear, on }, { file, clock }) => {
    const year = endYear ?? schoolYearOf(on ?? clock.today());
    return {
      endYear: year,
      ...nonPublicList(file.reader, {
        from: on ?? civilDate(year - 1, 7, 1),
        to: on ?? civilDate(year, 6, 30),
      }),
    };
  },
  'non-public.save': (input, { write, newId, clock }) => {
    const recordId = input.id ?? newId();
    write('Non-public pupil served', (writer) =>
      saveNonPublic(writer, { ...input, id: recordId }, clock.today()),
    );
    return { id: recordId };
  },
  'non-public.remove': ({ id }, { write }) => {
    write('Took a non-public pupil away', (writer) => removeNonPublic(writer, id));
    return { done: true };
  },
};
