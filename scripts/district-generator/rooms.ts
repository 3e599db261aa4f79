import type { Row } from '#domain/sync/registry.ts';
import { gradeOf, type Pupil } from '#scripts/district-generator/pupils.ts';
import type { RowBook } from '#scripts/district-generator/row-book.ts';
import type { CalendarKind, InventedYear } from '#scripts/district-generator/school-years.ts';

/** One year's rooms and classes, and who sits where. */
export interface Sections {
  readonly all: readonly SectionPlan[];
  /** The sections a pupil of that grade sits in: one room, or seven classes in the order of the day. */
  seats(pupil: Pupil, grade: string): readonly SectionPlan[];
}

export interface SectionPlan {
  readonly row: Row<'section'>;
  readonly grades: readonly string[];
  /** Calendars its pupils may have: which blocks it meets in. */
  readonly calendars: readonly CalendarKind[];
}

const PERIODS = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'] as const;
const SUBJECTS = [
  ['English', '01'],
  ['Mathematics', '02'],
  ['Science', '03'],
  ['Social Studies', '04'],
  ['Health and PE', '08'],
  ['Agriculture', '18'],
  ['Art and Music', '05'],
] as const;
const LARGEST_CLASS = 26;

export function calendarKindOf(grade: string): CalendarKind {
  if (grade === 'KH' || grade === 'PK') return 'half';
  if (grade === 'KF' || grade <= '03') return 'primary';
  return grade <= '08' ? 'full' : 'high';
}

/** Teachers needed for the largest year: one for each room, and one for each class that meets at a time. */
export function teachersNeeded(students: number): number {
  return Math.ceil(students / 10) + 4 * Math.ceil(students / 13 / LARGEST_CLASS) + 6;
}

/** Rooms for the elementary grades, neighbours combined while they are small, and classes for the high school. */
export function inventSections(
  book: RowBook,
  year: InventedYear,
  schools: { elementary: Row<'school'>; high: Row<'school'> | null },
  pupils: readonly Pupil[],
  teachers: readonly Row<'person'>[],
): Sections {
  const sizes = new Map<string, number>();
  for (const pupil of pupils) {
    const grade = gradeOf(pupil, year.endYear);
    sizes.set(grade, (sizes.get(grade) ?? 0) + 1);
  }
  const teacher = (number: number): string | null => teachers[number % teachers.length]?.id ?? null;
  const rooms = inventRooms(book, year, schools.elementary, sizes, teacher);
  const classes = schools.high ? inventClasses(book, year, schools.high, sizes, teacher, rooms.length) : [];
  return {
    all: [...rooms, ...classes],
    seats(pupil, grade) {
      const mine = (grade <= '08' || grade >= 'K' ? rooms : classes).filter((plan) =>
        plan.grades.includes(grade),
      );
      if (grade > '08' && grade < 'K')
        return PERIODS.flatMap((period) => {
          const meeting = mine.filter((plan) => plan.row.block === period);
          return meeting[pupil.number % Math.max(1, meeting.length)] ?? [];
        });
      return mine.slice(pupil.number % Math.max(1, mine.length)).slice(0, 1);
    },
  };
}

type Teacher = (number: number) => string | null;

function inventRooms(
  book: RowBook,
  year: InventedYear,
  school: Row<'school'>,
  sizes: ReadonlyMap<string, number>,
  teacher: Teacher,
): readonly SectionPlan[] {
  const groups = [
    ['PK', 'KH', 'KF'],
    ...['01', '02', '03', '04', '05', '06', '07', '08'].map((grade) => [grade]),
  ];
  const total = groups.flat().reduce((sum, grade) => sum + (sizes.get(grade) ?? 0), 0);
  const cap = total < 80 ? 12 : 22;
  const packed: { grades: string[]; size: number }[] = [];
  for (const grades of groups) {
    const size = grades.reduce((sum, grade) => sum + (sizes.get(grade) ?? 0), 0);
    if (size === 0) continue;
    const last = packed.at(-1);
    // Kindergarten keeps its own room wherever there is more than one.
    const joins = last && last.size + size <= cap && (total <= cap || !last.grades.includes('KF'));
    if (joins) {
      last.grades.push(...grades);
      last.size += size;
    } else packed.push({ grades: [...grades], size });
  }
  let number = 0;
  return packed.flatMap(({ grades, size }) =>
    Array.from({ length: Math.ceil(size / cap) }, (_, part) => {
      number += 1;
      const letter = size > cap ? ` ${String.fromCharCode(65 + part)}` : '';
      const row = book.add('section', `${year.endYear}/room ${number}`, {
        schoolId: school.id,
        schoolYearId: year.row.id,
        number: String(100 + number),
        name: `${roomName(grades)}${letter}`,
        kind: 'room',
        teacherId: teacher(number - 1),
        place: `Room ${number}`,
      });
      return { row, grades, calendars: [...new Set(grades.map(calendarKindOf))] };
    }),
  );
}

function roomName(grades: readonly string[]): string {
  const words = [...new Set(grades.map((grade) => (grade > '08' ? 'K' : String(Number(grade)))))];
  if (words.length === 1) return words[0] === 'K' ? 'Kindergarten' : `Grade ${words[0]}`;
  return `${words[0] === 'K' ? '' : 'Grades '}${words[0]}–${words.at(-1)}`;
}

function inventClasses(
  book: RowBook,
  year: InventedYear,
  school: Row<'school'>,
  sizes: ReadonlyMap<string, number>,
  teacher: Teacher,
  firstTeacher: number,
): readonly SectionPlan[] {
  const plans: SectionPlan[] = [];
  const grades = ['09', '10', '11', '12'];
  let offset = 0;
  for (const [gradeAt, grade] of grades.entries()) {
    const parts = Math.max(1, Math.ceil((sizes.get(grade) ?? 0) / LARGEST_CLASS));
    for (const [periodAt, period] of PERIODS.entries()) {
      const [subject, area] = SUBJECTS[(periodAt + gradeAt) % SUBJECTS.length] ?? SUBJECTS[0];
      const course = courseFor(book, school, `${subject} ${Number(grade)}`, `${area}${grade}0`);
      for (let part = 0; part < parts; part++) {
        const number = `${period}-${grade}${parts > 1 ? String.fromCharCode(65 + part) : ''}`;
        const row = book.add('section', `${year.endYear}/class ${number}`, {
          schoolId: school.id,
          schoolYearId: year.row.id,
          courseId: course,
          number,
          name: `${subject} ${Number(grade)}`,
          kind: 'class',
          block: period,
          teacherId: teacher(firstTeacher + offset + part),
          place: `Room ${20 + offset + part}`,
        });
        plans.push({ row, grades: [grade], calendars: ['high'] });
      }
    }
    offset += parts;
  }
  return plans;
}

function courseFor(book: RowBook, school: Row<'school'>, name: string, number: string): string {
  const known = book.of('course').find((course) => course.number === number);
  return (known ?? book.add('course', number, { schoolId: school.id, number, name })).id;
}
