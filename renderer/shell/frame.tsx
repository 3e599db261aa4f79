import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { NavLink, Route, Routes, useLocation, useNavigate } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { CallInPad } from '#renderer/attendance/call-in-pad.tsx';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Announcer } from '#renderer/shell/announce.tsx';
import { FindAnything } from '#renderer/shell/find-anything.tsx';
import { NoSuchScreen } from '#renderer/shell/no-such-screen.tsx';
import { ScreenGuard } from '#renderer/shell/screen-guard.tsx';
import { screens, screensFor } from '#renderer/shell/screens.ts';
import { StateChip } from '#renderer/sync/state-chip.tsx';
import { TodayPage } from '#renderer/today/today-page.tsx';
import styles from './frame.module.css';

type Status = Output<'district.status'>;

const pages: readonly { path: string; page: ReturnType<typeof lazy> }[] = screens
  .filter((screen) => screen.load !== undefined)
  .map((screen) => ({
    path: screen.route ?? screen.path,
    page: lazy(screen.load as NonNullable<typeof screen.load>),
  }));

/** The office: rail on the left, find and the state of the sync on top, one screen at a time. */
export function Frame({
  status,
  onSignOut,
  onLock,
}: {
  status: Status;
  onSignOut: () => void;
  onLock: () => void;
}) {
  const signOut = useCommand('accounts.sign-out');
  const [finding, setFinding] = useState(false);
  const [callIn, setCallIn] = useState(false);
  const [hidden, setHidden] = useState(false);
  const main = useRef<HTMLElement>(null);
  const navigate = useNavigate();
  const { pathname } = useLocation();

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setFinding(true);
      } else if (event.key === 'F2') {
        event.preventDefault();
        setCallIn(true);
      } else if (event.key === 'F1') {
        event.preventDefault();
        void navigate(`/help?from=${encodeURIComponent(pathname)}`);
      } else if (event.key === 'F6') {
        event.preventDefault();
        nextRegion(event.shiftKey);
      } else if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === 'p') {
        event.preventDefault();
        setHidden((now) => !now);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, pathname]);

  return (
    <div className={styles.frame} data-privacy={hidden || undefined}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <nav className={styles.rail} aria-label="Screens" data-region tabIndex={-1}>
        <p className={styles.name}>Hi-Line</p>
        <ul>
          {screensFor(status.user?.roles ?? [])
            .filter((screen) => screen.inRail)
            .map((screen) => (
              <li key={screen.path}>
                <NavLink
                  to={screen.path}
                  end={screen.path === '/'}
                  className={({ isActive }) => (isActive ? styles.on : '')}
                >
                  {screen.title}
                </NavLink>
              </li>
            ))}
        </ul>
      </nav>
      <header className={styles.top} data-region tabIndex={-1}>
        <span className={styles.district} title={status.districtName ?? undefined}>
          {status.districtName}
          {status.practice && <strong className={styles.practice}>Practice</strong>}
        </span>
        <button type="button" className={styles.find} onClick={() => setFinding(true)}>
          Find anything <kbd>Ctrl K</kbd>
        </button>
        <button type="button" onClick={() => setCallIn(true)}>
          Call-in <kbd>F2</kbd>
        </button>
        <StateChip />
        <span className={styles.user}>{status.user?.name}</span>
        <button type="button" className="plain" onClick={onLock} title="Hides the screen until your password">
          Step away
        </button>
        <button type="button" className="plain" onClick={() => signOut.mutate({}, { onSuccess: onSignOut })}>
          Sign out
        </button>
      </header>
      <main id="main" ref={main} className={styles.page} tabIndex={-1} data-region>
        <ScreenGuard place={pathname}>
          <Suspense fallback={<p aria-busy="true">Opening…</p>}>
            <Routes>
              <Route path="/" element={<TodayPage status={status} />} />
              {pages.map(({ path, page: Page }) => (
                <Route key={path} path={path} element={<Page />} />
              ))}
              <Route path="*" element={<NoSuchScreen />} />
            </Routes>
          </Suspense>
        </ScreenGuard>
      </main>
      {finding && <FindAnything roles={status.user?.roles ?? []} onClose={() => setFinding(false)} />}
      {callIn && <CallInPad onClose={() => setCallIn(false)} />}
      <Announcer />
    </div>
  );
}

/** F6 goes from region to region: rail, top, page. */
function nextRegion(back: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const step = back ? regions.length - 1 : 1;
  const region = regions[(at + step) % regions.length];
  (region?.querySelector<HTMLElement>('a, button, input, select, [tabindex="0"]') ?? region)?.focus();
}
