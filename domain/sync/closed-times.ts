import { addDays, type CivilDate, weekdayOf } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';

/**
 * Announced times in which the state takes nothing in: data that the state can change any year. Times are wall clock in
 * `zone`; the end is the first minute in which it is open again.
 */
export interface ClosedTimes {
  readonly zone: string;
  readonly weekly: { from: WeekTime; to: WeekTime }[];
  /** "2026-12-24T12:00"; `reason` is read to people. */
  readonly dated: { from: string; to: string; reason?: string | null | undefined }[];
}

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

export interface WeekTime {
  readonly day: Weekday;
  /** HH:MM. */
  readonly time: string;
}

/** The state is closed: until when, in words and in minutes from now. */
export interface Closed {
  /** "The state is closed until Saturday." */
  readonly words: string;
  readonly reason: string | null;
  /** As the clock on the wall runs; an hour off where summer time begins or ends in between. */
  readonly minutesLeft: number;
}

/** Whether the state has announced that it is closed at this instant (UTC). Null while it is open. */
export function closedAt(times: ClosedTimes, instant: string): Closed | null {
  const now = wallClock(times.zone, instant);
  const found = windowsAround(times, now).filter(({ from, to }) => from <= now && now < to);
  const [first] = found.sort((a, b) => (a.to > b.to ? -1 : 1));
  if (!first) return null;
  // A window that begins before this one has ended goes on without an open minute.
  let { to } = first;
  for (let more = true; more; ) {
    const next = windowsAround(times, to).find((one) => one.from <= to && to < one.to);
    more = next !== undefined;
    if (next) to = next.to;
  }
  return {
    words: `The state is closed until ${untilWords(now, to)}.`,
    reason: first.reason,
    minutesLeft: minutesBetween(now, to),
  };
}

interface Window {
  readonly from: string;
  readonly to: string;
  readonly reason: string | null;
}

/** Windows that may hold that wall-clock minute, as "YYYY-MM-DDTHH:MM". */
function windowsAround({ weekly, dated }: ClosedTimes, now: string): Window[] {
  const today = now.slice(0, 10);
  const windows: Window[] = dated.map(({ from, to, reason }) => ({ from, to, reason: reason ?? null }));
  for (const { from, to } of weekly) {
    const back = (weekdayOf(today) - 1 - weekdays.indexOf(from.day) + 7) % 7;
    const length = (weekdays.indexOf(to.day) - weekdays.indexOf(from.day) + 7) % 7;
    const days = length === 0 && to.time <= from.time ? 7 : length;
    for (const start of [addDays(today, -back), addDays(today, -back - 7)])
      windows.push({
        from: `${start}T${from.time}`,
        to: `${addDays(start, days)}T${to.time}`,
        reason: null,
      });
  }
  return windows;
}

/** "Saturday" within the week, "8:00 pm" today, "Mon Jan 4, 2027" later. */
function untilWords(now: string, to: string): string {
  const [today, day] = [now.slice(0, 10), to.slice(0, 10)];
  if (day === today) return timeWords(to.slice(11));
  if (day <= addDays(today, 6)) return weekdays[weekdayOf(day) - 1] as string;
  return dateInWords(day);
}

function timeWords(time: string): string {
  const hour = Number(time.slice(0, 2));
  return `${hour % 12 || 12}:${time.slice(3, 5)} ${hour < 12 ? 'am' : 'pm'}`;
}

function wallClock(zone: string, instant: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(instant));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '00';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

const minutesBetween = (from: string, to: CivilDate): number =>
  Math.round((Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / 60_000);
