import { Failure, type FailureKind } from '#domain/system/failure.ts';
import type { DesktopServices } from '#electron/data-process/desktop-services.ts';

/** Asks Electron's main process for what only it can do, over the parent port. */
export interface MainServices extends DesktopServices {
  /** Hand every message of the parent port to this; answers true when it was one of ours. */
  receive(message: unknown): boolean;
}

interface MainAnswer {
  readonly kind: 'answer';
  readonly id: number;
  readonly ok: boolean;
  readonly value?: unknown;
  readonly failure?: { kind: FailureKind; message: string };
}

export function mainServices(post: (message: unknown) => void): MainServices {
  let last = 0;
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const ask = <T>(service: string, input: unknown): Promise<T> => {
    const id = ++last;
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (value: never) => void, reject });
      post({ kind: 'request', id, service, input });
    });
  };
  return {
    print: (request) => ask('print', { ...request, reportTicket: request.ticket }),
    askToOpen: async (request) => first(await ask<string | string[] | null>('dialog.open', request)),
    askToSave: async (request) => first(await ask<string | string[] | null>('dialog.save', request)),
    toPaper: async (pdf) => {
      await ask('paper', { pdf });
    },
    resolveProxy: async (url) => String((await ask<string | null>('proxy.resolve', { url })) ?? 'DIRECT'),
    updateState: () => ask('update.state', {}),
    checkForUpdate: (address) => ask('update.check', { address }),
    downloadUpdate: () => ask('update.download', {}),
    installUpdate: async () => {
      await ask('update.install', {});
    },
    receive(message) {
      const answer = message as MainAnswer;
      if (answer?.kind !== 'answer') return false;
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.ok) asked?.resolve(answer.value as never);
      else
        asked?.reject(
          new Failure(
            answer.failure?.kind ?? 'unexpected',
            answer.failure?.message ?? 'The desktop did not answer. Try again.',
          ),
        );
      return true;
    },
  };
}

const first = (paths: string | string[] | null): string | null =>
  Array.isArray(paths) ? (paths[0] ?? null) : paths;
