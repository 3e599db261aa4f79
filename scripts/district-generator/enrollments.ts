import type { Row } from '#domain/sync/registry.ts';
import { Dice } from '#scripts/district-generator/dice.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import { attends, gradeOf, type Pupil } from '#scripts/district-generator/pupils.ts';
import { calendarKindOf, type SectionPlan, type Sections } from '#scripts/district-generator/rooms.ts';
import type { RowBook } from '#scripts/district-generator/row-book.ts';
import type { InventedYear, YearCalendar } from '#scripts/district-generator/school-years.ts';
import { canTell, STORIES, type Story, staysOf } from '#scripts/district-generator/stays.ts';

/** An enrollment that sits in rooms or classes, with what its attendance and marks need. */
export interface Seat {
  readonly pupil: Pupil;
  readonly story: Story;
  readonly endYear: number;
  readonly enrollment: Row<'enrollment'>;
  readonly calendar: YearCalendar;
  readonly sections: readonly SectionPlan[];
}

/** Enrollments and rosters of one year. Pupils who never came or only join activities have no seat. */
export function enrollYear(
  book: RowBook,
  options: DistrictOptions,
  year: InventedYear,
  sections: Sections,
  pupils: readonly { readonly pupil: Pupil; readonly person: Row<'person'> }[],
): readonly Seat[] {
  const here = pupils.filter(({ pupil }) => attends(pupil, year.endYear));
  const stories = tellStories(
    options,
    year.endYear,
    here.map(({ pupil }) => pupil),
  );
  const topGrade = options.students < 30 ? 8 : 12;
  const seats: Seat[] = [];
  for (const { pupil, person } of here) {
    const dice = new Dice(options.seed, `stay ${year.endYear}/${pupil.number}`);
    const story = stories.get(pupil.number) ?? 'whole year';
    staysOf(pupil, story, year, topGrade, options.today, dice).forEach((stay, at) => {
      const calendar = year.calendars.get(calendarKindOf(stay.grade));
      if (!calendar) throw new RangeError(`There is no calendar for grade ${stay.grade}.`);
      const enrollment = book.add('enrollment', `${year.endYear}/${pupil.number}/${at}`, {
        studentId: person.id,
        schoolId: calendar.row.schoolId,
        calendarId: calendar.row.id,
        ...stay,
      });
      if (enrollment.noShow === 1 || enrollment.extracurricularOnly === 1) return;
      const all = sections.seats(pupil, stay.grade);
      const mine = enrollment.serviceType === 'S' ? all.slice(0, 2) : all;
      for (const { row } of mine)
        book.add('sectionRoster', `${enrollment.id}/${row.id}`, {
          sectionId: row.id,
          enrollmentId: enrollment.id,
          startDate: enrollment.startDate,
          endDate: enrollment.endDate,
        });
      seats.push({ pupil, story, endYear: year.endYear, enrollment, calendar, sections: mine });
    });
  }
  return seats;
}

/** Every uncommon story once in the last year, and now and then by chance in all years. */
function tellStories(
  options: DistrictOptions,
  endYear: number,
  pupils: readonly Pupil[],
): ReadonlyMap<number, Story> {
  const dice = new Dice(options.seed, `stories ${endYear}`);
  const told = new Map<number, Story>();
  const order = dice.shuffled(pupils);
  if (endYear === options.endYear && pupils.length >= 40)
    for (const story of STORIES) {
      const teller = order.find(
        (pupil) => !told.has(pupil.number) && canTell(story, gradeOf(pupil, endYear)),
      );
      if (teller) told.set(teller.number, story);
    }
  for (const pupil of order) {
    if (told.has(pupil.number) || gradeOf(pupil, endYear) === 'PK') continue;
    const story = dice.weighted<Story>([
      ['whole year', 950],
      ['arrives', 20],
      ['leaves', 20],
      ['leaves and returns', 10],
    ]);
    // Who comes back next year has not moved away for good.
    if (story === 'leaves' && pupil.lastYear > endYear && endYear < options.endYear) continue;
    told.set(pupil.number, story);
  }
  return told;
}
