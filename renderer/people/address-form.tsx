import { useState } from 'react';
import { call } from '#renderer/bridge/call.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { type Typed, typedIn } from '#renderer/shell/form-dialog.tsx';

/**
 * Address and phones; brothers and sisters can come along in the same step. `moved`: a change from a date, where the old
 * address stays on record; without it a mistake is fixed.
 */
export function AddressForm({
  person,
  moved,
  onClose,
}: {
  person: Page;
  moved: boolean;
  onClose: () => void;
}) {
  const status = useRead('district.status', {});
  const [error, setError] = useState<Error | null>(null);
  const homes = useRead('families.households', { personId: person.id });
  const firstAdult = person.adults[0]?.adultId;
  const family = useRead(
    'people.page',
    { personId: firstAdult ?? '' },
    { enabled: firstAdult !== undefined && homes.data?.length === 0 },
  );
  // Everybody of the household comes along unless taken off; where there is none, brothers and sisters may.
  const home = homes.data?.find(({ main }) => main);
  const others = home
    ? home.members
    : (family.data?.pupilsOf ?? []).map(({ studentId, name }) => ({ personId: studentId, name }));
  const siblings = others.filter((one) => one.personId !== person.id);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const along = chosen ?? new Set(home ? siblings.map(({ personId }) => personId) : []);

  // One empty place more than there are numbers, and three at least: a number without a place would be taken for removed.
  const places = Array.from({ length: Math.min(10, Math.max(3, person.phones.length + 1)) }, (_, i) => i);

  const submit = async ({ text, optional }: Typed): Promise<void> => {
    try {
      const address = {
        personIds: [person.id, ...along],
        street: optional('street'),
        city: optional('city'),
        state: optional('state'),
        zip: optional('zip'),
      };
      if (moved) {
        await call('people.move-from', { ...address, from: text('from') });
        onClose();
        return;
      }
      await call('people.change-address', address);
      const phones = places.flatMap((i) => {
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
    <Dialog title={moved ? 'Record a move' : 'Address and phones'} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit(typedIn(event.currentTarget));
        }}
      >
        {moved && (
          <Field
            name="from"
            label="Lives there from"
            type="date"
            defaultValue={status.data?.today}
            required
            autoFocus
          />
        )}
        <Field name="street" label="Street" defaultValue={person.address.street ?? ''} autoFocus={!moved} />
        <div className="row">
          <Field name="city" label="City" defaultValue={person.address.city ?? ''} />
          <Field name="state" label="State" defaultValue={person.address.state ?? 'MT'} size={3} />
          <Field name="zip" label="ZIP" defaultValue={person.address.zip ?? ''} size={6} />
        </div>
        {siblings.length > 0 && (
          <fieldset>
            <legend>The new address is also for</legend>
            {siblings.map((one) => (
              <label key={one.personId} data-name>
                <input
                  type="checkbox"
                  checked={along.has(one.personId)}
                  onChange={(event) => {
                    const next = new Set(along);
                    if (event.target.checked) next.add(one.personId);
                    else next.delete(one.personId);
                    setChosen(next);
                  }}
                />{' '}
                {one.name}
              </label>
            ))}
          </fieldset>
        )}
        {!moved &&
          places.map((i) => (
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
