import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';

/** Seniors who graduated between the counts, with each condition of a request for increased ANB. */
export function EarlyView({ endYear }: { endYear: number }) {
  const list = useRead('collections.early-graduates', { endYear });
  if (!list.data) return <Failed of={list.error} />;
  return (
    <>
      <p>
        Counted in grade 12 in the fall and finished before the spring count. They matter only for a request
        for increased ANB. <Link to={`/reports?report=early-graduates&endYear=${endYear}`}>Print</Link>
      </p>
      <p role="status">
        {list.data.length === 0
          ? 'Nobody graduated between the two counts.'
          : `${list.data.filter(({ qualifies }) => qualifies === true).length} of ${list.data.length} may be named.`}
      </p>
      {list.data.length > 0 && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Pupil</th>
                <th scope="col">Last day</th>
                <th scope="col">Diploma</th>
                <th scope="col">May be named</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((line) => (
                <tr key={line.enrollmentId}>
                  <th scope="row" data-name>
                    <Link
                      to={`/people/${line.studentId}?fix=enrollment.diplomaDate&record=${line.enrollmentId}`}
                    >
                      {line.name}
                    </Link>
                  </th>
                  <td>{dateInWords(line.endDate)}</td>
                  <td>{line.diplomaDate ? dateInWords(line.diplomaDate) : 'no date'}</td>
                  <td>{line.qualifies === null ? 'not known' : line.qualifies ? 'yes' : 'no'}</td>
                  <td>
                    {line.checks.map(({ words, holds }) => (
                      <div key={words} className={holds === true ? 'soft' : 'wrong'}>
                        {words}
                      </div>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
