import { useCommand } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

/** Once per computer: the address and the one-time code that the state gave the district. */
export function ConnectForm({ onClose }: { onClose: () => void }) {
  const connect = useCommand('sync.connect');
  return (
    <Dialog title="Connect to the state" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const text = (name: string): string => String(form.get(name) ?? '').trim();
          connect.mutate(
            { url: text('url'), code: text('code'), deviceName: text('deviceName') },
            { onSuccess: onClose },
          );
        }}
      >
        <Field
          name="url"
          label="Address of the state"
          type="url"
          placeholder="https://…"
          required
          autoFocus
        />
        <Field
          name="code"
          label="One-time code"
          required
          hint="From the state, good for one day and one computer."
          autoComplete="off"
        />
        <Field name="deviceName" label="Name of this computer" defaultValue="School office" required />
        <Failed of={connect.error} />
        <div className="row">
          <button type="submit" className="main" disabled={connect.isPending}>
            {connect.isPending ? 'Connecting…' : 'Connect'}
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
