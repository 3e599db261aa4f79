import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Users } from '#renderer/accounts/users.tsx';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { Copies } from '#renderer/system/copies.tsx';
import { DistrictForm } from '#renderer/system/district-form.tsx';
import { Updates } from '#renderer/system/updates.tsx';

/** Who may sign in, copies of the records, the password, and the way to the import. */
export default function SettingsPage() {
  const status = useRead('district.status', {});
  const isAdministrator = status.data?.user?.roles.includes('administrator') ?? false;
  return (
    <>
      <h1>Settings</h1>
      <p>
        <Link to="/import">Import files</Link> from the state or another system.{' '}
        <Link to="/settings/lists">Lists, layouts and rules</Link> that the state may change.{' '}
        <Link to="/staff">Staff</Link>: who works here.
      </p>
      <Copies isAdministrator={isAdministrator} />
      {isAdministrator && <DistrictForm />}
      {isAdministrator && <Users />}
      {isAdministrator && <Updates />}
      {isAdministrator && status.data && <IdleLock minutes={status.data.idleMinutes} />}
      <Password />
    </>
  );
}

function IdleLock({ minutes }: { minutes: number }) {
  const client = useQueryClient();
  const set = useCommand('accounts.set-idle-lock');
  return (
    <section className="card">
      <h2>Lock when nobody works</h2>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = Number(new FormData(event.currentTarget).get('minutes'));
          set.mutate(
            { minutes: typed },
            {
              onSuccess: () => {
                announce('Saved');
                void client.invalidateQueries({ queryKey: ['district.status'] });
              },
            },
          );
        }}
      >
        <Field
          name="minutes"
          label="Minutes without a key or a click"
          type="number"
          min={2}
          max={120}
          defaultValue={minutes}
          required
        />
        <button type="submit" disabled={set.isPending}>
          Save the minutes
        </button>
      </form>
      <Failed of={set.error} />
    </section>
  );
}

function Password() {
  const change = useCommand('accounts.change-password');
  return (
    <section className="card">
      <h2>Your password</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const data = new FormData(form);
          change.mutate(
            { oldPassword: String(data.get('oldPassword')), newPassword: String(data.get('newPassword')) },
            { onSuccess: () => form.reset() },
          );
        }}
      >
        <div className="row">
          <Field
            name="oldPassword"
            label="Present password"
            type="password"
            required
            autoComplete="current-password"
          />
          <Field
            name="newPassword"
            label="New password"
            type="password"
            minLength={8}
            required
            autoComplete="new-password"
          />
        </div>
        <Failed of={change.error} />
        {change.isSuccess && <p role="status">The password is changed.</p>}
        <button type="submit">Change the password</button>
      </form>
    </section>
  );
}
