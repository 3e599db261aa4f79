import { Link } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { DueTable } from '#renderer/programs/due-table.tsx';
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
      {list.data && list.data.length > 0 && <DueTable lines={list.data} keyOf={keyOf} placeOf={placeOf} />}
    </section>
  );
}

const keyOf = ({ studentId, rule, planId, exitId }: Line): string =>
  `${studentId} ${rule} ${planId} ${exitId}`;

const placeOf = ({ planId, exitId, rights, studentId }: Line): string =>
  rights
    ? `/people/${studentId}?fix=rightsNotice.toldOn`
    : planId === null
      ? `/people/${studentId}?fix=specialEducationExit.exitedOn${exitId === null ? '' : `&record=${exitId}`}`
      : `/iep?plan=${planId}`;
