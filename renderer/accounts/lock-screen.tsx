import { type FormEvent, type RefObject, useEffect, useId, useRef } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

/** The window is locked in its place: what was on screen is hidden, and is there again after the password. */
export function LockScreen({
  status,
  userName,
  place,
  onUnlock,
  onSignOut,
}: {
  status: Output<'district.status'>;
  /** Who was working. */
  userName: string;
  /** Where the keyboard was, and will be again. */
  place: RefObject<HTMLElement | null>;
  onUnlock: () => void;
  onSignOut: () => void;
}) {
  const signIn = useCommand('accounts.sign-in');
  const signOut = useCommand('accounts.sign-out');
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
    // A second Escape closes a dialog whatever its cancel event is told, so the key never gets that far.
    const keepShut = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') event.preventDefault();
    };
    document.addEventListener('keydown', keepShut, true);
    return () => {
      document.removeEventListener('keydown', keepShut, true);
      place.current?.focus();
    };
  }, [place]);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => String(form.get(name) ?? '');
    signIn.mutate({ name: text('user'), password: text('password') }, { onSuccess: onUnlock });
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => event.preventDefault()}
      // Closed by any other way, it is there again.
      onClose={() => dialog.current?.showModal()}
    >
      <h2 id={titleId}>Locked</h2>
      <p>Nobody was working, so the screen is hidden. Everything is saved; you go on where you were.</p>
      {status.practice && (
        <p className="notice">
          Practice district: the password is “practice”, unless somebody chose another.
        </p>
      )}
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor="unlock-user">Your name</label>
          <select id="unlock-user" name="user" defaultValue={userName}>
            {status.userNames.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
        <Field
          name="password"
          label="Password"
          type="password"
          required
          autoFocus
          autoComplete="current-password"
        />
        <Failed of={signIn.error} />
        <div className="row">
          <button type="submit" className="main" disabled={signIn.isPending}>
            Go on
          </button>
          <button
            type="button"
            className="plain"
            onClick={() => signOut.mutate({}, { onSuccess: onSignOut })}
          >
            Sign out
          </button>
        </div>
      </form>
    </dialog>
  );
}
