import { dateInWords } from '#domain/system/date-words.ts';

/** "406-555-0123"; shorter and longer numbers as they are. */
export function phoneInWords(digits: string): string {
  return digits.length === 10 ? `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}` : digits;
}

/** "Tue Oct 7, 2025" of an instant, where this computer is. */
export function dayInWords(instant: string): string {
  const at = new Date(instant);
  const two = (n: number): string => String(n).padStart(2, '0');
  return dateInWords(`${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`);
}

/** "Tue Oct 7, 3:12 pm", where this computer is. */
export function momentInWords(instant: string): string {
  const at = new Date(instant);
  const hour = at.getHours() % 12 || 12;
  const minutes = String(at.getMinutes()).padStart(2, '0');
  return `${dayInWords(instant).replace(/, \d{4}$/, '')}, ${hour}:${minutes} ${at.getHours() < 12 ? 'am' : 'pm'}`;
}

/** "1 pupil", "2 pupils". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** "today", "yesterday", "9 days ago": how long ago an instant was, in days where this computer is. */
export function ageInWords(instant: string, now: Date = new Date()): string {
  const day = (at: Date): number => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 86_400_000;
  const days = day(now) - day(new Date(instant));
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}
