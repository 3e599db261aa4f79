import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { AttendanceGrid } from '#renderer/attendance/attendance-grid.tsx';
import { CloseDay } from '#renderer/attendance/close-day.tsx';
import { GroupMark } from '#renderer/attendance/group-mark.tsx';
import { PaperRoster } from '#renderer/attendance/paper-roster.tsx';
import { RoomTabs } from '#renderer/attendance/room-tabs.tsx';
import { Roomless } from '#renderer/attendance/roomless.tsx';
import { useDaySteps } from '#renderer/attendance/use-day-steps.ts';
import { useSheet } from '#renderer/attendance/use-sheet.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import styles from './attendance-page.module.css';

/** Rooms as tabs, one roster at a time, any day of the year. */
export default function AttendancePage() {
  const status = useRead('district.status', {});
  const [search, setSearch] = useSearchParams();
  const today = status.data?.today ?? '';
  const date = search.get('date') ?? today;
  const boards = useRead('attendance.day', { date }, { enabled: date !== '', keepPrevious: true });
  const rooms = (boards.data ?? []).flatMap((board) => board.rooms.filter((room) => room.pupils > 0));
  // Empty where a day was chosen before there was any room.
  const roomId = search.get('room') || (rooms[0]?.id ?? '');
  const [dialog, setDialog] = useState<'close' | 'group' | 'paper' | null>(null);
  const board = boards.data?.find((b) => b.rooms.some((room) => room.id === roomId));

  const go = (next: { room?: string; date?: string }): void => {
    setSearch({ room: next.room ?? roomId, date: next.date ?? date }, { replace: true });
  };
  const days = useDaySteps(date, board ? [board] : boards.data, (to) => go({ date: to }));

  return (
    <>
      <div className={styles.head}>
        <h1>Attendance</h1>
        <div className={styles.day}>
          <button
            type="button"
            onClick={() => days.step(-1)}
            disabled={!days.canStep(-1)}
            aria-label="School day before"
            title="Ctrl ←"
          >
            ◀
          </button>
          <label className="unseen" htmlFor="date">
            Date
          </label>
          <input
            id="date"
            type="date"
            value={date}
            onChange={(event) => event.target.value && go({ date: event.target.value })}
          />
          <button
            type="button"
            onClick={() => days.step(1)}
            disabled={!days.canStep(1)}
            aria-label="School day after"
            title="Ctrl →"
          >
            ▶
          </button>
          {date !== today && (
            <button type="button" onClick={() => go({ date: today })}>
              Today
            </button>
          )}
          <strong>{date && dateInWords(date)}</strong>
          {board && (
            <span className="soft">
              {board.dayNumber === null
                ? `No school${board.reason ? `: ${board.reason}` : ''}`
                : `Day ${board.dayNumber} of ${board.daysInYear}`}
            </span>
          )}
        </div>
        <div className="row">
          <Link to={`/call-list?date=${date}`}>Call list</Link>
          <button type="button" onClick={() => setDialog('group')}>
            Mark a group
          </button>
          <button type="button" onClick={() => setDialog('paper')}>
            One pupil, many days
          </button>
          <button type="button" onClick={() => setDialog('close')}>
            Close the day
          </button>
        </div>
      </div>
      <Failed of={boards.error} />
      {boards.data?.map((one) => one.withoutRoom > 0 && <Roomless key={one.schoolId} board={one} />)}
      <RoomTabs rooms={rooms} roomId={roomId} onRoom={(room) => go({ room })} />
      {roomId !== '' && date !== '' && <Room key={`${roomId} ${date}`} roomId={roomId} date={date} />}
      {rooms.length === 0 && boards.data && (
        <p>
          No pupil sits in a room on this day. Rooms and rosters come with an import, or when a pupil is
          enrolled.
        </p>
      )}
      {dialog === 'close' && (
        <CloseDay date={date} boards={boards.data ?? []} onClose={() => setDialog(null)} />
      )}
      {dialog === 'group' && <GroupMark date={date} onClose={() => setDialog(null)} />}
      {dialog === 'paper' && <PaperRoster date={date} onClose={() => setDialog(null)} />}
    </>
  );
}

function Room({ roomId, date }: { roomId: string; date: string }) {
  const { sheet, error, mark, undo, redo, reread } = useSheet(roomId, date);
  const finish = useCommand('attendance.finish-room');
  const reopen = useCommand('attendance.reopen-room');
  const isIn =
    sheet !== undefined &&
    sheet.blocks.length > 0 &&
    sheet.blocks.every((block) => sheet.taken.some((t) => t.block === block));
  if (!sheet) return <Failed of={error} />;
  if (sheet.blocks.length === 0)
    return (
      <p className="notice">
        {sheet.dayReason ? `No school: ${sheet.dayReason}.` : 'This is not a school day for this room.'} Marks
        made for it are kept and come back if the day becomes a school day.
      </p>
    );

  const finishRoom = (): void =>
    finish.mutate(
      { sectionId: roomId, date },
      {
        onSuccess: () => {
          announce(`${sheet.name} is in`);
          void reread();
        },
      },
    );

  return (
    <section aria-label={sheet.name}>
      <div className={styles.bar}>
        {isIn ? (
          <>
            <strong data-testid="room-in">✓ In</strong>
            <span className="soft">taken by {sheet.taken[0]?.by}</span>
            <button
              type="button"
              className="plain"
              disabled={sheet.closed}
              onClick={() => reopen.mutate({ sectionId: roomId, date }, { onSuccess: () => void reread() })}
            >
              Not in yet
            </button>
          </>
        ) : (
          <button type="button" className="main" disabled={sheet.closed} onClick={finishRoom}>
            Everyone else present <kbd>Ctrl Enter</kbd>
          </button>
        )}
        {sheet.closed && <strong>The day is closed. Reopen it, with a reason, to change it.</strong>}
        <span className="soft small">
          Type a row number and a letter. ? shows every key. Each mark is saved at once.
        </span>
      </div>
      <Failed of={error ?? finish.error ?? reopen.error} />
      <AttendanceGrid
        sheet={sheet}
        onMark={mark}
        onUndo={() => void undo()}
        onRedo={() => void redo()}
        onFinish={finishRoom}
      />
    </section>
  );
}
