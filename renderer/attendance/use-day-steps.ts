import { useEffect, useRef } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { announce } from '#renderer/shell/announce.tsx';

type Board = Output<'attendance.day'>[number];
export type Step = -1 | 1;

/**
 * School day before and after, by button and by Ctrl and an arrow from anywhere on the page but a field that is being
 * typed in. Arrows pressed faster than the days can be read are taken one after another.
 */
export function useDaySteps(
  date: string,
  boards: readonly Board[] | undefined,
  onDay: (date: string) => void,
): { canStep: (step: Step) => boolean; step: (step: Step) => void } {
  const waiting = useRef<Step[]>([]);
  const fresh = boards?.every((board) => board.date === date) ? boards : undefined;
  const target = (step: Step): string | undefined => {
    const days = (fresh ?? [])
      .map((board) => (step < 0 ? board.dayBefore : board.dayAfter))
      .filter((day) => day !== null)
      .sort();
    return step < 0 ? days.at(-1) : days[0];
  };
  const step = (by: Step): void => {
    if (!fresh) {
      waiting.current.push(by);
      return;
    }
    const to = target(by);
    if (to) onDay(to);
    else
      announce(by < 0 ? 'There is no school day before this one' : 'There is no school day after this one');
  };
  useEffect(() => {
    const next = fresh ? waiting.current.shift() : undefined;
    if (next) step(next);
    const onKey = (event: KeyboardEvent): void => {
      const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null;
      const typing =
        event.target instanceof Element && event.target.closest('input, select, textarea, dialog') !== null;
      if (!event.ctrlKey || by === null || typing) return;
      event.preventDefault();
      step(by);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return { canStep: (by) => fresh === undefined || target(by) !== undefined, step };
}
