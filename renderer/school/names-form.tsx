import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

type School = Output<'school.overview'>['schools'][number];

/** What the school and the calendar are called. Files bring numbers only; reports and letters print the names. */
export function Names({ school, calendar }: { school: School; calendar: Output<'school.calendar'> }) {
  const changeSchool = useCommand('school.change-school');
  const nameCalendar = useCommand('school.name-calendar');
  return (
    <section className="card">
      <h2>Names</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const text = (name: string): string =>
            String(new FormData(event.currentTarget).get(name) ?? '').trim();
          changeSchool.mutate(
            {
              schoolId: school.id,
              name: text('school'),
              phone: text('phone') || null,
              street: text('street') || null,
              city: text('city') || null,
              zip: text('zip') || null,
            },
            { onSuccess: () => announce('The school is saved') },
          );
        }}
      >
        <div className="row">
          <Field
            name="school"
            data-field="school.name"
            label={`School ${school.number}`}
            defaultValue={school.name}
            required
          />
          <Field name="phone" data-field="school.phone" label="Phone" defaultValue={school.phone ?? ''} />
          <Field name="street" data-field="school.street" label="Street" defaultValue={school.street ?? ''} />
          <Field name="city" data-field="school.city" label="City" defaultValue={school.city ?? ''} />
          <Field name="zip" data-field="school.zip" label="ZIP" size={10} defaultValue={school.zip ?? ''} />
          <button type="submit" disabled={changeSchool.isPending}>
            Save the school
          </button>
        </div>
        <Failed of={changeSchool.error} />
      </form>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const name = String(new FormData(event.currentTarget).get('calendar') ?? '');
          nameCalendar.mutate(
            { calendarId: calendar.id, name },
            { onSuccess: () => announce('The calendar is saved') },
          );
        }}
      >
        <div className="row">
          <Field
            name="calendar"
            data-field="calendar.name"
            label="Name of this calendar"
            defaultValue={calendar.name}
            required
          />
          <button type="submit" disabled={nameCalendar.isPending}>
            Save the name
          </button>
        </div>
        <Failed of={nameCalendar.error} />
      </form>
    </section>
  );
}
