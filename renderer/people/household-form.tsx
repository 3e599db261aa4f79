import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

type Home = Output<'families.households'>[number];

/** A household with its address and phone. Without `home` a second one is made for the pupil. */
export function HouseholdForm({
  person,
  home,
  onClose,
}: {
  person: Page;
  home: Home | null;
  onClose: () => void;
}) {
  const save = useCommand('families.save-household');
  const join = useCommand('families.save-member');
  const submit = async (form: FormData): Promise<void> => {
    const text = (name: string): string | null => String(form.get(name) ?? '').trim() || null;
    const { id } = await save.mutateAsync({
      ...(home ? { id: home.id } : {}),
      name: text('name') ?? '',
      street: text('street'),
      city: text('city'),
      state: text('state'),
      zip: text('zip'),
      mailingStreet: home?.mailingStreet ?? null,
      mailingCity: home?.mailingCity ?? null,
      mailingState: home?.mailingState ?? null,
      mailingZip: home?.mailingZip ?? null,
      phone: text('phone'),
      language: text('language'),
    });
    if (!home)
      await join.mutateAsync({
        householdId: id,
        personId: person.id,
        main: false,
        getsMail: form.has('getsMail'),
      });
    onClose();
  };
  return (
    <Dialog title={home ? 'Household' : 'Another household'} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // What failed is shown below.
          submit(new FormData(event.currentTarget)).catch(() => undefined);
        }}
      >
        <Field
          name="name"
          label="Name"
          required
          autoFocus
          defaultValue={home?.name ?? `${person.details.lastName} household`}
        />
        <Field name="street" label="Street" defaultValue={home?.street ?? ''} />
        <div className="row">
          <Field name="city" label="City" defaultValue={home?.city ?? ''} />
          <Field name="state" label="State" size={3} defaultValue={home?.state ?? 'MT'} />
          <Field name="zip" label="ZIP" size={6} defaultValue={home?.zip ?? ''} />
        </div>
        <div className="row">
          <Field name="phone" label="Phone of the household" type="tel" defaultValue={home?.phone ?? ''} />
          <Field name="language" label="Language at home" defaultValue={home?.language ?? ''} />
        </div>
        {home ? (
          <p className="soft small">The address goes to everybody whose main home this is.</p>
        ) : (
          <p>
            <label>
              <input type="checkbox" name="getsMail" /> Mail about this pupil goes there, too
            </label>
          </p>
        )}
        <Failed of={save.error ?? join.error} />
        <div className="row">
          <button type="submit" className="main" disabled={save.isPending || join.isPending}>
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
