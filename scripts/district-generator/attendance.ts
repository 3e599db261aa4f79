import type { Row } from '#domain/sync/registry.ts';
import { addDays, type CivilDate, firstMonday } from '#domain/system/civil-date.ts';
import { absencesOf, type Habit } from '#scripts/district-generator/absences.ts';
import { Dice } from '#scripts/district-generator/dice.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import type { Seat } from '#scripts/district-generator/enrollments.ts';
import type { SectionPlan } from '#scripts/district-generator/rooms.ts';
import type { GeneratedRow, RowBook } from '#scripts/district-generator/row-book.ts';
import type { InventedYear } from '#scripts/district-generator/school-years.ts';

/** The rooms that are in: every section on every past day, one row for each block it meets in. */
export function* attendanceTaken(
  book: RowBook,
  options: DistrictOptions,
  year: InventedYear,
  sections: readonly SectionPlan[],
): Generator<GeneratedRow> {
  for (const { row: section, calendars } of sections) {
    const taken = new Set<string>();
    for (const kind of calendars) {
      for (const { date, bells } of year.calendars.get(kind)?.days ?? []) {
        if (date >= options.today) break;
        for (const { name, startTime } of bells) {
          if (section.block !== null && section.block !== name) continue;
          if (taken.has(`${date} ${name}`)) continue;
          taken.add(`${date} ${name}`);
          const row = book.make('attendanceTaken', '', {
            sectionId: section.id,
            date,
            block: name,
            takenAt: instantOf(date, startTime),
            takenBy: 'Teacher',
          });
          yield { type: 'attendanceTaken', row };
        }
      }
    }
  }
}

/** Ten minutes after the bell rings, in Montana's summer or winter time, as far as a sample needs to know. */
function instantOf(date: CivilDate, startTime: string): string {
  const offset = date >= `${date.slice(0, 4)}-03-10` && date < `${date.slice(0, 4)}-11-03` ? 6 : 7;
  const minutes = Number(startTime.slice(0, 2)) * 60 + Number(startTime.slice(3)) + 10 + offset * 60;
  const hour = String(Math.floor(minutes / 60)).padStart(2, '0');
  const minute = String(minutes % 60).padStart(2, '0');
  return `${date}T${hour}:${minute}:00.000Z`;
}

/** The exceptions: marks of all pupils who sit somewhere, and now and then a call home. Part-time pupils have none. */
export function* attendanceMarks(
  book: RowBook,
  options: DistrictOptions,
  seats: readonly Seat[],
  adultOf: ReadonlyMap<string, string>,
): Generator<GeneratedRow> {
  const special = specialHabits(options, seats);
  const countDay = firstMonday(options.endYear - 1, 10);
  const longIllness = { from: addDays(countDay, -17), through: addDays(countDay, 1) };
  for (const seat of seats) {
    if (seat.enrollment.serviceType !== 'P') continue;
    const dice = new Dice(options.seed, `absences ${seat.enrollment.id}`);
    const habit = special.get(seat.enrollment.id) ?? (dice.chance(0.06) ? 'often ill' : 'ordinary');
    let called = '';
    for (const { date, ...planned } of absencesOf(seat, habit, options.today, longIllness, dice)) {
      const row = book.make('attendanceMark', '', { enrollmentId: seat.enrollment.id, date, ...planned });
      yield { type: 'attendanceMark', row };
      if (planned.code !== 'AE' || planned.source !== 'office' || called === date) continue;
      called = date;
      if (dice.chance(0.15)) yield { type: 'absenceCall', row: callHome(book, seat, date, adultOf) };
    }
  }
}

function callHome(
  book: RowBook,
  seat: Seat,
  date: CivilDate,
  adultOf: ReadonlyMap<string, string>,
): Row<'absenceCall'> {
  return book.make('absenceCall', `${seat.enrollment.id}/${date}`, {
    enrollmentId: seat.enrollment.id,
    date,
    adultId: adultOf.get(seat.enrollment.studentId) ?? null,
    calledAt: instantOf(date, '09:05'),
    outcome: 'reached',
  });
}

/** In the last year one pupil is ill through the fall count date, more than ten days, and one plays truant. */
function specialHabits(options: DistrictOptions, seats: readonly Seat[]): ReadonlyMap<string, Habit> {
  const plain = seats.filter((seat) => seat.endYear === options.endYear && seat.story === 'whole year');
  const special = new Map<string, Habit>();
  const ill = plain.find((seat) => seat.calendar.kind === 'full');
  const truant = plain.find((seat) => seat.calendar.kind === 'high');
  if (ill) special.set(ill.enrollment.id, 'long illness');
  if (truant) special.set(truant.enrollment.id, 'truant');
  return special;
}
