import type { DistrictRows } from '#scripts/sample-district/district-rows.ts';

/** A user's values after the three that lead every file. */
export interface RosterUser {
  readonly sourcedId: string;
  readonly values: readonly string[];
}

/** Pupils with a seat, staff and guardians. User names tell nobody's name. */
export function oneRosterUsers(rows: DistrictRows): readonly RosterUser[] {
  const enrollments = new Map(rows.of('enrollment').map((row) => [row.studentId, row]));
  const adults = new Map<string, string[]>();
  for (const { studentId, adultId } of rows.of('relationship'))
    adults.set(studentId, [...(adults.get(studentId) ?? []), adultId]);
  const schoolsOf = new Map<string, Set<string>>();
  for (const [studentId, { schoolId }] of enrollments)
    for (const adultId of adults.get(studentId) ?? [])
      schoolsOf.set(adultId, (schoolsOf.get(adultId) ?? new Set()).add(schoolId));
  const emails = new Map(rows.of('directory').map((row) => [row.personId, row.email ?? '']));
  const phones = new Map(rows.of('phone').map((row) => [row.personId, row.number]));
  const allSchools = rows.of('school').map((school) => school.id);
  let guardians = 0;
  return rows.of('person').map((person) => {
    const enrollment = enrollments.get(person.id);
    const state = rows.number(person.id, 'state');
    const local = rows.number(person.id, 'local') || rows.number(person.id, 'staff');
    const role = person.isStaff === 1 ? 'teacher' : enrollment ? 'student' : 'guardian';
    const schools = enrollment ? [enrollment.schoolId] : [...(schoolsOf.get(person.id) ?? allSchools)];
    const username = role === 'guardian' ? `g${++guardians}` : `${role === 'teacher' ? 't' : 's'}${local}`;
    return {
      sourcedId: person.id,
      values: [
        'true',
        schools.join(','),
        role,
        username,
        state === '' ? '' : `{stateId:${state}}`,
        person.firstName,
        person.lastName,
        person.middleName ?? '',
        local,
        emails.get(person.id) ?? '',
        '',
        phones.get(person.id) ?? '',
        (adults.get(person.id) ?? []).join(','),
        enrollment ? rosterGrade(enrollment.grade) : '',
        '',
      ],
    };
  });
}

/** The grade as rostering knows it: both kindergartens are KG. */
function rosterGrade(grade: string): string {
  return grade === 'KF' || grade === 'KH' ? 'KG' : grade;
}
