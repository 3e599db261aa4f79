import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Input } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { momentInWords } from '#renderer/shell/words.ts';
import { FileCheck } from '#renderer/state-files/file-check.tsx';
import { HandedOverFiles } from '#renderer/state-files/handed-over-files.tsx';
import { OtherFormats } from '#renderer/state-files/other-formats.tsx';

type Template = Input<'exports.check'>['template'];

/** The state's files in the order in which it takes them: check, write, or print to key in by hand. */
export default function FilesPage() {
  const [search] = useSearchParams();
  const year = Number(search.get('year'));
  const scope = year ? { endYear: year } : {};
  const list = useRead('exports.list', scope);
  const [open, setOpen] = useState<Template | null>(null);
  return (
    <>
      <h1>State files</h1>
      <p className="soft">
        The state takes the demographic file first, the enrollment file second, then everything else. Never
        send a file by e-mail: use the state’s file transfer service.{' '}
        <Link to="/collections/photos">Photo repository</Link>, <Link to="/collections/feeds">feeds</Link>.{' '}
        <Link to="/collections">Back to collections</Link>
      </p>
      <Failed of={list.error} />
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Written last</th>
              <th scope="col">Layout</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data?.map((file) => (
              <tr key={file.template}>
                <th scope="row">
                  {file.title} {file.recordType && <span className="soft small">{file.recordType}</span>}
                </th>
                <td>
                  {file.lastWritten
                    ? `${momentInWords(file.lastWritten.at)} by ${file.lastWritten.by}, ${file.lastWritten.lines} lines`
                    : 'not yet'}
                </td>
                <td className="small">
                  {file.guessed === 0
                    ? 'as the state has it'
                    : `${file.guessed} of ${file.fields} fields are local defaults`}
                </td>
                <td>
                  <button
                    type="button"
                    aria-expanded={open === file.template}
                    onClick={() => setOpen(file.template)}
                  >
                    Check<span className="unseen"> {file.title}</span>
                  </button>{' '}
                  <Link
                    to={`/reports?report=keying-list&template=${file.template}${year ? `&endYear=${year}` : ''}`}
                  >
                    Keying list<span className="unseen"> of {file.title}</span>
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open && (
        <FileCheck
          key={open}
          template={open}
          scope={scope}
          note={list.data?.find((one) => one.template === open)?.note ?? ''}
        />
      )}
      <OtherFormats scope={scope} />
      <HandedOverFiles />
    </>
  );
}
