import { useState } from 'react';

/** Which rows of a list are ticked. A row that has left the list is not ticked any more. */
export function useTicks(ids: readonly string[]) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const set = (some: readonly string[], on: boolean): void =>
    setTicked((before) => {
      const next = new Set(before);
      for (const id of some) on ? next.add(id) : next.delete(id);
      return next;
    });
  return {
    chosen: ids.filter((id) => ticked.has(id)),
    has: (id: string): boolean => ticked.has(id),
    set: (id: string, on: boolean): void => set([id], on),
    tick: (some: readonly string[]): void => set(some, true),
    clear: (): void => setTicked(new Set()),
  };
}
