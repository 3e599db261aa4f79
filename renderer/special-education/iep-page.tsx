import { useSearchParams } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { PlanEditor } from '#renderer/special-education/plan-editor.tsx';
import { PlanList } from '#renderer/special-education/plan-list.tsx';

/** Special education: the list, or one plan. */
export default function IepPage() {
  const [search] = useSearchParams();
  const id = search.get('plan');
  return (
    <>
      <h1>Special education</h1>
      {id ? <OnePlan id={id} /> : <PlanList />}
    </>
  );
}

function OnePlan({ id }: { id: string }) {
  const plan = useRead('special-education.plan', { id });
  if (!plan.data) return <Failed of={plan.error} />;
  return <PlanEditor key={`${plan.data.id} ${plan.data.status}`} plan={plan.data} />;
}
