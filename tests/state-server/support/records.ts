import { randomUUID } from 'node:crypto';
import { naturalId } from '#domain/sync/natural-id.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import type { FieldValues } from '#sync/wire/protocol.ts';
import type { Change, TestDevice } from '#tests/state-server/support/test-device.ts';

export function aPerson(fields: FieldValues = {}): Change {
  const usual = { lastName: 'Alder', firstName: 'Wren', isStudent: 1, isStaff: 0 };
  return { type: 'person', kind: 'create', id: randomUUID(), fields: { ...usual, ...fields } };
}

export function aDistrict(): Change {
  return { type: 'district', kind: 'create', id: randomUUID(), fields: { name: 'Prairie', number: '0123' } };
}

/** Each school of a test has a year of its own: a school year's id follows from the year. */
let endYear = 2027;

/** What an enrollment points to, made at the state: ids of district, school, year, calendar and student. */
export async function aSchool(device: TestDevice) {
  const make = (type: string, fields: FieldValues): Change => {
    const found = recordTypeNamed(type);
    const id = found?.naturalKey.length ? naturalId(found, fields) : randomUUID();
    return { type, kind: 'create', id, fields };
  };
  endYear += 1;
  const district = aDistrict();
  const school = make('school', { districtId: district.id ?? '', number: '1', name: 'Prairie School' });
  const year = make('schoolYear', { endYear, startDate: '2026-08-26', endDate: '2027-06-04' });
  const calendar = make('calendar', {
    schoolId: school.id ?? '',
    schoolYearId: year.id ?? '',
    number: '1',
    name: 'All grades',
  });
  const student = aPerson();
  const answers = await device.send(
    [district, school, year, calendar, student].map((change) => device.operation(change)),
  );
  if (answers.some(({ outcome }) => outcome !== 'applied')) throw new Error(JSON.stringify(answers));
  return { schoolId: school.id ?? '', calendarId: calendar.id ?? '', studentId: student.id ?? '' };
}

type School = Awaited<ReturnType<typeof aSchool>>;

export function anEnrollment(school: School, fields: FieldValues = {}): Change {
  const usual = {
    grade: '03',
    serviceType: 'P',
    startDate: '2026-08-26',
    noShow: 0,
    stateExclude: 0,
    extracurricularOnly: 0,
  };
  return { type: 'enrollment', kind: 'create', id: randomUUID(), fields: { ...school, ...usual, ...fields } };
}
