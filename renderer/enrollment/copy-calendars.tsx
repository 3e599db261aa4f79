import { useState } from 'react';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';

const KINDS = [
  { code: 'instruction', label: 'School day' },
  { code: 'holiday', label: 'Holiday' },
  { code: 'vacation', label: 'Vacation' },
  { code: 'pir', label: 'PIR day, no pupils' },
] as const;
type Kind = (typeof KINDS)[number]['code'];

/** Step 1: calendars, bells, terms and rooms, on the same weekdays. */
export function CopyCalendars({ endYear }: { endYear: number }) {
  const preview = useRead('year.preview-calendars', { endYear });
  const copy = useCommand('year.copy-calendars');
  const [kinds, setKinds] = useState<ReadonlyMap<string, Kind>>(new Map());
  const open = (preview.data ?? []).filter(({ there }) => !there);
  return (
    <section className="card" aria-labelledby="calendars">
      <h2 id="calendars">1. Calendars and bells for {schoolYearInWords(endYear + 1)}</h2>
      <Failed of={preview.error ?? copy.error} />
      {preview.data && open.length === 0 && (
        <p>Every calendar has its copy. Days are changed on the Calendar screen.</p>
      )}
      {open.map((calendar) => (
        <div key={calendar.calendarId}>
          <h3>
            {calendar.schoolName}: {calendar.name}
          </h3>
          <p>
            {count(calendar.instructionDays, 'school day')}
            {calendar.firstDay &&
              calendar.lastDay &&
              `, ${dateInWords(calendar.firstDay)} to ${dateInWords(calendar.lastDay)}`}
            , {count(calendar.bells, 'bell schedule')}.
          </p>
          {calendar.confirm.length > 0 && (
            <details>
              <summary>
                {count(calendar.confirm.length, 'day')} to look at: holidays and days that were lost
              </summary>
              <ul>
                {calendar.confirm.map((day) => {
                  const key = `${calendar.calendarId} ${day.date}`;
                  return (
                    <li key={key}>
                      <label>
                        {dateInWords(day.date)}
                        {day.reason && `, ${day.reason}`}{' '}
                        <select
                          value={kinds.get(key) ?? day.kind}
                          onChange={(event) => setKinds(new Map(kinds).set(key, event.target.value as Kind))}
                        >
                          {KINDS.map((kind) => (
                            <option key={kind.code} value={kind.code}>
                              {kind.label}
                            </option>
                          ))}
                        </select>
                      </label>
                    </li>
                  );
                })}
              </ul>
            </details>
          )}
        </div>
      ))}
      {open.length > 0 && (
        <button
          type="button"
          className="main"
          disabled={copy.isPending}
          onClick={() =>
            copy.mutate(
              {
                endYear,
                days: [...kinds].map(([key, kind]) => {
                  const [calendarId = '', date = ''] = key.split(' ');
                  return { calendarId, date, kind };
                }),
              },
              { onSuccess: ({ calendars }) => announce(`${count(calendars, 'calendar')} copied.`) },
            )
          }
        >
          Copy {count(open.length, 'calendar')}
        </button>
      )}
    </section>
  );
}
