import { useRead } from '#renderer/bridge/use-call.ts';
import { DutyList } from '#renderer/enrollment/duty-list.tsx';
import { RequestTable } from '#renderer/enrollment/request-table.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

/** Records to send and to get, and what new pupils still owe. A new request begins on the pupil's page. */
export default function RecordsPage() {
  const requests = useRead('records.requests', {});
  const duties = useRead('records.duties', {});
  return (
    <>
      <h1>Records requests</h1>
      <p className="soft">
        Records go out within five working days of the school calendar. A new request is entered on the
        pupil’s page, under Records.
      </p>
      <Failed of={requests.error ?? duties.error} />
      <section className="card" aria-labelledby="requests">
        <h2 id="requests">Requests</h2>
        <RequestTable rows={requests.data ?? []} withName />
      </section>
      <section className="card" aria-labelledby="duties">
        <h2 id="duties">First enrollments</h2>
        {duties.data?.length === 0 && <p className="soft">Nothing is open.</p>}
        <DutyList rows={duties.data ?? []} withName />
      </section>
    </>
  );
}
