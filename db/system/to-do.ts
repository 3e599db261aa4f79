import type { DayBoard } from '#db/attendance/day-board.ts';
import { deadlines } from '#db/collections/deadlines.ts';
import { enrollmentToDo } from '#db/enrollment/enrollment-to-do.ts';
import { programToDo } from '#db/programs/program-to-do.ts';
import { duePlans } from '#db/special-education/due-plans.ts';
import { waitingRemovals } from '#db/sync/removals.ts';
import { waitingCounts } from '#db/sync/waiting.ts';
import { oldestWaiting } from '#db/sync/waiting-list.ts';
import type { Reader } from '#db/system/connection.ts';
import { setting } from '#db/system/settings.ts';
import { officeRoles, programRoles, type Role, specialEducationRoles } from '#domain/accounts/roles.ts';
import { daysFrom } from '#domain/system/civil-date.ts';

/** One thing to do, with the place where it is done. */
export interface ToDo {
  readonly title: string;
  readonly detail: string;
  readonly to: string;
  readonly due: string | null;
}

/** At most seven, soonest first. Each leads to the place where it is done. */
export function toDo(
  reader: Reader,
  roles: readonly Role[],
  today: string,
  boards: readonly DayBoard[],
): ToDo[] {
  const found: ToDo[] = [];
  const unexplained = boards.reduce((n, board) => n + board.lists.unexplained.length, 0);
  if (unexplained > 0)
    found.push({
      title: `Call home: ${unexplained} unexplained`,
      detail: 'Parents are told the same day.',
      to: '/call-list',
      due: today,
    });
  const conflicts =
    reader.rows<{ n: number }>('SELECT count(*) AS n FROM syncConflict WHERE closedAt IS NULL')[0]?.n ?? 0;
  if (conflicts > 0)
    found.push({
      title: `Changed in two places: ${conflicts}`,
      detail: 'Choose which value is right.',
      to: '/state',
      due: today,
    });
  const removals = waitingRemovals(reader);
  if (removals.ask)
    found.push({
      title: `The state has removed ${removals.total} records`,
      detail: 'Look at the list before they are removed here too.',
      to: '/state',
      due: today,
    });
  const { rejected } = waitingCounts(reader);
  if (rejected > 0)
    found.push({
      title: `The state did not accept ${rejected} ${rejected === 1 ? 'record' : 'records'}`,
      detail: 'See why, and fix it.',
      to: '/state',
      due: today,
    });
  const oldest = oldestWaiting(reader);
  const days = oldest ? daysFrom(oldest.slice(0, 10), today) : 0;
  if (days > 3 && reader.rows("SELECT 1 FROM syncState WHERE name = 'connection'").length > 0)
    found.push({
      title: `Not sent for ${days} days`,
      detail: 'It is safe here; send when there is a line.',
      to: '/state',
      due: null,
    });
  if (roles.some((role) => specialEducationRoles.includes(role)))
    for (const line of duePlans(reader, today).slice(0, 3))
      found.push({
        title: line.daysOver > 0 ? `Overdue: ${line.title}` : line.title,
        detail: line.name,
        to: line.planId === null ? `/iep?pupil=${line.studentId}` : `/iep?plan=${line.planId}`,
        due: line.due,
      });
  if (roles.some((role) => programRoles.includes(role))) found.push(...programToDo(reader, today));
  if (roles.some((role) => officeRoles.includes(role))) {
    found.push(...enrollmentToDo(reader, today));
    const special = roles.some((role) => specialEducationRoles.includes(role));
    const open = deadlines(reader, today, special);
    for (const { title, due, overdue } of open.slice(0, 2))
      found.push({
        title: overdue ? `Overdue: ${title}` : `Certify: ${title}`,
        detail:
          open.length > 2
            ? `One of ${open.length} collections to certify.`
            : 'See its card under Collections.',
        to: '/collections',
        due,
      });
  }
  const copied = setting(reader, 'lastSnapshotAt');
  if (!setting(reader, 'secondPlace') && setting(reader, 'practice') !== '1')
    found.push({
      title: 'Choose a second place for copies',
      detail: 'A USB stick or a share, in case this computer breaks.',
      to: '/settings',
      due: null,
    });
  if (copied && daysFrom(copied.slice(0, 10), today) > 3)
    found.push({ title: 'No copy for some days', detail: 'Make one now.', to: '/settings', due: null });
  return found.sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999')).slice(0, 7);
}
