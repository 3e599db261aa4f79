import { useCommand } from '#renderer/bridge/use-call.ts';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';

/** Takes a certification back with a reason; it stays on record. */
export function WithdrawDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const withdraw = useCommand('collections.withdraw-certification');
  return (
    <FormDialog
      title="Withdraw a certification"
      saving={withdraw}
      saveLabel="Withdraw"
      onClose={onClose}
      onSave={({ text }) => {
        const reason = text('reason');
        withdraw.mutate({ id, reason }, { onSuccess: onClose });
      }}
    >
      <p>The certification and its frozen rows stay on record; it only no longer holds.</p>
      <Field name="reason" label="Why" required autoFocus />
    </FormDialog>
  );
}
