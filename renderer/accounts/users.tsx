import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Role, roleLabels } from '#domain/accounts/roles.ts';
import type { Output } from '#electron/contract/contract.ts';
import { RoleFields } from '#renderer/accounts/role-fields.tsx';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog, typedIn } from '#renderer/shell/form-dialog.tsx';

type User = Output<'accounts.list'>[number];

/** Who may sign in, in which roles; the last administrator stays one. */
export function Users() {
  const client = useQueryClient();
  const users = useRead('accounts.list', {});
  const change = useCommand('accounts.change');
  const [editing, setEditing] = useState<User | null>(null);
  const refresh = (): void => {
    void users.refetch();
    // The person signed in may have changed their own roles.
    void client.invalidateQueries({ queryKey: ['district.status'] });
  };
  return (
    <section className="card" aria-labelledby="users">
      <h2 id="users">Who may sign in</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Roles</th>
            <th scope="col">
              <span className="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {users.data?.map((user) => (
            <tr key={user.id}>
              <th scope="row">{user.name}</th>
              <td>{user.roles.map((role) => roleLabels[role]).join(', ')}</td>
              <td>
                <button type="button" className="plain" onClick={() => setEditing(user)}>
                  Change roles<span className="unseen"> of {user.name}</span>
                </button>{' '}
                <button
                  type="button"
                  className="plain"
                  onClick={() =>
                    change.mutate(
                      { userId: user.id, roles: user.roles, active: !user.active },
                      { onSuccess: refresh },
                    )
                  }
                >
                  {user.active ? 'Stop' : 'Allow again'}
                  <span className="unseen"> {user.name}</span>
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Failed of={users.error ?? change.error} />
      <AddUser onAdded={refresh} />
      {editing && (
        <RolesForm
          user={editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            refresh();
          }}
        />
      )}
    </section>
  );
}

function RolesForm({ user, onClose, onSaved }: { user: User; onClose: () => void; onSaved: () => void }) {
  const change = useCommand('accounts.change');
  const [roles, setRoles] = useState<readonly Role[]>(user.roles);
  return (
    <FormDialog
      title={`Roles of ${user.name}`}
      saving={change}
      onClose={onClose}
      onSave={() =>
        change.mutate(
          { userId: user.id, roles: [...roles], active: user.active },
          {
            onSuccess: () => {
              announce(`The roles of ${user.name} are changed`);
              onSaved();
            },
          },
        )
      }
    >
      <RoleFields value={roles} onChange={setRoles} />
      <p className="soft small">
        They hold from the next thing this person does. Somebody always stays administrator.
      </p>
    </FormDialog>
  );
}

function AddUser({ onAdded }: { onAdded: () => void }) {
  const add = useCommand('accounts.add');
  const [roles, setRoles] = useState<readonly Role[]>(['secretary']);
  return (
    <>
      <h3>Add somebody</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const { text, exact } = typedIn(form);
          add.mutate(
            { name: text('name'), password: exact('password'), roles: [...roles] },
            {
              onSuccess: () => {
                form.reset();
                onAdded();
              },
            },
          );
        }}
      >
        <div className="row">
          <Field name="name" label="Name" required />
          <Field
            name="password"
            label="First password"
            type="password"
            minLength={8}
            required
            autoComplete="new-password"
          />
        </div>
        <RoleFields value={roles} onChange={setRoles} />
        <Failed of={add.error} />
        <button type="submit" disabled={roles.length === 0 || add.isPending}>
          Add
        </button>
      </form>
    </>
  );
}
