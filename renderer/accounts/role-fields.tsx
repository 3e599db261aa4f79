import { roles as allRoles, type Role, roleLabels } from '#domain/accounts/roles.ts';

/** One box a role; a person may hold several. */
export function RoleFields({
  value,
  onChange,
}: {
  value: readonly Role[];
  onChange: (roles: readonly Role[]) => void;
}) {
  return (
    <fieldset>
      <legend>Roles</legend>
      {allRoles.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={value.includes(role)}
            onChange={(event) =>
              onChange(event.target.checked ? [...value, role] : value.filter((one) => one !== role))
            }
          />{' '}
          {roleLabels[role]}{' '}
        </label>
      ))}
    </fieldset>
  );
}
