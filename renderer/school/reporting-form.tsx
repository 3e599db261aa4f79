import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';

type Calendar = Output<'school.calendar'>;

/** Says at the top what of a calendar the state is not told. */
export function ReportingNotice({ calendar: { reporting } }: { calendar: Calendar }) {
  const choices = useRead('enrollment.choices', {});
  if (!reporting.excluded && reporting.excludedGrades.length === 0) return null;
  const grades = reporting.excludedGrades.map(
    (code) => choices.data?.grade_level?.find((grade) => grade.code === code)?.label ?? code,
  );
  return (
    <p className="notice">
      {reporting.excluded
        ? 'This calendar is left out of state counts and files.'
        : `Left out of state counts and files: ${grades.join(', ')}.`}{' '}
      {reporting.reason}
    </p>
  );
}

/** What kind of calendar it is, and what of it the state is not told. */
export function ReportingForm({ calendar: { id, reporting } }: { calendar: Calendar }) {
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('school.save-reporting');
  const [type, setType] = useState(reporting.type ?? '');
  const [excluded, setExcluded] = useState(reporting.excluded);
  const [grades, setGrades] = useState<readonly string[]>(reporting.excludedGrades);
  const tick = (code: string, on: boolean): void =>
    setGrades(on ? [...grades, code] : grades.filter((grade) => grade !== code));
  return (
    <section className="card" aria-labelledby="reporting">
      <h2 id="reporting">For the state</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
          save.mutate(
            {
              calendarId: id,
              type: type || null,
              excluded,
              excludedGrades: [...grades],
              reason: reason || null,
            },
            { onSuccess: () => announce('The calendar is saved') },
          );
        }}
      >
        <Choose
          label="Calendar type"
          value={type}
          none="Not given"
          onChange={setType}
          choices={choices.data?.calendar_type ?? []}
        />
        <p>
          <label>
            <input
              type="checkbox"
              checked={excluded}
              onChange={(event) => setExcluded(event.target.checked)}
            />{' '}
            Leave this calendar out of state counts and files
          </label>
        </p>
        <details open={grades.length > 0}>
          <summary>Leave out single grades of it</summary>
          <fieldset className="row">
            <legend>Grades left out</legend>
            {(choices.data?.grade_level ?? []).map(({ code, label }) => (
              <label key={code}>
                <input
                  type="checkbox"
                  checked={grades.includes(code)}
                  onChange={(event) => tick(code, event.target.checked)}
                />{' '}
                {label}
              </label>
            ))}
          </fieldset>
        </details>
        <Field
          name="reason"
          label="Why left out"
          maxLength={500}
          defaultValue={reporting.reason ?? ''}
          hint="Needed when something is left out. It stands beside counts and files."
        />
        <Failed of={save.error} />
        <button type="submit" disabled={save.isPending}>
          Save for the state
        </button>
      </form>
    </section>
  );
}
