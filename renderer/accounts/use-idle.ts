import { useEffect } from 'react';

const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
const LOOK_EVERY_MS = 5_000;

/** Calls once nobody has touched key or mouse for so many minutes; time asleep counts. Null: not watched. */
export function useIdle(minutes: number | null, onIdle: () => void): void {
  useEffect(() => {
    if (minutes === null) return;
    let last = Date.now();
    const alive = (): void => {
      last = Date.now();
    };
    const look = setInterval(() => {
      if (Date.now() - last < minutes * 60_000) return;
      clearInterval(look);
      onIdle();
    }, LOOK_EVERY_MS);
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { capture: true, passive: true });
    return () => {
      clearInterval(look);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive, { capture: true });
    };
  }, [minutes, onIdle]);
}
