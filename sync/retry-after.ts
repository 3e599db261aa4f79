/** Longer is not believed: a day later the state is asked again. */
const LONGEST = 86_400;

/** Seconds of a Retry-After header, given as seconds or as a date. Null where there is none that can be read. */
export function retryAfterSeconds(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - nowMs) / 1000;
  if (!Number.isFinite(seconds) || seconds <= 0) return null;
  return Math.min(LONGEST, Math.ceil(seconds));
}
