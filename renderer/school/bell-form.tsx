import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { problemsOf } from '#renderer/shell/problems.tsx';

interface Period {
  readonly key: number;
  readonly name: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly minutes: string;
}

const HALF_DAYS = ['AM', 'PM'];

/** The bells of a calendar, and a form for a new schedule or for one that an import named without its periods. */
export function Bells({ calendar }: { calendar: Output<'school.calendar'> }) {
  const add = useCommand('school.add-bell-schedule');
  const [name, setName] = useState('');
  /** Name of the bells that are being corrected; null while new ones are made. */
  const [correcting, setCorrecting] = useState<string | null>(null);
  const [periods, setPeriods] = useState<readonly Period[]>(HALF_DAYS.map(blank));
  const change = (key: number, part: Partial<Period>): void =>
    setPeriods(
      periods.map((period) => (period.key === key ? withMinutes({ ...period, ...part }, part) : period)),
    );

  const problems = problemsOf(add.error);
  const problemAt = (at: number, field: string): string | undefined => problems.get(`blocks.${at}.${field}`);

  /** Its periods in the form: corrected under its own name while no day has had them, or a start for new ones. */
  const correct = (bell: (typeof calendar.bells)[number]): void => {
    setName(bell.name);
    setCorrecting(bell.name);
    setPeriods(
      bell.blocks.map(({ name: period, startTime, endTime, minutes }, key) => ({
        key,
        name: period,
        startTime: startTime ?? '',
        endTime: endTime ?? '',
        minutes: String(minutes),
      })),
    );
  };

  return (
    <section className="card">
      <h2>Bells</h2>
      {calendar.bells.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Periods</th>
              <th scope="col" className="number">
                Minutes
              </th>
            </tr>
          </thead>
          <tbody>
            {calendar.bells.map((bell) => (
              <tr key={bell.id}>
                <th scope="row">{bell.name}</th>
                <td>
                  {bell.blocks.length > 0 ? (
                    <>
                      {bell.blocks
                        .map((block) => `${block.name} ${times(block)}${block.minutes} min`)
                        .join('; ')}{' '}
                      <button type="button" className="plain" onClick={() => correct(bell)}>
                        Correct<span className="unseen"> the bells {bell.name}</span>
                      </button>
                    </>
                  ) : (
                    <>
                      <strong>No periods yet: days with these bells do not count.</strong>{' '}
                      <button type="button" onClick={() => setName(bell.name)}>
                        Enter the periods
                      </button>
                    </>
                  )}
                </td>
                <td className="number">{bell.minutes}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3>New bells (early out, late start)</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(
            {
              calendarId: calendar.id,
              name,
              replace: name === correcting,
              blocks: periods.map((period) => ({
                name: period.name,
                startTime: period.startTime || null,
                endTime: period.endTime || null,
                minutes: Number(period.minutes),
              })),
            },
            {
              onSuccess: () => {
                setName('');
                setCorrecting(null);
                setPeriods(HALF_DAYS.map(blank));
              },
            },
          );
        }}
      >
        <Field
          name="bells"
          data-field="bellSchedule.name"
          label="Name of the bells"
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder="Early out"
          required
        />
        {periods.map((period, at) => (
          <fieldset key={period.key} className="row">
            <legend className="unseen">Period {at + 1}</legend>
            <Field
              name="period"
              label="Period"
              value={period.name}
              problem={problemAt(at, 'name')}
              size={6}
              onChange={(event) => change(period.key, { name: event.target.value })}
              required
            />
            <Field
              name="starts"
              label="Starts"
              type="time"
              value={period.startTime}
              problem={problemAt(at, 'startTime')}
              onChange={(event) => change(period.key, { startTime: event.target.value })}
            />
            <Field
              name="ends"
              label="Ends"
              type="time"
              value={period.endTime}
              problem={problemAt(at, 'endTime')}
              onChange={(event) => change(period.key, { endTime: event.target.value })}
            />
            <Field
              name="minutes"
              label="Instructional minutes"
              type="number"
              min={0}
              max={720}
              value={period.minutes}
              problem={problemAt(at, 'minutes')}
              onChange={(event) => change(period.key, { minutes: event.target.value })}
              required
            />
            {periods.length > 1 && (
              <button
                type="button"
                onClick={() => setPeriods(periods.filter((other) => other.key !== period.key))}
              >
                Leave out
              </button>
            )}
          </fieldset>
        ))}
        <Failed of={add.error} />
        <div className="row">
          <button
            type="button"
            disabled={periods.length >= 20}
            onClick={() => setPeriods([...periods, blank(`P${periods.length + 1}`, nextKey(periods))])}
          >
            One more period
          </button>
          <button type="submit" className="main" disabled={add.isPending}>
            Save the bells
          </button>
        </div>
      </form>
    </section>
  );
}

function blank(name: string, key: number): Period {
  return { key, name, startTime: '', endTime: '', minutes: '' };
}

const nextKey = (periods: readonly Period[]): number => Math.max(...periods.map((period) => period.key)) + 1;

/** The minutes between two clock times are offered; recess and lunch are then taken off by hand. */
function withMinutes(period: Period, changed: Partial<Period>): Period {
  if (changed.minutes !== undefined || period.startTime === '' || period.endTime === '') return period;
  const [start, end] = [period.startTime, period.endTime].map((time) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return hours * 60 + minutes;
  }) as [number, number];
  return end > start ? { ...period, minutes: String(end - start) } : period;
}

const times = ({ startTime, endTime }: { startTime: string | null; endTime: string | null }): string =>
  startTime && endTime ? `${startTime}–${endTime}, ` : '';
