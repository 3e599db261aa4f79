import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { momentInWords } from '#renderer/shell/words.ts';

/** Files with student data that lie outside the encrypted district file: how long, and an end to it. */
export function HandedOverFiles() {
  const list = useRead('exports.handed-over', {});
  const keep = useCommand('exports.keep-file');
  const remove = useCommand('exports.delete-file');
  if (!list.data || list.data.length === 0) return null;
  return (
    <section className="card" aria-labelledby="handed-over">
      <h2 id="handed-over">Files lying on this computer</h2>
      <p className="soft">
        Anybody who sits here can open a file that is not locked. Hi-Line deletes each when its time is over;
        one that was changed or moved since is left alone.
      </p>
      <Failed of={list.error ?? keep.error ?? remove.error} />
      <div className="scroll">
        <table>
          <caption className="unseen">Files written</caption>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Written</th>
              <th scope="col">Last day here</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data.map((file) => (
              <tr key={file.id}>
                <th scope="row">
                  {file.fileName} <span className="soft small">in {file.folder}</span>
                </th>
                <td>
                  {momentInWords(file.writtenAt)} by {file.writtenBy}
                </td>
                <td>{file.deleteAfter ? dateInWords(file.deleteAfter) : 'stays'}</td>
                <td>
                  {file.deleteAfter && (
                    <button type="button" onClick={() => keep.mutate({ id: file.id })}>
                      Keep<span className="unseen"> {file.fileName}</span>
                    </button>
                  )}{' '}
                  <button type="button" onClick={() => remove.mutate({ id: file.id })}>
                    Delete now<span className="unseen"> {file.fileName}</span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
