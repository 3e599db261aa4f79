import type { Whose, YearRecords } from '#domain/collections/validation/year-records.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { Received } from '#state-server/collections/received-records.ts';

/**
 * The records of a school year that no pupil's file holds, as the state has them. Counts and their dates are the district's
 * to work out and left empty.
 */
export function yearRecords(of: Received, endYear: number): YearRecords {
  const years = of('schoolYear').filter((row) => row.endYear === endYear);
  const inYear = new Set(years.map(({ id }) => id));
  const schools = new Map(of('school').map(({ id, name }) => [id, name]));
  const calendars = of('calendar').filter(({ schoolYearId }) => inYear.has(schoolYearId));
  const sections = of('section').filter(({ schoolYearId }) => inYear.has(schoolYearId));
  const people = new Map(of('person').map((row) => [row.id, row]));
  const pupil = (studentId: string): Whose => ({ studentId, name: nameOf(people.get(studentId)) });
  const ofSchool = ({
    id,
    schoolId,
    number,
    name,
  }: Pick<Row<'course'>, 'id' | 'schoolId' | 'number' | 'name'>) => ({
    id,
    schoolId,
    number,
    whose: { studentId: null, name: `${schools.get(schoolId) ?? ''}, ${name}` },
  });
  return {
    courses: of('course').map(ofSchool),
    sections: sections.map(ofSchool),
    calendars: calendars.map(ofSchool),
    bells: bellsOf(of, new Map(calendars.map((row) => [row.id, ofSchool(row).whose]))),
    staff: staffOf(of, { years, sections, people }),
    pathways: of('ctePathway')
      .filter((row) => row.endYear === endYear)
      .map((row) => ({ ...row, whose: pupil(row.studentId) })),
    followUps: followUpsOf(of, endYear).map((row) => ({ ...row, whose: pupil(row.studentId) })),
    scores: of('testScore').map((row) => ({
      ...row,
      whose: pupil(row.studentId),
      birthDate: people.get(row.studentId)?.birthDate ?? null,
    })),
    unitCounts: [],
    countDates: [],
  };
}

const nameOf = (person: Row<'person'> | undefined): string =>
  person ? `${person.lastName}, ${person.firstName}` : 'Somebody who is not here';

/** Bells of the year's calendars with their instructional periods and how many school days run by them. */
function bellsOf(of: Received, calendars: ReadonlyMap<string, Whose>): YearRecords['bells'] {
  const periods = Map.groupBy(
    of('bellBlock')
      .filter(({ instructional }) => instructional === 1)
      .sort((a, b) => a.position - b.position),
    ({ bellScheduleId }) => bellScheduleId,
  );
  const days = Map.groupBy(
    of('calendarDay').filter(({ kind }) => kind === 'instruction'),
    ({ bellScheduleId }) => bellScheduleId,
  );
  return of('bellSchedule').flatMap(({ id, calendarId, name }) => {
    const whose = calendars.get(calendarId);
    return whose
      ? [{ id, calendarId, name, periods: periods.get(id) ?? [], days: days.get(id)?.length ?? 0, whose }]
      : [];
  });
}

/** Those who are employed in the year or teach one of its classes. */
function staffOf(
  of: Received,
  {
    years,
    sections,
    people,
  }: {
    readonly years: readonly Row<'schoolYear'>[];
    readonly sections: readonly Row<'section'>[];
    readonly people: ReadonlyMap<string, Row<'person'>>;
  },
): YearRecords['staff'] {
  const classes = new Map(sections.filter(({ kind }) => kind === 'class').map((row) => [row.id, row]));
  const working = new Set([
    ...of('employmentTerm')
      .filter(({ startDate, endDate }) =>
        years.some((year) => startDate <= year.endDate && (endDate === null || endDate >= year.startDate)),
      )
      .map(({ personId }) => personId),
    ...[...classes.values()].map(({ teacherId }) => teacherId),
    ...of('sectionStaff')
      .filter(({ sectionId }) => classes.has(sectionId))
      .map(({ staffId }) => staffId),
  ]);
  const numbers = new Map(
    of('identifier')
      .filter(({ system }) => system === 'state')
      .map(({ personId, value }) => [personId, value]),
  );
  return [...people.values()]
    .filter(({ id, isStaff }) => isStaff === 1 && working.has(id))
    .map((person) => ({
      id: person.id,
      stateNumber: numbers.get(person.id) ?? null,
      whose: { studentId: null, name: nameOf(person) },
    }));
}

/** Each with the last day of the pupil's newest enrollment that has ended. */
function followUpsOf(of: Received, endYear: number): (Row<'cteFollowUp'> & { leftOn: string | null })[] {
  const left = new Map<string, string>();
  for (const { studentId, endDate } of of('enrollment'))
    if (endDate !== null && endDate > (left.get(studentId) ?? '')) left.set(studentId, endDate);
  return of('cteFollowUp')
    .filter((row) => row.endYear === endYear)
    .map((row) => ({ ...row, leftOn: left.get(row.studentId) ?? null }));
}
