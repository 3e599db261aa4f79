import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';

/** State files bring pupils but no rosters: seat them in one step. */
export function Roomless({ board }: { board: Output<'attendance.day'>[number] }) {
  const make = useCommand('school.make-rooms');
  const seat = (by: 'school' | 'grade'): void =>
    make.mutate({ schoolId: board.schoolId, date: board.date, by });
  return (
    <div className="notice care">
      <p>
        {board.schoolName}: {count(board.withoutRoom, 'pupil')} in no room, so nobody would mark them.
      </p>
      <Failed of={make.error} />
      <div className="row">
        <button type="button" disabled={make.isPending} onClick={() => seat('school')}>
          One room for all
        </button>
        <button type="button" disabled={make.isPending} onClick={() => seat('grade')}>
          One room for each grade
        </button>
      </div>
    </div>
  );
}
