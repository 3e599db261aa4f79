import { useState } from 'react';
import { Link } from 'react-router';
import type { Input } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';
import { CodesToConfirm } from '#renderer/state-files/codes-to-confirm.tsx';
import {
  type Handing,
  HandingFields,
  handedBy,
  plainHanding,
} from '#renderer/state-files/handing-fields.tsx';

/** "Validate and test" of one file, and writing it once it is right. */
export function FileCheck({
  template,
  scope,
  note,
}: {
  template: Input<'exports.check'>['template'];
  scope: { endYear?: number };
  note: string;
}) {
  const check = useRead('exports.check', { template, ...scope });
  const write = useCommand('exports.write');
  const [leaveOut, setLeaveOut] = useState(false);
  const [handing, setHanding] = useState<Handing>(plainHanding);
  const data = check.data;
  if (!data) return <Failed of={check.error} />;
  const blocked =
    data.missingNumber !== null || data.codesToConfirm.length > 0 || (data.leftOut > 0 && !leaveOut);
  return (
    <section className="card" aria-labelledby="file-check">
      <h2 id="file-check">{data.title}</h2>
      <p className="soft small">{note}</p>
      <p role="status">
        {count(data.lines, 'record')} right, {data.leftOut} with a problem.
      </p>
      {data.missingNumber && (
        <p className="notice care">
          {data.missingNumber} <Link to="/settings">Open settings</Link>
        </p>
      )}
      {data.notReported.length > 0 && (
        <ul className="soft">
          {data.notReported.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {data.codesToConfirm.length > 0 && <CodesToConfirm codes={data.codesToConfirm} />}
      {data.unknownCodes.length > 0 && <CodesToConfirm codes={data.unknownCodes} unknown />}
      {data.problems.length > 0 && (
        <div className="scroll">
          <table>
            <caption className="unseen">Problems</caption>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Field</th>
                <th scope="col">Pupil</th>
                <th scope="col">What is wrong</th>
              </tr>
            </thead>
            <tbody>
              {data.problems.slice(0, 200).map((problem) => (
                <tr key={`${problem.line} ${problem.field}`}>
                  <td>{problem.line}</td>
                  <td>{problem.label}</td>
                  <td data-name>
                    <Link to={`/people/${problem.studentId}`}>{problem.name}</Link>
                  </td>
                  <td>{problem.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data.leftOut > 0 && (
        <p>
          <label>
            <input
              type="checkbox"
              checked={leaveOut}
              onChange={(event) => setLeaveOut(event.target.checked)}
            />{' '}
            Write the right records, and leave {data.leftOut === 1 ? 'this one' : `these ${data.leftOut}`} out
          </label>
        </p>
      )}
      <HandingFields value={handing} onChange={setHanding} />
      <Failed of={write.error} />
      {write.data?.saved && (
        <p className="notice" role="status">
          Written: {count(write.data.lines, 'record')}
          {write.data.leftOut > 0 && `, ${write.data.leftOut} left out`}. Hand it over through the state’s
          file transfer service.
        </p>
      )}
      <button
        type="button"
        className="main"
        disabled={blocked || write.isPending}
        onClick={() => write.mutate({ template, ...scope, leaveOut, ...handedBy(handing) })}
      >
        Write the file…
      </button>
    </section>
  );
}
