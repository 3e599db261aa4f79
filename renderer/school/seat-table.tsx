import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { SeatForm } from '#renderer/school/seat-form.tsx';
import type { Seats } from '#renderer/school/seats-page.tsx';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { useTicks } from '#renderer/shell/use-ticks.ts';
import { count } from '#renderer/shell/words.ts';

type Seat = Seats['seats'][number];

/** Who sits in the class and who did before: ended on a last day, or taken off where it was a mistake. */
export function SeatTable({ one }: { one: Seats }) {
  const end = useCommand('classes.end-seats');
  const takeOff = useCommand('classes.remove-seats');
  const [lastDay, setLastDay] = useState(one.date);
  const [mending, setMending] = useState<Seat | null>(null);
  const sitsNow = ({ endDate }: Seat): boolean => endDate === null || endDate >= one.date;
  const seats = [...one.seats].sort((a, b) => Number(sitsNow(b)) - Number(sitsNow(a)));
  const now = seats.filter(sitsNow);
  const ticks = useTicks(seats.map(({ id }) => id));
  const ids = ticks.chosen;
  const done = (words: string): void => {
    ticks.clear();
    announce(`${words} It can be taken back.`);
  };
  return (
    <section className="card" aria-labelledby="seated">
      <h2 id="seated">
        Who sits in {one.name} ({now.length})
      </h2>
      {seats.length === 0 && <p>Nobody yet. Put pupils in below.</p>}
      {seats.length > 0 && (
        <>
          <div className="row">
            <button type="button" onClick={() => ticks.tick(now.map(({ id }) => id))}>
              Tick all {now.length}
            </button>
            <div className="field">
              <label htmlFor="last-day">Last day in it</label>
              <input
                id="last-day"
                type="date"
                value={lastDay}
                onChange={(event) => setLastDay(event.target.value)}
              />
            </div>
            <button
              type="button"
              className="main"
              disabled={ids.length === 0 || lastDay === '' || end.isPending}
              onClick={() =>
                end.mutate(
                  { ids, lastDay },
                  {
                    onSuccess: ({ seats: ended }) =>
                      done(`${count(ended, 'pupil')} out after ${dateInWords(lastDay)}.`),
                  },
                )
              }
            >
              Take {count(ids.length, 'pupil')} out
            </button>
            <button
              type="button"
              className="plain"
              disabled={ids.length === 0 || takeOff.isPending}
              onClick={() =>
                takeOff.mutate(
                  { ids },
                  { onSuccess: ({ seats: off }) => done(`${count(off, 'pupil')} taken off.`) },
                )
              }
            >
              Entered by mistake: take off
            </button>
          </div>
          <Failed of={end.error ?? takeOff.error} />
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Choose</th>
                  <th scope="col">Name</th>
                  <th scope="col">Grade</th>
                  <th scope="col">From</th>
                  <th scope="col">To</th>
                  <th scope="col" className="number">
                    Marks
                  </th>
                  <th scope="col">
                    <span className="unseen">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {seats.map((seat) => (
                  <tr key={seat.id} className={sitsNow(seat) ? undefined : 'soft'}>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`Choose ${seat.name}`}
                        checked={ticks.has(seat.id)}
                        onChange={(event) => ticks.set(seat.id, event.target.checked)}
                      />
                    </td>
                    <th scope="row" data-name>
                      <Link to={`/people/${seat.studentId}`}>{seat.name}</Link>
                    </th>
                    <td>{seat.grade}</td>
                    <td className="day">{dateInWords(seat.startDate)}</td>
                    <td className="day">{seat.endDate === null ? 'goes on' : dateInWords(seat.endDate)}</td>
                    <td className="number">{seat.marks}</td>
                    <td>
                      <button type="button" className="plain" onClick={() => setMending(seat)}>
                        Dates<span className="unseen"> of {seat.name}</span>
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {mending && <SeatForm seat={mending} onClose={() => setMending(null)} />}
    </section>
  );
}
