import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

type Adult = Page['adults'][number];

/** What an adult is to this pupil: relationship, call order, pickup, mail, legal note. Without `adult` a new one is added. */
export function AdultForm({
  person,
  adult,
  onClose,
}: {
  person: Page;
  adult: Adult | null;
  onClose: () => void;
}) {
  const choices = useRead('enrollment.choices', {});
  const save = useCommand('families.save-adult');
  const remove = useCommand('families.remove-adult');
  const [kind, setKind] = useState(adult?.kind ?? '');
  const place = adult ? person.adults.indexOf(adult) + 1 : person.adults.length + 1;
  const tick = (name: string, label: string, first: boolean) => (
    <label>
      <input type="checkbox" name={name} defaultChecked={first} /> {label}
    </label>
  );
  return (
    <FormDialog
      title={adult ? adult.name : 'Add an adult'}
      saving={{ error: save.error ?? remove.error, isPending: save.isPending }}
      onClose={onClose}
      onSave={({ text, optional, ticked }) => {
        save.mutate(
          {
            studentId: person.id,
            ...(adult ? { adultId: adult.adultId } : {}),
            firstName: text('firstName'),
            lastName: text('lastName'),
            phone: optional('phone'),
            kind: kind || null,
            priority: Number(text('priority')) || place,
            livesWith: ticked('livesWith'),
            mayPickUp: ticked('mayPickUp'),
            getsMail: ticked('getsMail'),
            custodyNote: optional('custodyNote'),
          },
          { onSuccess: onClose },
        );
      }}
      also={
        adult && (
          <button
            type="button"
            className="plain"
            onClick={() =>
              remove.mutate({ studentId: person.id, adultId: adult.adultId }, { onSuccess: onClose })
            }
          >
            Not with this pupil any more
          </button>
        )
      }
    >
      {!adult && (
        <div className="row">
          <Field name="firstName" label="First name" required autoFocus />
          <Field name="lastName" label="Last name" required defaultValue={person.details.lastName} />
          <Field name="phone" label="Phone" type="tel" />
        </div>
      )}
      <div className="row">
        <Choose
          label="Is to the pupil"
          value={kind}
          none="Not said"
          onChange={setKind}
          choices={choices.data?.relationship_kind ?? []}
        />
        <Field name="priority" label="Call order" type="number" min={1} max={50} defaultValue={place} />
      </div>
      <p>
        {tick('livesWith', 'Lives with the pupil', adult?.livesWith ?? false)}{' '}
        {tick('mayPickUp', 'May pick up', adult?.mayPickUp ?? true)}{' '}
        {tick('getsMail', 'Gets mail', adult?.getsMail ?? true)}
      </p>
      <Field
        name="custodyNote"
        label="Custody or legal note"
        defaultValue={adult?.custodyNote ?? ''}
        hint="Shown wherever somebody looks for a phone or for who may pick up. It is in no export."
      />
    </FormDialog>
  );
}
