import type { StudentFile, ValidatedStay } from '#domain/collections/validation/student-file.ts';
import { calendarExcludes } from '#domain/school/calendar-excludes.ts';
import type { Received } from '#state-server/collections/received-records.ts';

/** The files of the pupils who are, or should not be any more, enrolled in a school year. */
export function studentFiles(of: Received, endYear: number): StudentFile[] {
  const years = new Map(of('schoolYear').map((row) => [row.id, row]));
  const yearOf = new Map(of('calendar').map((row) => [row.id, years.get(row.schoolYearId)]));
  const one = <R extends { enrollmentId: string }>(list: readonly R[]): Map<string, R> =>
    new Map(list.map((row) => [row.enrollmentId, row]));
  const [facts, agreements, totals] = [
    one(of('enrollmentFacts')),
    one(of('attendanceAgreement')),
    one(of('enteredTotals')),
  ];
  const stateIds = new Map(
    of('identifier')
      .filter(({ system, value }) => system === 'state' && value !== null)
      .map(({ personId, value }) => [personId, value ?? '']),
  );
  const holders = new Map<string, number>();
  for (const value of stateIds.values()) holders.set(value, (holders.get(value) ?? 0) + 1);
  const grouped = <R extends { studentId: string }>(list: readonly R[]): Map<string, R[]> => {
    const found = new Map<string, R[]>();
    for (const row of list) found.set(row.studentId, [...(found.get(row.studentId) ?? []), row]);
    return found;
  };
  const reporting = new Map(
    of('calendarReporting').map(({ calendarId, excluded, excludedGrades }) => [
      calendarId,
      {
        excluded: excluded === 1,
        excludedGrades: excludedGrades ? (JSON.parse(excludedGrades) as string[]) : [],
      },
    ]),
  );
  const modes = new Map(
    of('calendarModes').map((row) => [row.calendarId, row.modes ? (JSON.parse(row.modes) as string[]) : []]),
  );
  const enrollments = grouped(of('enrollment'));
  const programs = grouped(of('programRecord'));
  const plans = grouped(of('iep'));
  const exits = grouped(of('specialEducationExit'));
  const demographics = new Map(of('demographics').map((row) => [row.personId, row]));
  const directories = new Map(of('directory').map((row) => [row.personId, row]));
  return of('person').flatMap((person) => {
    const own = enrollments.get(person.id) ?? [];
    const stays = own.flatMap((row): ValidatedStay[] => {
      const year = yearOf.get(row.calendarId);
      return year?.endYear === endYear && !calendarExcludes(reporting.get(row.calendarId), row.grade)
        ? [
            {
              row,
              endYear,
              yearStart: year.startDate,
              yearEnd: year.endDate,
              daysEnrolled: 0,
              facts: facts.get(row.id) ?? null,
              agreement: agreements.get(row.id) ?? null,
              totals: totals.get(row.id) ?? null,
              modes: modes.get(row.calendarId) ?? [],
              marksOfBeingHere: 0,
              counts: {},
            },
          ]
        : [];
    });
    const openBefore =
      own.find(
        (row) =>
          (yearOf.get(row.calendarId)?.endYear ?? endYear) < endYear &&
          row.endDate === null &&
          row.noShow === 0,
      ) ?? null;
    if (stays.length === 0 && openBefore === null) return [];
    const stateId = stateIds.get(person.id) ?? null;
    return [
      {
        person,
        stateId,
        stateIdSharedBy: stateId === null ? 0 : (holders.get(stateId) ?? 1) - 1,
        demographics: demographics.get(person.id) ?? null,
        directory: directories.get(person.id) ?? null,
        stays,
        openBefore,
        programs: programs.get(person.id) ?? [],
        plans: plans.get(person.id) ?? [],
        exits: exits.get(person.id) ?? [],
      },
    ];
  });
}
