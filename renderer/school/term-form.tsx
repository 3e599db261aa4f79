import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

/** The terms of a calendar, which marks are posted for. State files bring none, so they are entered here. */
export function Terms({ calendar }: { calendar: Output<'school.calendar'> }) {
  const add = useCommand('school.add-term');
  return (
    <section className="card">
      <h2>Terms</h2>
      {calendar.terms.length === 0 ? (
        <p className="soft">
          There are no terms yet. Marks are posted for a quarter, a semester or the year.
        </p>
      ) : (
        <ul>
          {calendar.terms.map((term) => (
            <li key={term.id}>
              <strong>{term.name}</strong>: {dateInWords(term.startDate)} to {dateInWords(term.endDate)}
            </li>
          ))}
        </ul>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const text = (name: string): string => String(new FormData(form).get(name) ?? '');
          add.mutate(
            { calendarId: calendar.id, name: text('term'), startDate: text('first'), endDate: text('last') },
            { onSuccess: () => form.reset() },
          );
        }}
      >
        <div className="row">
          <Field name="term" label="Name of the term" placeholder="Quarter 1" required />
          <Field name="first" label="First day" type="date" required />
          <Field name="last" label="Last day" type="date" required />
          <button type="submit" disabled={add.isPending}>
            Add the term
          </button>
        </div>
        <Failed of={add.error} />
      </form>
    </section>
  );
}
