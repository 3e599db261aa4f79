import { readFile } from 'node:fs/promises';
import { carriedPackages } from '#db/sync/carried-packages.ts';
import { connectionOf } from '#db/sync/sync-state.ts';
import { Failure } from '#domain/system/failure.ts';
import type { packagesContract } from '#electron/contract/packages.contract.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';
import { refuseExisting, saveFile } from '#electron/data-process/save-file.ts';
import { takeNumberOfState } from '#electron/data-process/state-gives-number.ts';
import { carrierOf } from '#sync/carrying/carrier.ts';
import { connectByCard } from '#sync/carrying/connect-by-card.ts';
import { readAnswerPackage } from '#sync/carrying/read-answer.ts';
import { writePackage } from '#sync/carrying/write-package.ts';

const SHOWN = 20;
const PACKAGES = [{ name: 'Hi-Line package', extensions: ['hlp'] }];

export const packagesHandlers: AreaHandlers<keyof typeof packagesContract> = {
  'packages.status': (_input, { file }) => {
    const connection = connectionOf(file.reader);
    const hindrance = hindranceOf(file.reader);
    return {
      ready: hindrance === null,
      words: hindrance ?? 'Changes can be carried to the state on a stick.',
      enrolling: connection?.clientId === '',
      fingerprint: connection?.keyFingerprint ?? null,
      packages: carriedPackages(file.reader, SHOWN),
    };
  },

  'packages.connect': async ({ path, ...typed }, call) => {
    const card = await chosen(call, path, 'Choose the card of the state', [
      { name: 'State card', extensions: ['json'] },
    ]);
    if (!card) return { connected: false, districtNumber: '', districtName: '' };
    const connected = connectByCard(call.file, card, typed);
    await takeNumberOfState(call);
    call.push({ event: 'sync' });
    return { connected: true, ...connected };
  },

  'packages.write': async ({ path, replace }, call) => {
    if (path !== undefined && !replace) refuseExisting(call.district.path, path);
    const place = path ?? (await placeToSave(call));
    if (place === null) return { saved: false, id: null, operations: 0, calls: 0, bytes: 0 };
    const made = await writePackage(call.file, call.user.name, call.clock, call.newId);
    await saveFile(call.district.path, place, made.bytes);
    call.push({ event: 'sync' });
    return {
      saved: true,
      id: made.id,
      operations: made.operations,
      calls: made.calls,
      bytes: made.bytes.length,
    };
  },

  'packages.read-answer': async ({ path }, call) => {
    const bytes = await chosen(call, path, 'Choose the answer of the state', PACKAGES);
    if (!bytes) return { read: false, received: 0, conflicts: 0, refused: 0, fetched: 0, known: 0 };
    const { schedule } = call.district;
    const read = () =>
      readAnswerPackage(call.file, bytes, call.clock, () => call.push({ event: 'changed', records: [] }));
    const { applied, conflicts, parked, fetched, known } = await (schedule ? schedule.alone(read) : read());
    call.push({ event: 'sync' });
    schedule?.start();
    return { read: true, received: applied, conflicts, refused: parked, fetched, known };
  },
};

function hindranceOf(reader: SignedInCall['file']['reader']): string | null {
  try {
    carrierOf(reader);
    return null;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

function placeToSave(call: SignedInCall): Promise<string | null> {
  // Before the dialog opens, so that nobody chooses a place for nothing.
  carrierOf(call.file.reader);
  if (call.origin === 'headless')
    throw new Failure('invalid-input', 'Say where to write the package: "path".', [
      { field: 'path', message: 'Please fill this in.' },
    ]);
  return call.desktop.askToSave({
    title: 'Write the package on the stick',
    // No name of a person or school: a stick gets lost.
    fileName: `hi-line-package-${call.clock.today()}.hlp`,
    filters: PACKAGES,
  });
}

/** The bytes of a file: named on the command line, chosen in a window. Null when nobody chose one. */
async function chosen(
  call: SignedInCall,
  path: string | undefined,
  title: string,
  filters: { name: string; extensions: string[] }[],
): Promise<Uint8Array | null> {
  const place =
    path ?? (call.origin === 'headless' ? undefined : await call.desktop.askToOpen({ title, filters }));
  if (place === null) return null;
  if (place === undefined)
    throw new Failure('invalid-input', 'Say which file: "path".', [
      { field: 'path', message: 'Please fill this in.' },
    ]);
  try {
    return await readFile(place);
  } catch {
    throw new Failure(
      'not-found',
      'That file cannot be read. Check that the stick is in, and choose it again.',
    );
  }
}
