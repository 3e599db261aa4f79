import { dueWork } from '#db/programs/due-work.ts';
import type { Reader } from '#db/system/connection.ts';
import type { ToDo } from '#db/system/to-do.ts';
import { addDays } from '#domain/system/civil-date.ts';

/** How many days ahead Today speaks of program work. */
const AHEAD = 14;

/** One line for all program work: who is in which program is not for Today, where anybody at the counter can read it. */
export function programToDo(reader: Reader, today: string): ToDo[] {
  const soon = dueWork(reader, today).filter(({ due }) => due <= addDays(today, AHEAD));
  const over = soon.filter(({ due }) => due < today).length;
  const [first] = soon;
  if (!first) return [];
  return [
    {
      title: `Program work due: ${soon.length}`,
      detail: over > 0 ? `${over} of them overdue.` : 'Letters, tests, reviews and records to end.',
      to: '/programs/due',
      due: first.due < today ? today : first.due,
    },
  ];
}
