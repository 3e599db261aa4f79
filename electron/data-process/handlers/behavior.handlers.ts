import { listEvents, removeEvent, saveEvent } from '#db/behavior/events.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import type { behaviorContract } from '#electron/contract/behavior.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const behaviorHandlers: AreaHandlers<keyof typeof behaviorContract> = {
  'behavior.list': ({ endYear, studentId }, { file, clock }) => {
    const year = endYear ?? schoolYearOf(clock.today());
    return { endYear: year, events: listEvents(file.reader, { endYear: year, studentId }) };
  },

  'behavior.save': ({ id, parts, ...event }, { write, newId }) => {
    const eventId = id ?? newId();
    write('Behavior event', (writer) =>
      saveEvent(
        writer,
        { ...event, id: eventId, place: event.place || null, note: event.note || null },
        parts,
      ),
    );
    return { id: eventId };
  },

  'behavior.remove': ({ id }, { write }) => {
    write('Removed a behavior event', (writer) => removeEvent(writer, id));
    return { done: true };
  },
};
