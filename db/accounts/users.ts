import type { Reader, Writer } from '#db/system/connection.ts';
import { sql } from '#db/system/connection.ts';
import type { UserTable } from '#db/system/schema.ts';
import type { Role } from '#domain/accounts/roles.ts';
import { Failure } from '#domain/system/failure.ts';

export interface SignedInUser {
  readonly id: string;
  readonly name: string;
  readonly roles: Role[];
}

export function listUsers(reader: Reader): (SignedInUser & { active: boolean })[] {
  return reader
    .all(sql.selectFrom('user').selectAll().orderBy('name'))
    .map((u) => ({ id: u.id, name: u.name, roles: JSON.parse(u.roles) as Role[], active: u.active === 1 }));
}

/** The person with that id, if they may sign in. */
export function activeUser(reader: Reader, userId: string): SignedInUser {
  const user = listUsers(reader).find((u) => u.id === userId && u.active);
  if (!user)
    throw new Failure(
      'not-allowed',
      'This person may no longer sign in here. Ask an administrator of your district.',
    );
  return { id: user.id, name: user.name, roles: user.roles };
}

/** The rows as they stand, for `keepUsers`. */
export const userRows = (reader: Reader): readonly UserTable[] =>
  reader.all(sql.selectFrom('user').selectAll());

/** Puts the accounts of one file into another of the same district. Whoever is only in that one may not sign in. */
export function keepUsers(writer: Writer, users: readonly UserTable[]): void {
  writer.run(sql.updateTable('user').set({ active: 0 }));
  for (const { id, ...row } of users)
    writer.run(
      sql
        .insertInto('user')
        .values({ id, ...row })
        .onConflict((known) => known.column('id').doUpdateSet(row)),
    );
}

export function addUser(writer: Writer, user: SignedInUser, at: string): void {
  if (listUsers(writer).some((u) => u.name.toLowerCase() === user.name.toLowerCase()))
    throw new Failure(
      'conflict',
      'Somebody with that name can sign in already. Add a middle initial or the school.',
      [{ field: 'name', message: 'This name is taken.' }],
    );
  writer.run(
    sql.insertInto('user').values({
      id: user.id,
      name: user.name,
      roles: JSON.stringify(user.roles),
      personId: null,
      active: 1,
      madeAt: at,
    }),
  );
}

/** There is always somebody who can administer the district. */
export function changeUser(writer: Writer, userId: string, roles: readonly Role[], active: boolean): void {
  const others = listUsers(writer).filter(
    (u) => u.id !== userId && u.active && u.roles.includes('administrator'),
  );
  if (others.length === 0 && !(active && roles.includes('administrator')))
    throw new Failure(
      'conflict',
      'This is the only administrator. Make somebody else an administrator first.',
    );
  const changed = writer.run(
    sql
      .updateTable('user')
      .set({ roles: JSON.stringify([...new Set(roles)]), active: active ? 1 : 0 })
      .where('id', '=', userId),
  );
  if (changed === 0) throw new Failure('not-found', 'That person is not in the list of those who sign in.');
}
