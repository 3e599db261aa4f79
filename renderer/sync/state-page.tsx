import { useState } from 'react';
import { Link } from 'react-router';
import { officeRoles } from '#domain/accounts/roles.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { screensFor } from '#renderer/shell/screens.ts';
import { momentInWords } from '#renderer/shell/words.ts';
import { ComparisonCard } from '#renderer/sync/comparison-card.tsx';
import { ConflictInbox } from '#renderer/sync/conflict-inbox.tsx';
import { ConnectForm } from '#renderer/sync/connect-form.tsx';
import { DecisionLog } from '#renderer/sync/decision-log.tsx';
import { FetchProgress } from '#renderer/sync/fetch-progress.tsx';
import { MergedList } from '#renderer/sync/merged-list.tsx';
import { NoticesList } from '#renderer/sync/notices-list.tsx';
import { RemovalsQuestion } from '#renderer/sync/removals-question.tsx';
import { WaitingTable } from '#renderer/sync/waiting-table.tsx';

const MORE = new Set(['/state-numbers', '/moves', '/connection']);

/** Everything between this office and the state: what waits, what needs a person, what was merged. */
export default function StatePage() {
  const status = useRead('sync.status', {}, { keepPrevious: true });
  const district = useRead('district.status', {});
  const roles = district.data?.user?.roles ?? [];
  const isOffice = roles.some((role) => officeRoles.includes(role));
  const run = useCommand('sync.run');
  const [connecting, setConnecting] = useState(false);
  const state = status.data?.state;
  const received = status.data?.lastReceived;
  return (
    <>
      <div className="row">
        <h1>State</h1>
        {state === 'not-connected' || state === 'stopped' ? (
          <button type="button" className="main" onClick={() => setConnecting(true)}>
            {state === 'stopped' ? 'Connect again' : 'Connect to the state'}
          </button>
        ) : (
          <button type="button" className="main" disabled={run.isPending} onClick={() => run.mutate({})}>
            {run.isPending ? 'Sending…' : 'Send now'}
          </button>
        )}
      </div>
      <p>Everything here is saved on this computer.</p>
      <nav aria-label="More about the state" className="row">
        {screensFor(roles)
          .filter(({ path }) => MORE.has(path))
          .map(({ path, title }) => (
            <Link key={path} to={path}>
              {title}
            </Link>
          ))}
      </nav>
      {status.data && (
        <p role="status">
          {status.data.words}{' '}
          {received &&
            `Last received by the state ${momentInWords(received.at)}${received.receipt ? `, receipt ${received.receipt}` : ''}.`}
        </p>
      )}
      {/* What went well stands in the line above, which also knows of what was saved since. */}
      {run.data && run.data.outcome !== 'done' && run.data.words !== status.data?.words && (
        <p className="notice">{run.data.words}</p>
      )}
      <Failed of={run.error ?? status.error} />
      {status.data?.fetching && <FetchProgress fetching={status.data.fetching} />}
      {isOffice && <RemovalsQuestion />}
      {isOffice && (
        <>
          <ConflictInbox />
          <WaitingTable />
          <MergedList />
          <DecisionLog />
        </>
      )}
      {isOffice && state !== 'not-connected' && <ComparisonCard />}
      {isOffice && <NoticesList />}
      {connecting && <ConnectForm onClose={() => setConnecting(false)} />}
    </>
  );
}
