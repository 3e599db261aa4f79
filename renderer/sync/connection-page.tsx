import { useState } from 'react';
import { officeRoles } from '#domain/accounts/roles.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { PackageCard } from '#renderer/sync/package-card.tsx';

/** The way to the state: tested in words, the proxy, and the times in which the state is closed. */
export default function ConnectionPage() {
  const status = useRead('district.status', {});
  const isAdministrator = status.data?.user?.roles.includes('administrator') ?? false;
  const isOffice = status.data?.user?.roles.some((role) => officeRoles.includes(role)) ?? false;
  return (
    <>
      <h1>Connection</h1>
      <Test />
      <ProxyForm mayChange={isAdministrator} />
      {isOffice && <PackageCard isAdministrator={isAdministrator} />}
      <ClosedTimes />
    </>
  );
}

function Test() {
  const test = useRead('network.test', {}, { enabled: false });
  const found = test.data;
  return (
    <section className="card" aria-labelledby="test">
      <h2 id="test">Test the connection</h2>
      <p>Goes the way to the state step by step. Sends no records and changes nothing.</p>
      <button
        type="button"
        className="main"
        disabled={test.isFetching}
        onClick={() => void test.refetch().then(({ data }) => data && announce(`${data.words} ${data.todo}`))}
      >
        {test.isFetching ? 'Testing…' : 'Test now'}
      </button>
      <Failed of={test.error} />
      {found && (
        <div className={found.outcome === 'ok' ? 'notice' : 'notice care'}>
          <p>
            <strong>{found.words}</strong> {found.todo}
          </p>
          <ol>
            {found.steps.map((step) => (
              <li key={step.title}>
                <span aria-hidden="true">{step.ok ? '✓' : '!'}</span> {step.title}:{' '}
                <span className="unseen">{step.ok ? 'in order. ' : 'not in order. '}</span>
                {step.words}
              </li>
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

const MODES = [
  { code: 'system', label: 'As this computer does' },
  { code: 'none', label: 'Directly' },
  { code: 'manual', label: 'Through this proxy' },
] as const;
type Mode = (typeof MODES)[number]['code'];

function ProxyForm({ mayChange }: { mayChange: boolean }) {
  const proxy = useRead('network.proxy', {});
  const save = useCommand('network.set-proxy');
  const [chosen, setChosen] = useState<Mode | null>(null);
  const mode = chosen ?? proxy.data?.mode ?? 'system';
  if (!mayChange)
    return (
      <section className="card" aria-labelledby="proxy">
        <h2 id="proxy">Proxy</h2>
        <p>
          {MODES.find(({ code }) => code === mode)?.label}
          {proxy.data?.address && `: ${proxy.data.address}`}. An administrator can change it.
        </p>
      </section>
    );
  return (
    <section className="card" aria-labelledby="proxy">
      <h2 id="proxy">Proxy</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const address = String(new FormData(event.currentTarget).get('address') ?? '').trim();
          save.mutate(
            { mode, ...(mode === 'manual' ? { address } : {}) },
            {
              onSuccess: () => {
                announce('Saved on this computer');
                void proxy.refetch();
              },
            },
          );
        }}
      >
        <Choose
          label="How to reach the state"
          name="mode"
          value={mode}
          choices={MODES}
          onChange={(code) => setChosen(code as Mode)}
        />
        {mode === 'manual' && (
          <Field
            name="address"
            label="Address of the proxy"
            placeholder="proxy.school.org:8080"
            defaultValue={proxy.data?.address ?? ''}
            hint="With a name and password where it wants them: http://name:password@proxy.school.org:8080"
            required
            autoComplete="off"
          />
        )}
        <Failed of={save.error ?? proxy.error} />
        <button type="submit" disabled={save.isPending}>
          Save
        </button>
      </form>
    </section>
  );
}

function ClosedTimes() {
  const times = useRead('sync.closed-times', {});
  const moment = (text: string): string => `${dateInWords(text.slice(0, 10))}, ${text.slice(11)}`;
  if (!times.data) return <Failed of={times.error} />;
  const { weekly, dated, replaced, zone } = times.data;
  return (
    <section className="card" aria-labelledby="closed">
      <h2 id="closed">When the state is closed</h2>
      <p className="soft">
        In these times nothing is sent, and nothing is wrong. {replaced ? '' : '(Local default) '}Times of{' '}
        {zone.split('/').at(-1)?.replaceAll('_', ' ')}.
      </p>
      <ul>
        {weekly.map(({ from, to }) => (
          <li key={`${from.day} ${from.time}`}>
            Every {from.day} {from.time} to {to.day} {to.time}
          </li>
        ))}
        {dated.map(({ from, to, reason }) => (
          <li key={from}>
            {moment(from)} to {moment(to)}
            {reason && `: ${reason}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
