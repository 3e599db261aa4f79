import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';

/** What is still open before the day is closed; a closed day opens again with a reason. */
export function CloseDay({
  date,
  boards,
  onClose,
}: {
  date: string;
  boards: Output<'attendance.day'>;
  onClose: () => void;
}) {
  const close = useCommand('attendance.close-day');
  const reopen = useCommand('attendance.reopen-day');
  const sync = useRead('sync.status', {});
  return (
    <Dialog title={`Close ${dateInWords(date)}`} onClose={onClose}>
      {boards.map((board) => {
        const out = board.rooms.filter((room) => !room.in && room.blocks.length > 0 && room.pupils > 0);
        return (
          <section key={board.schoolId} className="card">
            <h3>{board.schoolName}</h3>
            <ul>
              <li>
                {out.length === 0
                  ? 'Every room is in.'
                  : `Not in: ${out.map((room) => room.name).join(', ')}`}
              </li>
              <li>{count(board.lists.unexplained.length, 'unexplained absence')}</li>
              <li>
                {count(sync.data?.waiting ?? 0, 'change')} not yet received by the state (they go by
                themselves)
              </li>
            </ul>
            {board.closed ? (
              <form
                onSubmit={(event) => {
                  event.preventDefault();
                  reopen.mutate({
                    schoolId: board.schoolId,
                    date,
                    reason: String(new FormData(event.currentTarget).get('reason')),
                  });
                }}
              >
                <Field name="reason" label="Why is it opened again?" required />
                <button type="submit">Reopen the day</button>
              </form>
            ) : (
              <button
                type="button"
                className="main"
                onClick={() => close.mutate({ schoolId: board.schoolId, date })}
              >
                Close the day
              </button>
            )}
          </section>
        );
      })}
      <Failed of={close.error ?? reopen.error} />
      <button type="button" onClick={onClose}>
        Done
      </button>
    </Dialog>
  );
}
