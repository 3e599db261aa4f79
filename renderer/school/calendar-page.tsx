import { type CSSProperties, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { officeRoles } from '#domain/accounts/roles.ts';
import { weekdayOf } from '#domain/system/civil-date.ts';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Bells } from '#renderer/school/bell-form.tsx';
import { DayForm } from '#renderer/school/day-form.tsx';
import { ModesForm } from '#renderer/school/modes-form.tsx';
import { Names } from '#renderer/school/names-form.tsx';
import { ReportingForm, ReportingNotice } from '#renderer/school/reporting-form.tsx';
import { Terms } from '#renderer/school/term-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { readFix, useFieldFocus } from '#renderer/shell/field-focus.ts';
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
  const [search] = useSearchParams();
  const fix = readFix(search.get('fix'));
  useFieldFocus(fix === null ? null : `${fix.type}.${fix.field}`);
  const [chosen, setChosen] = useState(search.get('calendar') ?? '');
  const calendarId = chosen || overview.data?.calendars[0]?.id || '';
  const calendar = useRead(
    'school.calendar',
    { calendarId },
    { enabled: calendarId !== '', keepPrevious: true },
  );
  const status = useRead('district.status', {});
  const [date, setDate] = useState<string | null>(search.get('date'));
  const mayChange = status.data?.user?.roles.some((role) => officeRoles.includes(role)) ?? false;
  const facts = overview.data?.calendars.find((one) => one.id === calendarId);
  const school = overview.data?.schools.find((one) => one.id === facts?.schoolId);
  const siblings = (overview.data?.calendars ?? []).filter(
    (one) => one.id !== calendarId && one.schoolId === facts?.schoolId && one.endYear === facts?.endYear,
  );
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
          <ReportingNotice calendar={calendar.data} />
          <Months calendar={calendar.data} onDay={mayChange ? setDate : undefined} />
          {mayChange && <AnotherDay onDay={setDate} />}
          <Ledger calendar={calendar.data} />
          {mayChange && (
            <>
              <Bells key={`bells ${calendarId}`} calendar={calendar.data} />
              <Terms key={`terms ${calendarId}`} calendar={calendar.data} />
              <ReportingForm key={`reporting ${calendarId}`} calendar={calendar.data} />
              <ModesForm key={`modes ${calendarId}`} calendar={calendar.data} />
              {school && <Names key={`names ${calendarId}`} school={school} calendar={calendar.data} />}
            </>
          )}
          {date && mayChange && (
            <DayForm
              key={date}
              calendar={calendar.data}
              date={date}
              siblings={siblings.length}
              onClose={() => setDate(null)}
            />
          )}
        </>
      )}
    </>
  );
}

/** A make-up day may lie on a Saturday, which the calendar does not show. */
function AnotherDay({ onDay }: { onDay: (date: string) => void }) {
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        const date = String(new FormData(event.currentTarget).get('another') ?? '');
        if (date !== '') onDay(date);
      }}
    >
      <Field name="another" label="Another day (a make-up day on a Saturday)" type="date" required />
      <button type="submit">Change that day</button>
    </form>
  );
}

function Ledger({ calendar }: { calendar: Calendar }) {
  return (
    <section className="card">
      <h2>Hours lost and made up</h2>
      {calendar.ledger.length === 0 ? (
        <p className="soft">No day was changed so far.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col" className="number">
                Minutes
              </th>
              <th scope="col">Reason</th>
            </tr>
          </thead>
          <tbody>
            {calendar.ledger.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added, and two may say the same
              <tr key={at}>
                <td>{dateInWords(line.date)}</td>
                <td className="number">{line.minutes > 0 ? `+${line.minutes}` : line.minutes}</td>
                <td>{line.reason}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Together</th>
              <td className="number">{calendar.ledger.reduce((sum, line) => sum + line.minutes, 0)}</td>
              <td>minutes; lost is negative</td>
            </tr>
          </tfoot>
        </table>
      )}
      <Link to="/reports?report=hours-ledger">Print days and hours</Link>
    </section>
  );
}

function Months({ calendar, onDay }: { calendar: Calendar; onDay: ((date: string) => void) | undefined }) {
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
                  disabled={onDay === undefined}
                  onClick={() => onDay?.(day.date)}
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
