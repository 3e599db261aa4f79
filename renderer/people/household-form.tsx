import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

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
  return (
    <FormDialog
      title={home ? 'Household' : 'Another household'}
      saving={save}
      onClose={onClose}
      onSave={({ text, optional, ticked }) => {
        save.mutate(
          {
            ...(home
              ? { id: home.id }
              : { secondHomeOf: { personId: person.id, getsMail: ticked('getsMail') } }),
            name: text('name'),
            street: optional('street'),
            city: optional('city'),
            state: optional('state'),
            zip: optional('zip'),
            mailingStreet: home?.mailingStreet ?? null,
            mailingCity: home?.mailingCity ?? null,
            mailingState: home?.mailingState ?? null,
            mailingZip: home?.mailingZip ?? null,
            phone: optional('phone'),
            language: optional('language'),
          },
          { onSuccess: onClose },
        );
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
    </FormDialog>
  );
}
