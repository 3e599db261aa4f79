import type { Clock } from '#electron/data-process/call.ts';

/** The computer's clock, read at the edge and handed in. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  today: () => localParts(new Date()).date,
  time: () => localParts(new Date()).time,
};

function localParts(now: Date): { date: string; time: string } {
  const two = (n: number): string => String(n).padStart(2, '0');
  return {
    date: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    time: `${two(now.getHours())}:${two(now.getMinutes())}`,
  };
}
