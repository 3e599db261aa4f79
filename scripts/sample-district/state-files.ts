import type { CivilDate } from '#domain/system/civil-date.ts';
import { slashDate } from '#domain/system/date-words.ts';
import type { DistrictRows } from '#scripts/sample-district/district-rows.ts';

/** Positional, tab-separated, CR LF, with the header record the state asks for; no byte order mark, no quotes. */
function stateFile(today: CivilDate, lines: readonly (readonly (string | null)[])[]): string {
  const header = ['HD', slashDate(today), '08:00:00', 'MT9.1'];
  return [header, ...lines].map((line) => `${line.map((value) => value ?? '').join('\t')}\r\n`).join('');
}

const dateOrEmpty = (date: CivilDate | null): string => (date === null ? '' : slashDate(date));

/** Student Demographic: every pupil, the one whose state ID is pending too. */
export function demographicFile(rows: DistrictRows, today: CivilDate): string {
  const enrolled = new Map(rows.of('enrollment').map((row) => [row.studentId, row]));
  const demographics = new Map(rows.of('demographics').map((row) => [row.personId, row]));
  return stateFile(
    today,
    rows
      .of('person')
      .filter((person) => enrolled.has(person.id))
      .map((person) => {
        const facts = demographics.get(person.id);
        const races = JSON.parse(facts?.races ?? '[]') as string[];
        return [
          'SD',
          rows.of('district')[0]?.number ?? '',
          rows.number(person.id, 'state'),
          rows.number(person.id, 'local'),
          person.lastName,
          person.firstName,
          person.middleName,
          person.suffix,
          person.gender,
          dateOrEmpty(person.birthDate),
          facts?.hispanic ?? '',
          races.join(' '),
        ];
      }),
  );
}

/**
 * Student Enrollment: all enrollments of pupils with a state ID, because the state takes none without. End statuses
 * the state's list is not known for stay empty.
 */
export function enrollmentFile(rows: DistrictRows, today: CivilDate, endYear: number): string {
  const lines = rows.of('enrollment').flatMap((row) => {
    const stateId = rows.number(row.studentId, 'state');
    if (stateId === '') return [];
    const person = rows.get('person', row.studentId);
    return [
      [
        'EN',
        rows.of('district')[0]?.number ?? '',
        rows.get('school', row.schoolId).number,
        rows.get('calendar', row.calendarId).number,
        stateId,
        rows.number(row.studentId, 'local'),
        person.lastName,
        person.firstName,
        slashDate(row.startDate),
        row.startStatus,
        dateOrEmpty(row.endDate),
        row.endStatus,
        row.grade,
        row.serviceType,
        row.noShow === 1 ? 'Y' : 'N',
        '',
        dateOrEmpty(row.diplomaDate),
        row.diplomaType,
        row.diplomaPeriod,
        String(endYear),
      ],
    ];
  });
  return stateFile(today, lines);
}
