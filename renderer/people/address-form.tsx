import { useState } from 'react';
import { call } from '#renderer/bridge/call.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

/** Address and phones; brothers and sisters can move along in the same step. */
export function AddressForm({ person, onClose }: { person: Page; onClose: () => void }) {
  const [error, setError] = useState<Error | null>(null);
  const [along, setAlong] = useState<ReadonlySet<string>>(new Set());
  const firstAdult = person.adults[0]?.adultId;
  const family = useRead(
    'people.page',
    { personId: firstAdult ?? '' },
    { enabled: firstAdult !== undefined },
  );
  const siblings = (family.data?.pupilsOf ?? []).filter((pupil) => pupil.studentId !== person.id);

  const submit = async (form: FormData): Promise<void> => {
    const optional = (name: string): string | null => String(form.get(name) ?? '').trim() || null;
    try {
      await call('people.change-address', {
        personIds: [person.id, ...along],
        street: optional('street'),
        city: optional('city'),
        state: optional('state'),
        zip: optional('zip'),
      });
      const phones = [0, 1, 2].flatMap((i) => {
        const number = optional(`phone${i}`);
        const known = person.phones[i];
        return number ? [{ ...(known ? { id: known.id, kind: known.kind } : {}), number }] : [];
      });
      await call('people.change-phones', { personId: person.id, phones });
      onClose();
    } catch (failure) {
      setError(failure as Error);
    }
  };

  return (
    <Dialog title="Address and phones" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        <Field name="street" label="Street" defaultValue={person.address.street ?? ''} autoFocus />
        <div className="row">
          <Field name="city" label="City" defaultValue={person.address.city ?? ''} />
          <Field name="state" label="State" defaultValue={person.address.state ?? 'MT'} size={3} />
          <Field name="zip" label="ZIP" defaultValue={person.address.zip ?? ''} size={6} />
        </div>
        {siblings.length > 0 && (
          <fieldset>
            <legend>The new address is also for</legend>
            {siblings.map((pupil) => (
              <label key={pupil.studentId} data-name>
                <input
                  type="checkbox"
                  checked={along.has(pupil.studentId)}
                  onChange={(event) => {
                    const next = new Set(along);
                    if (event.target.checked) next.add(pupil.studentId);
                    else next.delete(pupil.studentId);
                    setAlong(next);
                  }}
                />{' '}
                {pupil.name}
              </label>
            ))}
          </fieldset>
        )}
        {[0, 1, 2].map((i) => (
          <Field
            key={i}
            name={`phone${i}`}
            label={`Phone ${i + 1}`}
            type="tel"
            defaultValue={person.phones[i]?.number ?? ''}
          />
        ))}
        <Failed of={error} />
        <div className="row">
          <button type="submit" className="main">
            Save
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
