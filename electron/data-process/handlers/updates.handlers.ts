import { setSetting, setting } from '#db/system/settings.ts';
import { Failure } from '#domain/system/failure.ts';
import type { updatesContract } from '#electron/contract/updates.contract.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';
import { copyNow } from '#electron/data-process/copies.ts';

const addressOf = ({ file }: SignedInCall): string | null => setting(file.reader, 'updateAddress') || null;

export const updatesHandlers: AreaHandlers<keyof typeof updatesContract> = {
  'updates.status': async (_input, call) => ({
    ...(await call.desktop.updateState()),
    address: addressOf(call),
  }),

  'updates.set-address': ({ address }, { file }) => {
    // Only this computer itself may be asked without a certificate.
    if (
      address !== null &&
      !/^https:/.test(address) &&
      !/^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(address)
    )
      throw new Failure(
        'invalid-input',
        'Newer versions come from an address that begins with https:// only.',
        [{ field: 'address', message: 'Begins with https://.' }],
      );
    file.writeLocal((writer) => setSetting(writer, 'updateAddress', address ?? ''));
    return { done: true };
  },

  'updates.check': (_input, call) => {
    const address = addressOf(call);
    if (address === null)
      throw new Failure(
        'conflict',
        'There is no address to look for newer versions at. Enter the one your Hi-Line came with, or install from a stick.',
      );
    return call.desktop.checkForUpdate(address);
  },

  'updates.download': (_input, { desktop }) => desktop.downloadUpdate(),

  'updates.install': async (_input, call) => {
    const { file, district, desktop } = call;
    if ((await desktop.updateState()).state !== 'ready')
      throw new Failure('conflict', 'The new version is not here yet. Fetch it first.');
    if (file.longWork)
      throw new Failure('locked', 'Records are being brought in. Restart when that is done.');
    if (district.schedule?.progress)
      throw new Failure(
        'locked',
        'Records are being sent. Restart when that is done; it takes a moment only.',
      );
    await copyNow(call);
    await desktop.installUpdate();
    return { done: true };
  },
};
