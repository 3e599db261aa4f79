import { Dice } from '#scripts/district-generator/dice.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import type { Seat } from '#scripts/district-generator/enrollments.ts';
import type { Household } from '#scripts/district-generator/households.ts';
import type { NewRow, RowBook } from '#scripts/district-generator/row-book.ts';

type Details = Partial<NewRow<'programRecord'>>;

/** Dated program records of the last year: meals by family, the others by chance, each at least once where it fits. */
export function addPrograms(
  book: RowBook,
  options: DistrictOptions,
  households: readonly Household[],
  seats: readonly Seat[],
): void {
  const current = new Map(
    seats.filter((seat) => seat.endYear === options.endYear).map((seat) => [seat.enrollment.studentId, seat]),
  );
  const enroll = (studentId: string, program: string, details: Details = {}): void => {
    const seat = current.get(studentId);
    if (!seat) return;
    book.add('programRecord', `${studentId}/${program}`, {
      studentId,
      program,
      startDate: seat.enrollment.startDate,
      ...details,
    });
  };
  for (const household of households) {
    const dice = new Dice(options.seed, `meals ${household.number}`);
    const detail = dice.weighted([
      ['F', 30],
      ['R', 10],
      [null, 60],
    ]);
    if (detail === null) continue;
    const certification = dice.chance(0.5) ? 'Direct' : 'Income';
    for (const { person } of household.children) enroll(person.id, 'MEAL', { detail, certification });
  }
  for (const [studentId, { story }] of current)
    if (story === 'arrives, military family') enroll(studentId, 'MIL', { detail: 'AD' });
  const dice = new Dice(options.seed, 'programs');
  const order = dice.shuffled([...current.keys()]);
  let next = 0;
  const some = (share: number, program: string, details: Details = {}): void => {
    const count = Math.max(1, Math.round(order.length * share));
    for (let n = 0; n < count; n++) {
      const studentId = order[next++ % order.length];
      if (studentId !== undefined) enroll(studentId, program, details);
    }
  };
  if (order.length < 12) return;
  some(0.1, 'TITLE1', { detail: 'TA' });
  some(0.04, 'EL', { detail: 'EL', language: 'Spanish' });
  some(0.01, 'EL', { detail: 'EXITED', language: 'German' });
  some(0.02, 'HML', { detail: 'D', unaccompanied: 0 });
  some(0.02, 'FOS');
  some(0.05, 'GTI');
  some(0.05, 'C21');
  some(0.04, 'S504');
  some(0.01, 'IMM');
}
