import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog, type Typed } from '#renderer/shell/form-dialog.tsx';
import { problemsOf } from '#renderer/shell/problems.tsx';
import { phoneInWords } from '#renderer/shell/words.ts';

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
  const move = useCommand('people.move-from');
  const fix = useCommand('people.change-address');
  const fixPhones = useCommand('people.change-phones');
  const onlyPhones = person.addressProtected && !moved;
  const saving = moved ? move : onlyPhones ? fixPhones : fix;
  /** The places whose numbers were sent, in their order. */
  const [sent, setSent] = useState<readonly number[]>([]);
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

  const save = ({ text, optional }: Typed): void => {
    const address = {
      personIds: [person.id, ...along],
      street: optional('street'),
      city: optional('city'),
      state: optional('state'),
      zip: optional('zip'),
    };
    if (moved) {
      move.mutate({ ...address, from: text('from') }, { onSuccess: onClose });
      return;
    }
    const filled = places.filter((i) => optional(`phone${i}`) !== null);
    setSent(filled);
    const phones = filled.map((i) => {
      const known = person.phones[i];
      return { ...(known ? { id: known.id, kind: known.kind } : {}), number: text(`phone${i}`) };
    });
    const phonesOf = { personId: person.id, phones };
    if (onlyPhones) fixPhones.mutate(phonesOf, { onSuccess: onClose });
    else fix.mutate({ ...address, phonesOf }, { onSuccess: onClose });
  };
  const problems = problemsOf(saving.error);
  const prefix = onlyPhones ? '' : 'phonesOf.';

  return (
    <FormDialog
      title={moved ? 'Record a move' : onlyPhones ? 'Phones' : 'Address and phones'}
      saving={saving}
      onSave={save}
      onClose={onClose}
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
      {onlyPhones ? (
        <p className="soft">The address is protected; “Protected address” changes it.</p>
      ) : (
        <>
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
        </>
      )}
      {!moved &&
        places.map((i) => (
          <Field
            key={i}
            name={`phone${i}`}
            label={`Phone ${i + 1}`}
            type="tel"
            autoFocus={onlyPhones && i === 0}
            defaultValue={phoneInWords(person.phones[i]?.number ?? '')}
            problem={problems.get(`${prefix}phones.${sent.indexOf(i)}.number`)}
          />
        ))}
    </FormDialog>
  );
}
