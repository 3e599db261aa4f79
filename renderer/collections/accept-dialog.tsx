import { useCommand } from '#renderer/bridge/use-call.ts';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** Lets a "check this" stand with a reason. It is remembered for this record and rule version. */
export function AcceptDialog({
  subject,
  what,
  onClose,
}: {
  subject: { rule: string; count: 'fall' | 'spring' | null; subjectType: string; subjectId: string };
  what: string;
  onClose: () => void;
}) {
  const accept = useCommand('collections.accept-warning');
  return (
    <FormDialog
      title="Let it stand"
      saving={accept}
      saveLabel="Accept"
      onClose={onClose}
      onSave={({ text }) => {
        const reason = text('reason');
        accept.mutate({ ...subject, reason }, { onSuccess: onClose });
      }}
    >
      <p>{what}</p>
      <Field name="reason" label="Why it is right as it is" required autoFocus />
    </FormDialog>
  );
}
