import { type FormEvent, useState } from 'react';
import { JoinForm } from '#renderer/accounts/join-form.tsx';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import styles from './gate.module.css';

/** Nothing is here yet: name the district and its first administrator, or practise with invented people. */
export function FirstRun({ onMade, onOpen }: { onMade: (recoveryKey: string) => void; onOpen: () => void }) {
  const create = useCommand('district.create');
  const sample = useCommand('district.open-sample');
  const [mismatch, setMismatch] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => String(form.get(name) ?? '');
    setMismatch(text('password') !== text('again'));
    if (text('password') !== text('again')) return;
    const number = text('number').trim();
    create.mutate(
      {
        name: text('name'),
        ...(number ? { number } : {}),
        administrator: text('administrator'),
        password: text('password'),
      },
      {
        onSuccess: ({ recoveryKey }) => {
          onMade(recoveryKey);
          onOpen();
        },
      },
    );
  };

  return (
    <main className={styles.gate}>
      <h1>Welcome to Hi-Line</h1>
      <p>Student records for a small school, kept on this computer. No internet is needed.</p>
      <div className={styles.two}>
        <form className="card" onSubmit={submit}>
          <h2>Start your district</h2>
          <Field name="name" label="District name" required autoFocus />
          <Field
            name="number"
            label="District number (school system code)"
            hint="Four characters, like 0123. You can add it later."
            maxLength={4}
          />
          <Field
            name="administrator"
            label="Your name"
            required
            hint="You will be the first administrator."
          />
          <Field
            name="password"
            label="Password"
            type="password"
            required
            minLength={8}
            hint="At least 8 characters. Three words in a row work well."
          />
          <Field
            name="again"
            label="Password once more"
            type="password"
            required
            problem={mismatch ? 'The two passwords are not the same. Type both again.' : undefined}
          />
          <Failed of={create.error} />
          <button type="submit" className="main" disabled={create.isPending}>
            Make the district
          </button>
        </form>
        <div>
          <JoinForm onMade={onMade} onOpen={onOpen} />
          <section className="card">
            <h2>Look around first</h2>
            <p>
              The practice district has 64 invented pupils in two schools. Everything works there, and
              everything is clearly marked as practice.
            </p>
            <Failed of={sample.error} />
            <button
              type="button"
              disabled={sample.isPending}
              onClick={() => sample.mutate({}, { onSuccess: onOpen })}
            >
              {sample.isPending ? 'Opening…' : 'Open the practice district'}
            </button>
          </section>
        </div>
      </div>
    </main>
  );
}
