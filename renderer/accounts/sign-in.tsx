import { type FormEvent, useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import styles from './gate.module.css';

/** Who is working? Pasting and password managers are welcome (WCAG 3.3.8). */
export function SignIn({ status, onOpen }: { status: Output<'district.status'>; onOpen: () => void }) {
  const signIn = useCommand('accounts.sign-in');
  const recover = useCommand('accounts.recover');
  const [forgotten, setForgotten] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => String(form.get(name) ?? '');
    if (forgotten)
      recover.mutate(
        { name: text('user'), recoveryKey: text('recoveryKey'), newPassword: text('newPassword') },
        { onSuccess: onOpen },
      );
    else signIn.mutate({ name: text('user'), password: text('password') }, { onSuccess: onOpen });
  };

  return (
    <main className={styles.narrow}>
      <h1>{status.districtName}</h1>
      {status.practice && (
        <p className="notice">
          Practice district: invented people. The password is “practice”, unless somebody chose another.
        </p>
      )}
      <form className="card" onSubmit={submit}>
        <div className="field">
          <label htmlFor="user">Your name</label>
          <select id="user" name="user">
            {status.userNames.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
        {forgotten ? (
          <>
            <Field name="recoveryKey" label="Recovery key (on the printed sheet)" required autoFocus />
            <Field name="newPassword" label="New password" type="password" required minLength={8} />
          </>
        ) : (
          <Field
            name="password"
            label="Password"
            type="password"
            required
            autoFocus
            autoComplete="current-password"
          />
        )}
        <Failed of={forgotten ? recover.error : signIn.error} />
        <div className="row">
          <button type="submit" className="main" disabled={signIn.isPending || recover.isPending}>
            {forgotten ? 'Set the new password' : 'Sign in'}
          </button>
          <button type="button" className="plain" onClick={() => setForgotten(!forgotten)}>
            {forgotten ? 'Back to the password' : 'I forgot my password'}
          </button>
        </div>
      </form>
    </main>
  );
}
