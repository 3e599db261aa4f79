import { Link } from 'react-router';

/** Who stays out of a file, and why; each name opens the pupil. */
export function LeftOutTable({
  pupils,
}: {
  pupils: readonly { readonly studentId: string; readonly name: string; readonly reason: string }[];
}) {
  if (pupils.length === 0) return null;
  return (
    <div className="scroll">
      <table>
        <caption>Left out</caption>
        <thead>
          <tr>
            <th scope="col">Pupil</th>
            <th scope="col">Why, and what to do</th>
          </tr>
        </thead>
        <tbody>
          {pupils.map(({ studentId, name, reason }) => (
            <tr key={`${studentId} ${reason}`}>
              <th scope="row" data-name>
                <Link to={`/people/${studentId}`}>{name}</Link>
              </th>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
