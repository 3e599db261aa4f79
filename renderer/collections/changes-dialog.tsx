import { useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

const KINDS = { added: 'new', gone: 'gone', changed: 'changed' } as const;

/** What has changed since a certification, row by row. */
export function ChangesDialog({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const changes = useRead('collections.changes', { id });
  const rows = changes.data?.differences;
  return (
    <Dialog title={`Changed since certified: ${title}`} onClose={onClose}>
      <Failed of={changes.error} />
      {rows === null && <p>The certified rows are on the computer that certified.</p>}
      {rows && (
        <table>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.kind} ${row.title} ${row.fields.map(({ field }) => field).join()}`}>
                <td data-name>{row.title}</td>
                <td>
                  {row.fields.length === 0
                    ? KINDS[row.kind]
                    : row.fields
                        .map(
                          ({ field, before, after }) =>
                            `${field}: ${before || 'empty'} → ${after || 'empty'}`,
                        )
                        .join('; ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <button type="button" className="main" onClick={onClose}>
        Close
      </button>
    </Dialog>
  );
}
