import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** Fix a mistake in a name, birth date or gender; the history keeps what stood there before. */
export function NameForm({ person, onClose }: { person: Page; onClose: () => void }) {
  const save = useCommand('people.change-details');
  const choices = useRead('enrollment.choices', {});
  const [gender, setGender] = useState(person.details.gender ?? '');
  const { details } = person;
  return (
    <FormDialog
      title="Fix a mistake"
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) => {
        save.mutate(
          {
            personId: person.id,
            details: {
              lastName: text('lastName'),
              firstName: text('firstName'),
              middleName: optional('middleName'),
              suffix: optional('suffix'),
              usualName: optional('usualName'),
              birthDate: optional('birthDate'),
              gender: gender || null,
            },
          },
          { onSuccess: onClose },
        );
      }}
    >
      <Field name="lastName" label="Legal last name" defaultValue={details.lastName} required autoFocus />
      <Field name="firstName" label="Legal first name" defaultValue={details.firstName} required />
      <Field name="middleName" label="Legal middle name" defaultValue={details.middleName ?? ''} />
      <Field name="suffix" label="Suffix" defaultValue={details.suffix ?? ''} />
      <Field name="usualName" label="Name used at school" defaultValue={details.usualName ?? ''} />
      <Field name="birthDate" label="Birth date" type="date" defaultValue={details.birthDate ?? ''} />
      <Choose
        name="gender"
        label="Gender"
        value={gender}
        none="Not given"
        onChange={setGender}
        choices={choices.data?.gender ?? []}
      />
    </FormDialog>
  );
}
