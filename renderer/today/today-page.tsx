import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords, shortDateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count, momentInWords } from '#renderer/shell/words.ts';
import styles from './today.module.css';

type Board = Output<'system.today'>['schools'][number];

/** The one page a secretary keeps open: the day, what is to do, what the state has. */
export function TodayPage({ status }: { status: Output<'district.status'> }) {
  const today = useRead('system.today', {}, { keepPrevious: true });
  const sync = useRead('sync.status', {}, { keepPrevious: true });
  const recent = useRead('people.recent', {});
  const date = today.data?.today ?? status.today;
  const firstRoom = firstRoomOut(today.data?.schools ?? []);

  return (
    <>
      <h1>{dateInWords(date)}</h1>
      <Failed of={today.error} />
      <div className={styles.grid}>
        <div>
          {today.data?.schools.map((board) => (
            <SchoolDay key={board.schoolId} board={board} firstRoomId={firstRoom} />
          ))}
          {today.data?.schools.length === 0 && (
            <section className="card">
              <h2>Bring in your school</h2>
              <p>
                There is no school here yet. Bring in the state’s files or a calendar, and the day appears
                here.
              </p>
              <Link to="/import" className="button">
                Import files
              </Link>
            </section>
          )}
        </div>
        <div className={styles.side}>
          <section className="card" aria-labelledby="todo">
            <h2 id="todo">To do</h2>
            {today.data?.toDo.length === 0 && <p className="soft">Nothing is due.</p>}
            <ul className={styles.list}>
              {today.data?.toDo.map((item) => (
                <li key={`${item.title} ${item.detail}`}>
                  <Link to={item.to}>{item.title}</Link>
                  {item.due && item.due !== date && (
                    <span className="soft"> by {shortDateInWords(item.due)}</span>
                  )}
                  <br />
                  <span className="soft small">{item.detail}</span>
                </li>
              ))}
            </ul>
          </section>
          <section className="card" aria-labelledby="state">
            <h2 id="state">State</h2>
            <p>Everything here is saved on this computer.</p>
            {sync.data && (
              <>
                <p>
                  {sync.data.waiting > 0
                    ? `${count(sync.data.waiting, 'change')} waiting to go to the state.`
                    : 'Nothing is waiting.'}
                </p>
                <p className="soft">
                  {sync.data.lastReceived
                    ? `Last received by the state: ${momentInWords(sync.data.lastReceived.at)}.`
                    : sync.data.words}
                </p>
              </>
            )}
          </section>
          <section className="card" aria-labelledby="recent">
            <h2 id="recent">Recent</h2>
            {recent.data?.length === 0 && (
              <p className="soft">People you open are listed here. Ctrl+K finds anybody.</p>
            )}
            <ul className={styles.list}>
              {recent.data?.map((person) => (
                <li key={person.personId}>
                  <Link to={`/people/${person.personId}`} data-name>
                    {person.name}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  );
}

/** The first room that is not in gets the focus: Enter starts the day's attendance. */
function firstRoomOut(schools: readonly Board[]): string | undefined {
  for (const school of schools) {
    const room = school.rooms.find((r) => !r.in && r.blocks.length > 0 && r.pupils > 0);
    if (room) return room.id;
  }
  return undefined;
}

/** Rooms one by one; classes by the period they meet in, so that a high school stays one line. */
function byPeriod(
  rooms: readonly Board['rooms'][number][],
): { title: string; room: Board['rooms'][number] }[] {
  const periods = new Map<string, Board['rooms'][number][]>();
  for (const room of rooms) {
    const key = room.kind === 'class' && room.block ? `period ${room.block}` : `room ${room.id}`;
    periods.set(key, [...(periods.get(key) ?? []), room]);
  }
  return [...periods.values()].flatMap((together) => {
    const [room] = together;
    if (!room) return [];
    const title =
      room.kind === 'class' && room.block
        ? `${room.block}: ${count(together.length, 'class', 'classes')}`
        : `${room.name} (${room.pupils})`;
    return [{ title, room }];
  });
}

type ListName = 'absent' | 'late' | 'unexplained';

function SchoolDay({ board, firstRoomId }: { board: Board; firstRoomId: string | undefined }) {
  const [open, setOpen] = useState<ListName | null>(null);
  const out = board.rooms.filter((room) => !room.in && room.blocks.length > 0 && room.pupils > 0);
  const counts: { name: ListName; label: string; people: Board['lists']['absent'] }[] = [
    { name: 'absent', label: 'absent', people: board.lists.absent },
    { name: 'late', label: 'late', people: board.lists.late },
    { name: 'unexplained', label: 'unexplained', people: board.lists.unexplained },
  ];
  return (
    <section className={`card ${styles.school}`} aria-label={board.schoolName}>
      <h2>{board.schoolName}</h2>
      <p>
        {board.dayNumber === null
          ? `Not a school day${board.reason ? `: ${board.reason}` : ''}.`
          : `Day ${board.dayNumber} of ${board.daysInYear} · instructional day${board.bellSchedule ? ` · ${board.bellSchedule}` : ''}${board.closed ? ' · closed' : ''}`}
      </p>
      {board.dayNumber !== null && (
        <>
          <div className={styles.counts}>
            <span>
              <strong>{board.lists.present}</strong> of {board.enrolled} present
            </span>
            {counts.map(({ name, label, people }) => (
              <button
                key={name}
                type="button"
                className={styles.count}
                disabled={people.length === 0}
                onClick={() => setOpen(name)}
              >
                <strong>{people.length}</strong> {label}
              </button>
            ))}
          </div>
          {out.length > 0 ? (
            <>
              <h3 className={styles.small}>Not in yet ({out.length})</h3>
              <ul className={styles.rooms}>
                {byPeriod(out).map(({ title, room }) => (
                  <li key={room.id}>
                    <Link
                      to={`/attendance?room=${room.id}`}
                      className="button"
                      ref={room.id === firstRoomId ? focusOnce : undefined}
                    >
                      {title}
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <p className="soft">Every room is in.</p>
          )}
          {board.withoutRoom > 0 && (
            <p className="notice care">
              <Link to="/attendance">{count(board.withoutRoom, 'pupil')} in no room</Link>
            </p>
          )}
          <Link to="/attendance">All rooms</Link>
        </>
      )}
      {open && (
        <Dialog title={`${board.schoolName}: ${open}`} onClose={() => setOpen(null)}>
          <table>
            <thead>
              <tr>
                <th>Name</th>
                <th>Grade</th>
                <th>Code</th>
                <th>Note</th>
              </tr>
            </thead>
            <tbody>
              {counts
                .find((c) => c.name === open)
                ?.people.map((pupil) => (
                  <tr key={pupil.enrollmentId}>
                    <td data-name>
                      <Link to={`/people/${pupil.studentId}`}>{pupil.name}</Link>
                    </td>
                    <td>{pupil.grade}</td>
                    <td>{pupil.codes}</td>
                    <td>{pupil.note}</td>
                  </tr>
                ))}
            </tbody>
          </table>
          <button type="button" onClick={() => setOpen(null)}>
            Close
          </button>
        </Dialog>
      )}
    </section>
  );
}

/** Takes the focus only when nothing else has it, so that a refresh never steals it. */
function focusOnce(element: HTMLAnchorElement | null): void {
  if (element && (document.activeElement === document.body || document.activeElement === null))
    element.focus();
}
