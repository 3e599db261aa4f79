import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { FirstRun } from '#renderer/accounts/first-run.tsx';
import { LockScreen } from '#renderer/accounts/lock-screen.tsx';
import { RecoveryKeySheet } from '#renderer/accounts/recovery-key-sheet.tsx';
import { SignIn } from '#renderer/accounts/sign-in.tsx';
import { useIdle } from '#renderer/accounts/use-idle.ts';
import { forgetSteps } from '#renderer/attendance/session-steps.ts';
import { call } from '#renderer/bridge/call.ts';
import { useRead, useRecordEvents } from '#renderer/bridge/use-call.ts';
import { Frame } from '#renderer/shell/frame.tsx';

/** First run, sign-in or the office, as the district file has it. */
export function App() {
  const client = useQueryClient();
  const status = useRead('district.status', {});
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  /** Who is at work in this window; their place is kept while it is locked. */
  const [atWork, setAtWork] = useState<typeof status.data | null>(null);
  if (status.data?.state === 'open' && atWork !== status.data) setAtWork(status.data);

  const startOver = useCallback((): void => {
    setAtWork(null);
    forgetSteps();
    void client.resetQueries();
  }, [client]);
  const look = useCallback((): void => {
    void client.invalidateQueries({ queryKey: ['district.status'] });
  }, [client]);
  const lock = useCallback((): void => {
    void call('accounts.lock', {}).finally(look);
  }, [look]);
  const unlocked = useCallback((): void => {
    void client.invalidateQueries();
  }, [client]);
  useRecordEvents(look);
  const open = status.data?.state === 'open' ? status.data : undefined;
  useIdle(open ? open.idleMinutes : null, lock);
  const office = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && office.current?.contains(target)) place.current = target;
    };
    window.addEventListener('focusin', onFocus);
    return () => window.removeEventListener('focusin', onFocus);
  }, []);

  if (status.error && !status.data)
    return (
      <main className="card" role="alert">
        <h1>Hi-Line cannot start</h1>
        <p>{status.error.message}</p>
        <button type="button" onClick={startOver}>
          Try again
        </button>
      </main>
    );
  if (!status.data) return <main aria-busy="true" />;
  if (recoveryKey) return <RecoveryKeySheet recoveryKey={recoveryKey} onDone={() => setRecoveryKey(null)} />;
  if (status.data.state === 'none') return <FirstRun onMade={setRecoveryKey} onOpen={startOver} />;
  if (!atWork?.user) return <SignIn status={status.data} onOpen={startOver} />;
  return (
    <>
      <div ref={office} inert={!open} className={open ? undefined : 'locked'}>
        <Frame key={atWork.user.id} status={open ?? atWork} onSignOut={startOver} onLock={lock} />
      </div>
      {!open && (
        <LockScreen
          status={status.data}
          userName={atWork.user.name}
          place={place}
          onUnlock={unlocked}
          onSignOut={startOver}
        />
      )}
    </>
  );
}
