import { useState } from 'react';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';

/** A further computer of an office that has Hi-Line: it gets a code of its own, and the records come from the state. */
export function JoinForm({ onMade, onOpen }: { onMade: (recoveryKey: string) => void; onOpen: () => void }) {
  const join = useCommand('district.join');
  const [mismatch, setMismatch] = useState(false);
  return (
    <section className="card">
      <h2>This office has Hi-Line on another computer</h2>
      <details>
        <summary>Connect this computer too</summary>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const text = (name: string): string => String(form.get(name) ?? '').trim();
            setMismatch(text('password') !== text('again'));
            if (text('password') !== text('again')) return;
            join.mutate(
              {
                url: text('url'),
                code: text('code'),
                deviceName: text('deviceName'),
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
          }}
        >
          <p>The records come from the state, so first let the other computer send everything.</p>
          <Field name="url" label="Address of the state" type="url" placeholder="https://…" required />
          <Field
            name="code"
            label="One-time code for this computer"
            required
            hint="From the state, good for one day and one computer."
            autoComplete="off"
          />
          <Field name="deviceName" label="Name of this computer" defaultValue="Second computer" required />
          <Field name="administrator" label="Your name here" required />
          <Field name="password" label="Password here" type="password" required minLength={8} />
          <Field
            name="again"
            label="Password here once more"
            type="password"
            required
            problem={mismatch ? 'The two passwords are not the same. Type both again.' : undefined}
          />
          <Failed of={join.error} />
          <button type="submit" className="main" disabled={join.isPending}>
            {join.isPending ? 'Connecting…' : 'Connect this computer'}
          </button>
        </form>
      </details>
    </section>
  );
}
