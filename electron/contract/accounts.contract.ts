import { z } from 'zod';
import { everyRole, roles } from '#domain/accounts/roles.ts';
import { signedInUser } from '#electron/contract/district.contract.ts';
import { command, query } from '#electron/contract/entry.ts';
import { done, id, nothing, shortText } from '#electron/contract/shapes.ts';

const password = z
  .string()
  .min(8, 'A password has at least 8 characters. Three words in a row work well.')
  .max(500);

export const accountsContract = {
  'accounts.sign-in': command({
    about: 'Opens the district file for one person.',
    roles: 'anyone',
    input: z.strictObject({ name: shortText, password: z.string().max(500) }),
    output: signedInUser,
  }),
  'accounts.sign-out': command({
    about: 'Closes the district file. Everything is saved already.',
    roles: 'anyone',
    input: nothing,
    output: done,
  }),
  'accounts.lock': command({
    about:
      'Locks the window where it stands: nothing is read or written from it until somebody signs in again.',
    roles: everyRole,
    input: nothing,
    output: done,
  }),
  'accounts.set-idle-lock': command({
    about: 'After how many minutes without a key or a click the window locks.',
    roles: ['administrator'],
    input: z.strictObject({
      minutes: z.number().int().min(2, 'Two minutes at least.').max(120, 'Two hours at most.'),
    }),
    output: done,
  }),
  'accounts.recover': command({
    about: 'Sets a new password with the printed recovery key, for somebody who forgot theirs.',
    roles: 'anyone',
    input: z.strictObject({ name: shortText, recoveryKey: z.string().max(200), newPassword: password }),
    output: signedInUser,
  }),
  'accounts.list': query({
    about: 'Everybody who may sign in, with their roles.',
    roles: everyRole,
    input: nothing,
    output: z.array(signedInUser.extend({ active: z.boolean() })),
  }),
  'accounts.add': command({
    about: 'Lets one more person sign in.',
    roles: ['administrator'],
    input: z.strictObject({
      name: shortText,
      roles: z.array(z.enum(roles)).min(1, 'Choose at least one role.'),
      password,
    }),
    output: signedInUser,
  }),
  'accounts.change': command({
    about:
      'Changes the roles of a person, or stops them from signing in. The last administrator stays; new roles hold from the next call.',
    roles: ['administrator'],
    input: z.strictObject({
      userId: id,
      roles: z.array(z.enum(roles)).min(1, 'Choose at least one role.'),
      active: z.boolean(),
    }),
    output: done,
  }),
  'accounts.change-password': command({
    about: 'Changes the password of the person signed in.',
    roles: everyRole,
    input: z.strictObject({ oldPassword: z.string().max(500), newPassword: password }),
    output: done,
  }),
};
