import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { FirstRun } from '#renderer/accounts/first-run.tsx';
import { RecoveryKeySheet } from '#renderer/accounts/recovery-key-sheet.tsx';
import { SignIn } from '#renderer/accounts/sign-in.tsx';
import { useRead, useRecordEvents } from '#renderer/bridge/use-call.ts';
import { Frame } from '#renderer/shell/frame.tsx';

/** First run, sign-in or the office, as the district file has it. */
export function App() {
  const client = useQueryClient();
  const status = useRead('district.status', {});
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  const reread = useCallback((): void => {
    void client.resetQueries();
  }, [client]);
  useRecordEvents(reread);

  if (status.error)
    return (
      <main className="card" role="alert">
        <h1>Hi-Line cannot start</h1>
        <p>{status.error.message}</p>
        <button type="button" onClick={reread}>
          Try again
        </button>
      </main>
    );
  if (!status.data) return <main aria-busy="true" />;
  if (recoveryKey) return <RecoveryKeySheet recoveryKey={recoveryKey} onDone={() => setRecoveryKey(null)} />;
  if (status.data.state === 'none') return <FirstRun onMade={setRecoveryKey} onOpen={reread} />;
  if (status.data.state === 'signed-out') return <SignIn status={status.data} onOpen={reread} />;
  return <Frame status={status.data} onSignOut={reread} />;
}
