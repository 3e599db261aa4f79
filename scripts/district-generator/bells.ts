/** One block of an invented bell schedule. */
export interface Bell {
  readonly name: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly minutes: number;
  readonly instructional: 0 | 1;
}

const bell = (name: string, startTime: string, endTime: string, minutes: number): Bell => ({
  name,
  startTime,
  endTime,
  minutes,
  instructional: 1,
});
const lunch = (startTime: string, endTime: string): Bell => ({
  name: 'Lunch',
  startTime,
  endTime,
  minutes: 0,
  instructional: 0,
});

/** Grades 4 to 8: 375 minutes, 1,100 hours in the year. */
export const FULL_DAY: readonly Bell[] = [
  bell('AM', '08:10', '11:45', 200),
  lunch('11:45', '12:30'),
  bell('PM', '12:30', '15:35', 175),
];

/** Grades 4 to 8 on the day before a break. */
export const SHORT_DAY: readonly Bell[] = [
  bell('AM', '08:10', '11:45', 200),
  lunch('11:45', '12:15'),
  bell('PM', '12:15', '13:45', 90),
];

/** Full-time kindergarten to grade 3: 330 minutes. */
export const PRIMARY_DAY: readonly Bell[] = [
  bell('AM', '08:10', '11:30', 180),
  lunch('11:30', '12:15'),
  bell('PM', '12:15', '15:05', 150),
];

/** The same grades on Fridays: out at 13:45. */
export const PRIMARY_FRIDAY: readonly Bell[] = [
  bell('AM', '08:10', '11:30', 180),
  lunch('11:30', '12:15'),
  bell('PM', '12:15', '13:45', 80),
];

/** Half-day kindergarten: mornings only. */
export const HALF_DAY: readonly Bell[] = [bell('AM', '08:10', '11:30', 180)];

/** Seven periods with four minutes between them, which count as instruction with the period they follow. */
export const SEVEN_PERIODS: readonly Bell[] = [
  bell('P1', '08:10', '09:03', 53),
  bell('P2', '09:07', '10:00', 53),
  bell('P3', '10:04', '10:57', 53),
  bell('P4', '11:01', '11:54', 53),
  lunch('11:54', '12:29'),
  bell('P5', '12:29', '13:22', 53),
  bell('P6', '13:26', '14:19', 53),
  bell('P7', '14:23', '15:16', 53),
];

/** The high school's early-out day: seven short periods. */
export const SEVEN_SHORT_PERIODS: readonly Bell[] = [
  bell('P1', '08:10', '08:50', 40),
  bell('P2', '08:54', '09:34', 40),
  bell('P3', '09:38', '10:18', 40),
  bell('P4', '10:22', '11:02', 40),
  bell('P5', '11:06', '11:46', 40),
  lunch('11:46', '12:16'),
  bell('P6', '12:16', '12:56', 40),
  bell('P7', '13:00', '13:40', 40),
];
