import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import type { Page } from '#renderer/people/person-page.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** Record a change from a date: a new name by adoption, marriage or court order. The old one stays on record. */
export function NameChangeForm({ person, onClose }: { person: Page; onClose: () => void }) {
  const status = useRead('district.status', {});
  const save = useCommand('people.change-name-from');
  const { details } = person;
  return (
    <FormDialog
      title="Record a change of name"
      saving={save}
      onClose={onClose}
      onSave={({ text, optional }) => {
        save.mutate(
          {
            personId: person.id,
            from: text('from'),
            reason: optional('reason'),
            details: {
              lastName: text('lastName'),
              firstName: text('firstName'),
              middleName: optional('middleName'),
              suffix: optional('suffix'),
              usualName: optional('usualName'),
            },
          },
          { onSuccess: onClose },
        );
      }}
    >
      <p className="soft">
        The name until then stays on record with its last day. Was it only typed wrong? Then fix the mistake
        instead.
      </p>
      <Field name="from" label="From" type="date" defaultValue={status.data?.today} required autoFocus />
      <Field name="lastName" label="Legal last name" defaultValue={details.lastName} required />
      <Field name="firstName" label="Legal first name" defaultValue={details.firstName} required />
      <Field name="middleName" label="Legal middle name" defaultValue={details.middleName ?? ''} />
      <Field name="suffix" label="Suffix" defaultValue={details.suffix ?? ''} />
      <Field name="usualName" label="Name used at school" defaultValue={details.usualName ?? ''} />
      <Field name="reason" label="Why" hint="Adoption, marriage, court order" />
    </FormDialog>
  );
}
