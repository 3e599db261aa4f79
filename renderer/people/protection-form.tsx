import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { typedIn } from '#renderer/shell/form-dialog.tsx';

/** Address confidentiality: the substitute address everywhere; the true one is shown here and nowhere else. */
export function ProtectionForm({ person, onClose }: { person: Page; onClose: () => void }) {
  const known = useRead('people.protection', { personId: person.id });
  const protect = useCommand('people.protect-address');
  const end = useCommand('people.end-protection');
  const { address } = person;
  return (
    <Dialog title="Protected address" onClose={onClose}>
      <Failed of={known.error} />
      {known.data && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const { text, optional } = typedIn(event.currentTarget);
            protect.mutate(
              {
                personId: person.id,
                street: text('street'),
                city: optional('city'),
                state: optional('state'),
                zip: optional('zip'),
                trueAddress: optional('trueAddress'),
                since: optional('since'),
                through: optional('through'),
              },
              { onSuccess: onClose },
            );
          }}
        >
          <p className="notice care">
            The substitute address stands everywhere from now on, for everybody of the household: on screen,
            on paper, in files and at the state. The true address stays on this computer. What went to the
            state before cannot be called back; tell OPI.
          </p>
          <Field
            name="street"
            label="Substitute street or box"
            required
            defaultValue={known.data.active ? (address.street ?? '') : ''}
            autoFocus
          />
          <div className="row">
            <Field name="city" label="City" defaultValue={known.data.active ? (address.city ?? '') : ''} />
            <Field name="state" label="State" size={3} defaultValue={address.state ?? 'MT'} />
            <Field
              name="zip"
              label="ZIP"
              size={6}
              defaultValue={known.data.active ? (address.zip ?? '') : ''}
            />
          </div>
          <Field
            name="trueAddress"
            label="True address, on this computer only"
            defaultValue={known.data.trueAddress ?? ''}
            hint="Left empty, the address that stands there now is kept as the true one."
          />
          <div className="row">
            <Field name="since" label="Since" type="date" defaultValue={known.data.since ?? ''} />
            <Field name="through" label="Ends on" type="date" defaultValue={known.data.through ?? ''} />
          </div>
          <Failed of={protect.error ?? end.error} />
          <div className="row">
            <button type="submit" className="main" disabled={protect.isPending}>
              Protect
            </button>
            <button type="button" onClick={onClose}>
              Cancel
            </button>
            {known.data.active && (
              <button
                type="button"
                className="plain"
                onClick={() => end.mutate({ personId: person.id }, { onSuccess: onClose })}
              >
                The protection is over
              </button>
            )}
          </div>
        </form>
      )}
    </Dialog>
  );
}
