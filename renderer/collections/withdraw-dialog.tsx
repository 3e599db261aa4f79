import { useCommand } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

/** Takes a certification back with a reason; it stays on record. */
export function WithdrawDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const withdraw = useCommand('collections.withdraw-certification');
  return (
    <Dialog title="Withdraw a certification" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const reason = String(new FormData(event.currentTarget).get('reason'));
          withdraw.mutate({ id, reason }, { onSuccess: onClose });
        }}
      >
        <p>The certification and its frozen rows stay on record; it only no longer holds.</p>
        <Field name="reason" label="Why" required autoFocus />
        <Failed of={withdraw.error} />
        <div className="row">
          <button type="submit" className="main">
            Withdraw
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
