import { changeUser, listUsers } from '#db/accounts/users.ts';
import { setSetting } from '#db/system/settings.ts';
import type { accountsContract } from '#electron/contract/accounts.contract.ts';
import type { AreaHandlers, OpenHandlers } from '#electron/data-process/call.ts';

type Before = 'accounts.sign-in' | 'accounts.sign-out' | 'accounts.recover';

export const signInHandlers: OpenHandlers<Before> = {
  'accounts.sign-in': ({ name, password }, { district }) => district.signIn(name, password),
  'accounts.sign-out': async (_input, { district }) => {
    await district.signOut();
    return { done: true };
  },
  'accounts.recover': ({ name, recoveryKey, newPassword }, { district }) =>
    district.recover(name, recoveryKey, newPassword),
};

export const accountsHandlers: AreaHandlers<Exclude<keyof typeof accountsContract, Before>> = {
  'accounts.lock': (_input, { district }) => {
    district.lock();
    return { done: true };
  },
  'accounts.set-idle-lock': ({ minutes }, { file }) => {
    file.writeLocal((writer) => setSetting(writer, 'idleMinutes', String(minutes)));
    return { done: true };
  },
  'accounts.list': (_input, { file }) => listUsers(file.reader),
  'accounts.add': async ({ name, roles, password }, { district, newId }) => {
    const user = { id: newId(), name, roles };
    await district.addUser(user, password);
    return user;
  },
  'accounts.change': ({ userId, roles, active }, { file }) => {
    file.writeLocal((writer) => changeUser(writer, userId, roles, active));
    return { done: true };
  },
  'accounts.change-password': async ({ oldPassword, newPassword }, { district }) => {
    await district.changePassword(oldPassword, newPassword);
    return { done: true };
  },
};
