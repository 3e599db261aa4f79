import { type CSSProperties, useState } from 'react';
import { weekdayOf } from '#domain/system/civil-date.ts';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { DayForm } from '#renderer/school/day-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import styles from './calendar.module.css';

type Calendar = Output<'school.calendar'>;

const WEEK = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The school year month by month. A day opens the form that previews what a change would move. */
export default function CalendarPage() {
  const overview = useRead('school.overview', {});
  const [chosen, setChosen] = useState('');
  const calendarId = chosen || overview.data?.calendars[0]?.id || '';
  const calendar = useRead(
    'school.calendar',
    { calendarId },
    { enabled: calendarId !== '', keepPrevious: true },
  );
  const [date, setDate] = useState<string | null>(null);
  return (
    <>
      <h1>Calendar</h1>
      <Failed of={overview.error ?? calendar.error} />
      {overview.data?.calendars.length === 0 && (
        <p>There is no calendar yet. Bring one in under Import, as a calendar CSV.</p>
      )}
      <Choose
        label="Calendar"
        value={calendarId}
        onChange={setChosen}
        choices={(overview.data?.calendars ?? []).map((c) => ({
          code: c.id,
          label: `${c.schoolName}: ${c.name}, ${schoolYearInWords(c.endYear)}`,
        }))}
      />
      {calendar.data && (
        <>
          <p>
            <strong>{calendar.data.instructionDays}</strong> instruction days,{' '}
            <strong>{(calendar.data.instructionMinutes / 60).toFixed(1)}</strong> hours. P =
            pupil-instruction-related day, — = no school.
          </p>
          <Months calendar={calendar.data} onDay={setDate} />
          <section className="card">
            <h2>Hours lost and made up</h2>
            {calendar.data.ledger.length === 0 ? (
              <p className="soft">No day was changed so far.</p>
            ) : (
              <table>
                <thead>
                  <tr>
                    <th>Day</th>
                    <th className="number">Minutes</th>
                    <th>Reason</th>
                  </tr>
                </thead>
                <tbody>
                  {calendar.data.ledger.map((line) => (
                    <tr key={`${line.date} ${line.minutes} ${line.reason}`}>
                      <td>{dateInWords(line.date)}</td>
                      <td className="number">{line.minutes > 0 ? `+${line.minutes}` : line.minutes}</td>
                      <td>{line.reason}</td>
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr>
                    <th>Together</th>
                    <td className="number">
                      {calendar.data.ledger.reduce((sum, line) => sum + line.minutes, 0)}
                    </td>
                    <td>minutes; lost is negative</td>
                  </tr>
                </tfoot>
              </table>
            )}
          </section>
          {date && <DayForm calendar={calendar.data} date={date} onClose={() => setDate(null)} />}
        </>
      )}
    </>
  );
}

function Months({ calendar, onDay }: { calendar: Calendar; onDay: (date: string) => void }) {
  const months = new Map<string, Calendar['days'][number][]>();
  for (const day of calendar.days) {
    const month = day.date.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  const week = calendar.days.some((day) => weekdayOf(day.date) > 5) ? WEEK : WEEK.slice(0, 5);
  return (
    <div className={styles.months}>
      {[...months].map(([month, days]) => (
        <section
          key={month}
          className="card"
          aria-label={`${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`}
        >
          <h2>
            {MONTHS[Number(month.slice(5)) - 1]} {month.slice(0, 4)}
          </h2>
          <ul className={styles.days} style={{ '--columns': week.length } as CSSProperties}>
            {week.map((letters) => (
              <li key={letters} className={styles.weekday} aria-hidden="true">
                {letters}
              </li>
            ))}
            {days.map((day) => (
              <li key={day.date} style={{ gridColumn: weekdayOf(day.date) }}>
                <button
                  type="button"
                  className={day.kind === 'instruction' ? styles.school : styles.other}
                  data-sign={day.kind === 'instruction' ? '' : day.kind === 'pir' ? ' P' : ' —'}
                  onClick={() => onDay(day.date)}
                  aria-label={`${dateInWords(day.date)}: ${kindWords(day.kind)}${day.reason ? `, ${day.reason}` : ''}`}
                >
                  {Number(day.date.slice(8))}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

export const kindWords = (kind: string): string =>
  kind === 'instruction' ? 'school day' : kind === 'pir' ? 'pupil-instruction-related day' : 'no school';
