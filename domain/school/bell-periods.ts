import { clockMinutes } from '#domain/attendance/clock-minutes.ts';
import type { Problem } from '#domain/system/failure.ts';

/** A period as somebody enters it; clock times are HH:MM. */
export interface BellPeriod {
  readonly name: string;
  readonly startTime: string | null;
  readonly endTime: string | null;
  /** Instructional minutes: recess and lunch are taken off, so there may be fewer than the clock says. */
  readonly minutes: number;
}

/** A period whose clock times are not known cannot be checked by them; half a day is the most it can be. */
const MOST_WITHOUT_TIMES = 720;
const MINUTES_OF_A_DAY = 1440;

/** What is wrong with the periods of a bell schedule, each at its period; empty when a day can run by them. */
export function bellProblems(periods: readonly BellPeriod[]): Problem[] {
  const problems = periods.flatMap((period, at) => periodProblem(period, periods, at) ?? []);
  if (problems.length > 0) return problems;
  const overlap = overlapOf(periods);
  if (overlap) return [overlap];
  const total = periods.reduce((sum, { minutes }) => sum + minutes, 0);
  if (total === 0)
    return [
      {
        field: 'blocks.0.minutes',
        message: 'These bells have no instructional minutes. Enter the minutes of at least one period.',
        value: '0',
      },
    ];
  if (total > MINUTES_OF_A_DAY)
    return [
      {
        field: 'blocks',
        message: `The periods have ${total} minutes together, more than a day has. Correct the minutes.`,
        value: String(total),
      },
    ];
  return [];
}

function periodProblem(period: BellPeriod, periods: readonly BellPeriod[], at: number): Problem | undefined {
  const { name, startTime, endTime, minutes } = period;
  const found = (field: string, message: string, value: string): Problem => ({
    field: `blocks.${at}.${field}`,
    message,
    value,
  });
  if (periods.findIndex((other) => other.name.toUpperCase() === name.toUpperCase()) !== at)
    return found('name', `Two periods are called ${name}. Give each a name of its own.`, name);
  if (startTime === null && endTime === null)
    return minutes > MOST_WITHOUT_TIMES
      ? found(
          'minutes',
          `${name} has ${minutes} minutes. A period without clock times has no more than ${MOST_WITHOUT_TIMES}.`,
          String(minutes),
        )
      : undefined;
  if (startTime === null)
    return found('startTime', `${name} ends and does not start. Enter both times, or neither.`, '');
  if (endTime === null)
    return found('endTime', `${name} starts and does not end. Enter both times, or neither.`, '');
  const { from, to } = spanOf(startTime, endTime);
  if (to <= from)
    return found('endTime', `${name} ends at ${endTime}, not after it starts at ${startTime}.`, endTime);
  if (minutes > to - from)
    return found(
      'minutes',
      `${name} has ${minutes} minutes, but only ${to - from} pass from ${startTime} to ${endTime}.`,
      String(minutes),
    );
  return undefined;
}

/** The first period that begins before the one ahead of it by the clock has ended. */
function overlapOf(periods: readonly BellPeriod[]): Problem | undefined {
  const timed = periods
    .flatMap(({ name, startTime, endTime }, at) =>
      startTime !== null && endTime !== null
        ? [{ name, at, startTime, endTime, ...spanOf(startTime, endTime) }]
        : [],
    )
    .sort((a, b) => a.from - b.from || a.at - b.at);
  for (const [index, period] of timed.entries()) {
    const ahead = timed[index - 1];
    if (ahead && period.from < ahead.to)
      return {
        field: `blocks.${period.at}.startTime`,
        message: `${period.name} starts at ${period.startTime}, before ${ahead.name} ends at ${ahead.endTime}. A minute counts in one period only.`,
        value: period.startTime,
      };
  }
  return undefined;
}

const spanOf = (startTime: string, endTime: string): { from: number; to: number } => ({
  from: clockMinutes(startTime) ?? 0,
  to: clockMinutes(endTime) ?? 0,
});
