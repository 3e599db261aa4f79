import { closedNow } from '#db/sync/closed-times.ts';
import { connectionOf } from '#db/sync/sync-state.ts';
import type { networkContract } from '#electron/contract/network.contract.ts';
import { askState } from '#electron/data-process/ask-state.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';
import { changeSecret } from '#sync/change-secret.ts';
import { testConnection } from '#sync/connection-test.ts';
import { proxySetting, setProxy } from '#sync/proxy-setting.ts';

export const networkHandlers: AreaHandlers<keyof typeof networkContract> = {
  'network.test': (_input, { file, district, clock }) =>
    testConnection(district.transport, connectionOf(file.reader), {
      now: () => clock.now(),
      closed: closedNow(file.reader, clock.now())?.words ?? null,
    }),

  'network.change-secret': async (_input, call) => {
    await askState(call, () => changeSecret(call.file, call.district.transport, call.clock));
    return { done: true };
  },

  'network.proxy': (_input, { file }) => {
    const setting = proxySetting(file.reader);
    return {
      mode: setting.mode,
      address: setting.mode === 'manual' ? setting.address.replace(/:[^:@/]*@/, '@') : null,
    };
  },

  'network.set-proxy': ({ mode, address = '' }, { file, district }) => {
    file.writeLocal((writer) => setProxy(writer, mode === 'manual' ? { mode, address } : { mode }));
    district.schedule?.start();
    return { done: true };
  },
};
