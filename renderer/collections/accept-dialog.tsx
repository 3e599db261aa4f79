import { useCommand } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

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
    <Dialog title="Let it stand" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const reason = String(new FormData(event.currentTarget).get('reason'));
          accept.mutate({ ...subject, reason }, { onSuccess: onClose });
        }}
      >
        <p>{what}</p>
        <Field name="reason" label="Why it is right as it is" required autoFocus />
        <Failed of={accept.error} />
        <div className="row">
          <button type="submit" className="main">
            Accept
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
