import {
  keepPreviousData,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import type { EntryName, Input, Output } from '#electron/contract/contract.ts';
import { call } from '#renderer/bridge/call.ts';

/** Reads one entry and keeps it. It is read again when the records change. */
export function useRead<N extends EntryName>(
  name: N,
  input: Input<N>,
  options?: { enabled?: boolean; keepPrevious?: boolean },
): UseQueryResult<Output<N>> {
  return useQuery<unknown>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options?.enabled ?? true,
    ...(options?.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  }) as UseQueryResult<Output<N>>;
}

/** Runs a command. Its id lets the data process apply it once, even when it is sent again after a crash. */
export function useCommand<N extends EntryName>(name: N) {
  return useMutation<Output<N>, Error, Input<N>>({
    mutationFn: (input) => call(name, input, crypto.randomUUID()),
  });
}

/** Sheets that answer their own key presses and would only flicker when read again. */
const keepsItself = new Set<string>(['attendance.room', 'marks.sheet']);

/** What shows receipts of the state: they come without a change of any record. */
const tellsOfSync = (entry: string): boolean =>
  entry.startsWith('sync.') || entry === 'collections.board' || entry.startsWith('state-numbers.');

/** One subscription for the whole window: whatever changed is read again where it is on screen. */
export function useRecordEvents(onSignedOut: () => void): void {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const itself = (query: { queryKey: readonly unknown[] }): boolean =>
          keepsItself.has(String(query.queryKey[0]));
        void client.invalidateQueries({ predicate: (query) => !itself(query) });
        // Sheets that are not on screen are read again when they are opened.
        void client.invalidateQueries({ predicate: itself, refetchType: 'none' });
      }, 60);
    };
    const stop = window.hiline.onEvent((event) => {
      if (event.event === 'changed') refresh();
      if (event.event === 'sync')
        void client.invalidateQueries({
          predicate: (query) => tellsOfSync(String(query.queryKey[0])),
        });
      if (event.event === 'signed-out') onSignedOut();
    });
    const stopPort = window.hiline.onPortChange(onSignedOut);
    return () => {
      clearTimeout(timer);
      stop();
      stopPort();
    };
  }, [client, onSignedOut]);
}
