// What only Electron's main process can do, on request of the data process: dialogs, printing, the keychain, the proxy.
// Nothing here is reachable from a window; a window asks the data process, which checks who may.
import { app, session, shell } from 'electron';
import { allowedExternal } from '#electron/main/external-links.ts';
import { ServiceFailure } from '#electron/main/failure.ts';
import { chooseFile, choosePlaceToSave } from '#electron/main/file-dialogs.ts';
import { printOnPaper } from '#electron/main/paper.ts';
import { renderReport } from '#electron/main/print-window.ts';
import { unwrapSecret, wrapSecret } from '#electron/main/secrets.ts';
import { checkForUpdate, downloadUpdate, installUpdate, updateState } from '#electron/main/updates.ts';

type Input = Readonly<Record<string, unknown>>;
type Service = (input: Input) => Promise<unknown> | unknown;

const services: Readonly<Record<string, Service>> = {
  print: (input) => renderReport(input),
  paper: (input) => printOnPaper(bytes(input, 'pdf')),
  'dialog.open': (input) => chooseFile(input),
  'dialog.save': (input) => choosePlaceToSave(input),
  'secret.wrap': (input) => wrapSecret(bytes(input, 'plain')),
  'secret.unwrap': (input) => unwrapSecret(bytes(input, 'wrapped')),
  'proxy.resolve': (input) => session.defaultSession.resolveProxy(text(input, 'url')),
  'update.state': () => updateState(),
  'update.check': (input) => checkForUpdate(text(input, 'address')),
  'update.download': () => downloadUpdate(),
  'update.install': () => installUpdate(),
  'open-external': (input) => openExternal(input.url),
  'app.info': () => appInfo(),
  'app.quit': () => setImmediate(() => app.quit()) && null,
};

export interface ServiceAnswer {
  readonly kind: 'answer';
  readonly id: unknown;
  readonly ok: boolean;
  readonly value?: unknown;
  readonly failure?: { readonly kind: string; readonly message: string };
}

/** Answers one request; whatever goes wrong becomes a failure value, so the data process is never left waiting. */
export async function answerRequest(request: {
  id: unknown;
  service: string;
  input: unknown;
}): Promise<ServiceAnswer> {
  const { id } = request;
  try {
    const service = Object.hasOwn(services, request.service) ? services[request.service] : undefined;
    if (!service)
      throw new ServiceFailure('not-found', `Hi-Line has no desktop service named ${request.service}.`);
    return { kind: 'answer', id, ok: true, value: await service((request.input ?? {}) as Input) };
  } catch (error) {
    return { kind: 'answer', id, ok: false, failure: asFailure(error) };
  }
}

function asFailure(error: unknown): { kind: string; message: string } {
  if (error instanceof ServiceFailure) return { kind: error.kind, message: error.message };
  return { kind: 'unexpected', message: error instanceof Error ? error.message : String(error) };
}

export function appInfo(): Readonly<Record<string, string | boolean>> {
  return {
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    chrome: process.versions.chrome ?? '',
    node: process.versions.node,
    standIn: __STAND_IN__,
    packaged: app.isPackaged,
    userData: app.getPath('userData'),
    documents: app.getPath('documents'),
  };
}

async function openExternal(address: unknown): Promise<null> {
  const allowed = allowedExternal(address);
  if (!allowed)
    throw new ServiceFailure('not-allowed', 'Hi-Line opens only pages of the state and of federal offices.');
  await shell.openExternal(allowed);
  return null;
}

function text(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== 'string')
    throw new ServiceFailure('invalid-input', `The desktop service needs a text "${name}".`);
  return value;
}

function bytes(input: Input, name: string): Uint8Array {
  const value = input[name];
  if (!(value instanceof Uint8Array))
    throw new ServiceFailure('invalid-input', `The desktop service needs bytes "${name}".`);
  return value;
}
