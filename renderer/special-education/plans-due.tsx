import { Link } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { DueCells } from '#renderer/programs/due-cells.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

type Line = Output<'special-education.due'>[number];

/** Reviews, evaluations, plans to lock and exits to enter. Only for those who may see plans. */
export function PlansDue() {
  const list = useRead('special-education.due', {});
  return (
    <section className="card" aria-labelledby="plans-due">
      <div className="row">
        <h2 id="plans-due">Special education{list.data && ` (${list.data.length})`}</h2>
        <Link className="button" to="/reports?report=special-education-due">
          Print
        </Link>
      </div>
      <Failed of={list.error} />
      {list.data?.length === 0 && <p role="status">Nothing is due in special education.</p>}
      {list.data && list.data.length > 0 && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Grade</th>
                <th scope="col">What</th>
                <th scope="col">Due</th>
                <th scope="col">By which rule</th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((line) => (
                <tr key={`${line.studentId} ${line.rule} ${line.planId} ${line.exitId}`}>
                  <th scope="row" data-name>
                    <Link to={placeOf(line)}>{line.name}</Link>
                  </th>
                  <DueCells line={line} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const placeOf = ({ planId, exitId, studentId }: Line): string =>
  planId === null
    ? `/people/${studentId}?fix=specialEducationExit.exitedOn${exitId === null ? '' : `&record=${exitId}`}`
    : `/iep?plan=${planId}`;
