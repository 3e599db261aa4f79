import type { Row } from '#domain/sync/registry.ts';
import type { DistrictRows } from '#scripts/sample-district/district-rows.ts';
import { oneRosterUsers } from '#scripts/sample-district/one-roster-users.ts';
import { csv } from '#scripts/sample-district/table-files.ts';

const FILES = [
  'academicSessions',
  'categories',
  'classes',
  'classResources',
  'courses',
  'courseResources',
  'demographics',
  'enrollments',
  'lineItems',
  'orgs',
  'resources',
  'results',
  'users',
] as const;

type Line = readonly (string | null)[];

/** A bulk line: status and last change stay empty. */
const bulk = (sourcedId: string, ...rest: Line): Line => [sourcedId, '', '', ...rest];

/** A OneRoster 1.1 bulk folder: organizations, sessions, courses, classes, people and rosters. */
export function oneRosterFiles(rows: DistrictRows): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const put = (name: string, columns: string, lines: readonly Line[]): void => {
    const all = `sourcedId,status,dateLastModified,${columns}`.split(',');
    files.set(`${name}.csv`, csv(all, lines));
  };
  put('orgs', 'name,type,identifier,parentSourcedId', [
    ...rows.of('district').map((row) => bulk(row.id, row.name, 'district', row.legalEntity, '')),
    ...rows.of('school').map((row) => bulk(row.id, row.name, 'school', row.number, row.districtId)),
  ]);
  put('academicSessions', 'title,type,startDate,endDate,parentSourcedId,schoolYear', sessions(rows));
  put('courses', 'schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes', [
    ...rows.of('course').map((row) => bulk(row.id, '', row.name, row.number, '', row.schoolId, '', '')),
    ...rooms(rows).map((row) => bulk(roomCourse(row), '', row.name, row.number, '', row.schoolId, '', '')),
  ]);
  put(
    'classes',
    'title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
    rows
      .of('section')
      .map((row) =>
        bulk(
          row.id,
          row.name,
          '',
          row.courseId ?? roomCourse(row),
          row.number,
          row.kind === 'room' ? 'homeroom' : 'scheduled',
          row.place,
          row.schoolId,
          row.schoolYearId,
          '',
          '',
          row.block,
        ),
      ),
  );
  put(
    'users',
    'enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password',
    oneRosterUsers(rows).map(({ sourcedId, values }) => bulk(sourcedId, ...values)),
  );
  put(
    'enrollments',
    'classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
    rosters(rows),
  );
  put(
    'demographics',
    'birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus',
    demographics(rows),
  );
  files.set('manifest.csv', manifest(new Set([...files.keys()].map((name) => name.replace('.csv', '')))));
  return files;
}

function manifest(present: ReadonlySet<string>): string {
  return csv(
    ['propertyName', 'value'],
    [
      ['manifest.version', '1.0'],
      ['oneroster.version', '1.1'],
      ...FILES.map((name) => [`file.${name}`, present.has(name) ? 'bulk' : 'absent']),
      ['source.systemName', 'Hi-Line sample district'],
      ['source.systemCode', 'hi-line'],
    ],
  );
}

function sessions(rows: DistrictRows): readonly Line[] {
  const year = rows.of('schoolYear')[0];
  if (!year) throw new RangeError('A district has a school year.');
  const schoolYear = String(year.endYear);
  const numbers = new Set(['101', '201']);
  const terms = rows.of('term').filter((term) => numbers.has(rows.get('calendar', term.calendarId).number));
  return [
    bulk(year.id, `School year ${schoolYear}`, 'schoolYear', year.startDate, year.endDate, '', schoolYear),
    ...terms.map((term) =>
      bulk(term.id, term.name, 'gradingPeriod', term.startDate, term.endDate, year.id, schoolYear),
    ),
  ];
}

function rooms(rows: DistrictRows): readonly Row<'section'>[] {
  return rows.of('section').filter((row) => row.courseId === null);
}

function roomCourse(room: { readonly number: string }): string {
  return `room-course-${room.number}`;
}

function rosters(rows: DistrictRows): readonly Line[] {
  const pupils = rows.of('sectionRoster').map((row) => {
    const enrollment = rows.get('enrollment', row.enrollmentId);
    const { schoolId } = rows.get('section', row.sectionId);
    return bulk(
      row.id,
      row.sectionId,
      schoolId,
      enrollment.studentId,
      'student',
      'false',
      row.startDate,
      row.endDate,
    );
  });
  const teachers = rows
    .of('section')
    .flatMap((row) =>
      row.teacherId === null
        ? []
        : [bulk(`teacher-${row.id}`, row.id, row.schoolId, row.teacherId, 'teacher', 'true', '', '')],
    );
  return [...pupils, ...teachers];
}

function demographics(rows: DistrictRows): readonly Line[] {
  return rows.of('demographics').map((row) => {
    const person = rows.get('person', row.personId);
    const races = JSON.parse(row.races ?? '[]') as string[];
    const has = (code: string): string => String(races.includes(code));
    return bulk(
      row.personId,
      person.birthDate,
      person.gender === 'F' ? 'female' : 'male',
      has('AI'),
      has('AS'),
      has('BL'),
      has('PI'),
      has('WH'),
      String(races.length > 1),
      String(row.hispanic === 'Y'),
      '',
      '',
      '',
      '',
    );
  });
}
