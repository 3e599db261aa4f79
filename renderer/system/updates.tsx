import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

type Status = Output<'updates.status'>;

/** Newer versions: looked for, fetched and installed only when an administrator says so. */
export function Updates() {
  const status = useRead('updates.status', {});
  const setAddress = useCommand('updates.set-address');
  const check = useCommand('updates.check');
  const download = useCommand('updates.download');
  const install = useCommand('updates.install');
  const again = { onSettled: (): void => void status.refetch() };
  const now = status.data;
  if (!now) return <Failed of={status.error} />;
  return (
    <section className="card" aria-labelledby="updates">
      <h2 id="updates">Newer versions of Hi-Line</h2>
      <p role="status">{wordsOf(now)}</p>
      <Failed of={setAddress.error ?? check.error ?? download.error ?? install.error} />
      <div className="row">
        <button
          type="button"
          disabled={check.isPending || now.address === null}
          onClick={() => check.mutate({}, again)}
        >
          {check.isPending ? 'Looking…' : 'Look for a newer version'}
        </button>
        {now.state === 'available' && (
          <button
            type="button"
            className="main"
            disabled={download.isPending}
            onClick={() => download.mutate({}, again)}
          >
            {download.isPending ? 'Fetching…' : 'Fetch it'}
          </button>
        )}
        {now.state === 'ready' && (
          <button
            type="button"
            className="main"
            disabled={install.isPending}
            onClick={() => install.mutate({})}
          >
            Restart now
          </button>
        )}
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const address = String(new FormData(event.currentTarget).get('address')).trim();
          setAddress.mutate({ address: address === '' ? null : address }, again);
        }}
      >
        <div className="row">
          <Field
            name="address"
            label="Where to look"
            type="url"
            defaultValue={now.address ?? ''}
            hint="The https address your Hi-Line came with. Empty: nowhere; a stick with the installer works too."
          />
          <button type="submit">Save</button>
        </div>
      </form>
    </section>
  );
}

function wordsOf({ state, version, percent, address }: Status): string {
  if (state === 'available') return `Version ${version} is there. Nothing has been fetched yet.`;
  if (state === 'downloading') return `Fetching version ${version}: ${percent} %.`;
  if (state === 'ready')
    return `Version ${version} is here and checked. It is installed when you restart; a copy of your records is made first.`;
  if (address === null) return 'No address is set, so nothing is looked for.';
  return state === 'none' ? 'This is the newest version.' : 'Nothing is looked for by itself.';
}
