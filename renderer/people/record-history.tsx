import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { momentInWords } from '#renderer/shell/words.ts';

/** Who changed a record, when, from what to what, and whether the state has it. */
export function RecordHistory({ type, id }: { type: string; id: string }) {
  const history = useRead('system.history', { type, id });
  const receipt = useRead('sync.receipt', { type, id });
  return (
    <section className="card">
      <h2>What changed</h2>
      <p className="soft">
        {receipt.data?.receivedAt
          ? `Received by the state ${momentInWords(receipt.data.receivedAt)}${receipt.data.receipt ? `, receipt ${receipt.data.receipt}` : ''}.`
          : 'The state has not received this record yet. It is saved on this computer.'}
      </p>
      <Failed of={history.error} />
      <ul>
        {history.data?.map((line) => (
          <li key={`${line.at} ${line.action} ${line.change}`}>
            <strong>{momentInWords(line.at)}</strong> {line.who}: {line.action}
            <ul>
              {line.fields.map((field) => (
                <li key={field.label} data-name>
                  {field.label}: {field.before ?? 'nothing'} → {field.after ?? 'nothing'}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
