import { Link, useSearchParams } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { ExitList } from '#renderer/special-education/exit-list.tsx';
import { ExitsOfYear } from '#renderer/special-education/exits-of-year.tsx';
import { PlanEditor } from '#renderer/special-education/plan-editor.tsx';
import { PlanList } from '#renderer/special-education/plan-list.tsx';
import { RightsCard } from '#renderer/special-education/rights-card.tsx';

/** Special education: the list, or one plan. */
export default function IepPage() {
  const [search] = useSearchParams();
  const id = search.get('plan');
  const pupil = search.get('pupil');
  return (
    <>
      <h1>Special education</h1>
      {id ? (
        <OnePlan id={id} />
      ) : (
        <>
          <p>
            <Link to="/programs/due" className="button">
              What is due
            </Link>
          </p>
          <PlanList {...(pupil ? { studentId: pupil } : {})} />
          {pupil ? (
            <>
              <ExitList studentId={pupil} link={null} />
              <RightsCard studentId={pupil} open={false} />
            </>
          ) : (
            <ExitsOfYear />
          )}
        </>
      )}
    </>
  );
}

function OnePlan({ id }: { id: string }) {
  const plan = useRead('special-education.plan', { id });
  if (!plan.data) return <Failed of={plan.error} />;
  return <PlanEditor key={`${plan.data.id} ${plan.data.status}`} plan={plan.data} />;
}
