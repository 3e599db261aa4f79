import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';
import {
  type Handing,
  HandingFields,
  handedBy,
  plainHanding,
} from '#renderer/state-files/handing-fields.tsx';
import { LeftOutTable } from '#renderer/state-files/left-out-table.tsx';

/** The missing-child photo repository: who goes, who stays out and why, then the package. */
export default function PhotosPage() {
  const preview = useRead('feeds.photo-preview', {});
  const write = useCommand('feeds.photos');
  const [handing, setHanding] = useState<Handing>(plainHanding);
  const data = preview.data;
  return (
    <>
      <h1>Photo repository</h1>
      <p className="soft">
        Photos for the state’s missing-child repository (MCA 20-7-1317). Only pupils whose parents opted in
        for this school year, and only photos less than two years old. Nothing but the picture is in the
        files; they are named by State ID. Photos lie on the computer where they were added alone: make the
        package there. <Link to="/collections/files">State files</Link>
      </p>
      <Failed of={preview.error} />
      {data && (
        <section className="card" aria-labelledby="photo-package">
          <h2 id="photo-package">{schoolYearInWords(data.endYear)}</h2>
          <p role="status">
            {count(data.included.length, 'photo')} would go ({Math.ceil(data.bytes / 1024)} KB),{' '}
            {data.leftOut.length} left out. {count(data.optedOut, 'pupil')} opted out;{' '}
            {count(data.notAsked, 'pupil')} without an answer this year.
          </p>
          {data.missingNumber && (
            <p className="notice care">
              {data.missingNumber} <Link to="/settings">Open settings</Link>
            </p>
          )}
          {data.included.length > 0 && (
            <div className="scroll">
              <table>
                <caption>In the package</caption>
                <thead>
                  <tr>
                    <th scope="col">Pupil</th>
                    <th scope="col">State ID</th>
                    <th scope="col">Taken</th>
                    <th scope="col" className="number">
                      KB
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.included.map((one) => (
                    <tr key={one.studentId}>
                      <th scope="row" data-name>
                        <Link to={`/people/${one.studentId}`}>{one.name}</Link>
                      </th>
                      <td>{one.stateId}</td>
                      <td>{dateInWords(one.takenOn)}</td>
                      <td className="number">{Math.ceil(one.bytes / 1024)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <LeftOutTable pupils={data.leftOut} />
          <HandingFields value={handing} onChange={setHanding} />
          <Failed of={write.error} />
          {write.data?.saved && (
            <p className="notice" role="status">
              Written: {count(write.data.photos, 'photo')}
              {write.data.leftOut > 0 && `, ${write.data.leftOut} left out`}. Hand it over through the state’s
              file transfer service.
            </p>
          )}
          <button
            type="button"
            className="main"
            disabled={data.included.length === 0 || data.missingNumber !== null || write.isPending}
            onClick={() => write.mutate(handedBy(handing))}
          >
            Write the package…
          </button>
        </section>
      )}
    </>
  );
}
