import type { Row } from '#domain/sync/registry.ts';
import codes from '#resources/attendance/codes.json' with { type: 'json' };
import { attendanceMarks, attendanceTaken } from '#scripts/district-generator/attendance.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import { enrollYear, type Seat } from '#scripts/district-generator/enrollments.ts';
import { inventHouseholds } from '#scripts/district-generator/households.ts';
import { addIeps } from '#scripts/district-generator/ieps.ts';
import { addMarks, addScales, addSectionScales } from '#scripts/district-generator/marks.ts';
import { TOWN } from '#scripts/district-generator/people.ts';
import { addPrograms } from '#scripts/district-generator/programs.ts';
import { addPupilRecords } from '#scripts/district-generator/pupil-records.ts';
import { attends, inventPupils } from '#scripts/district-generator/pupils.ts';
import { inventSections, type SectionPlan, teachersNeeded } from '#scripts/district-generator/rooms.ts';
import { type GeneratedRow, RowBook } from '#scripts/district-generator/row-book.ts';
import { type InventedYear, inventYear } from '#scripts/district-generator/school-years.ts';
import { inventStaff } from '#scripts/district-generator/staff.ts';

/**
 * An invented Montana district, row by row, parents before children: a K–8 school and, from 30 pupils on, a high
 * school. Same options, same rows, byte for byte. Attendance comes last and is made while it is read, so that a large
 * district needs little memory.
 */
export function* generateDistrict(options: DistrictOptions): Generator<GeneratedRow> {
  const book = new RowBook(options.seed);
  const schools = inventSchools(book, options.students >= 30);
  addCodes(book);
  addScales(book);
  const pupils = inventPupils(options);
  const households = inventHouseholds(book, options, pupils);
  const children = households
    .flatMap((household) => household.children)
    .sort((a, b) => a.pupil.number - b.pupil.number);
  addPupilRecords(book, options, households);
  const staff = inventStaff(book, options, teachersNeeded(options.students));
  const seats: Seat[] = [];
  const years: { year: InventedYear; sections: readonly SectionPlan[] }[] = [];
  for (let endYear = options.endYear - options.years + 1; endYear <= options.endYear; endYear++) {
    const year = inventYear(book, options, schools, endYear);
    const here = pupils.filter((pupil) => attends(pupil, endYear));
    const sections = inventSections(book, year, schools, here, staff.teachers);
    addSectionScales(book, sections.all);
    seats.push(...enrollYear(book, options, year, sections, children));
    years.push({ year, sections: sections.all });
  }
  addPrograms(book, options, households, seats);
  addIeps(book, options, seats, staff.specialEducation.id);
  addTeam(book, options, seats);
  addMarks(book, options, seats);
  yield* book.inOrder(0, 70);
  if (options.attendance)
    for (const { year, sections } of years) yield* attendanceTaken(book, options, year, sections);
  yield* book.inOrder(71, 99);
  if (options.attendance) yield* attendanceMarks(book, options, seats, firstAdults(book));
}

function inventSchools(
  book: RowBook,
  withHighSchool: boolean,
): { elementary: Row<'school'>; high: Row<'school'> | null } {
  const address = { phone: '4065550100', street: '100 School St', ...TOWN };
  const system = (name: string, legalEntity: string): Row<'district'> =>
    book.add('district', name, { name, number: '9990', legalEntity, ...address });
  const school = (district: Row<'district'>, number: string, name: string): Row<'school'> =>
    book.add('school', name, { districtId: district.id, number, name, ...address });
  const elementary = school(system('Larkspur Bench Elementary', '9901'), '9991', 'Larkspur Bench School');
  if (!withHighSchool) return { elementary, high: null };
  const high = school(system('Larkspur Bench H S', '9902'), '9992', 'Larkspur Bench High School');
  return { elementary, high };
}

function addCodes(book: RowBook): void {
  for (const { code, label, keyLetter, absent, excuse, byMinutes } of codes.codes)
    book.add('attendanceCode', '', {
      code,
      label,
      keyLetter,
      absent: absent === 1 ? 1 : 0,
      excuse,
      byMinutes: byMinutes === 1 ? 1 : 0,
    });
}

/** One saved list: the volleyball team of the high school's last year. */
function addTeam(book: RowBook, options: DistrictOptions, seats: readonly Seat[]): void {
  const players = seats
    .filter(
      ({ endYear, calendar, story }) =>
        endYear === options.endYear && calendar.kind === 'high' && story === 'whole year',
    )
    .slice(0, 9);
  const [first] = players;
  if (!first) return;
  const team = book.add('attendanceGroup', 'volleyball', {
    schoolId: first.enrollment.schoolId,
    name: 'Volleyball',
  });
  for (const { enrollment } of players)
    book.add('attendanceGroupMember', '', { groupId: team.id, enrollmentId: enrollment.id, active: 1 });
}

/** The adult to call first, by pupil. */
function firstAdults(book: RowBook): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { studentId, adultId, priority } of book.of('relationship'))
    if (priority === 1) first.set(studentId, adultId);
  return first;
}
