import {
  birthDateCell,
  nameCell,
  requiredCell,
  requiredDate,
  requiredName,
  stateIdCell,
  textCell,
} from '#db/imports/cells.ts';
import { personByNumbers, schoolByNumber, setNumber, yearEnding } from '#db/imports/find-subject.ts';
import { type ImportRow, type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import type { OneRosterFile } from '#db/imports/one-roster.ts';
import { endClassEnrollment, takeClassEnrollment, tieFamily } from '#db/imports/one-roster-rosters.ts';
import { Told } from '#db/imports/one-roster-told.ts';
import type { Cells } from '#db/imports/table-columns.ts';
import { put, putKeyed, rowOf } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';

/**
 * Takes the rows of one export in their order. "tobedeleted" ends a seat in a class; people, classes and schools so
 * marked are left alone and counted, because nothing here is removed unseen.
 */
export function takeOneRoster() {
  const told = new Told();
  return {
    take(file: OneRosterFile, tools: ImportTools, row: Cells, line: number): RowResult {
      if (row.get('status')?.trim().toLowerCase() !== 'tobedeleted')
        return TAKE[file](told, tools, row, line);
      if (file === 'enrollments') return endClassEnrollment(told, tools, row);
      told.leftAlone.set(file, (told.leftAlone.get(file) ?? 0) + 1);
      return 'skipped';
    },
    /** Families can only be tied when every user is here. */
    *last(): Generator<ImportRow> {
      for (const { child, adult, line } of told.agents)
        yield {
          file: 'users.csv',
          line,
          cells: [child, adult],
          take: (tools) => tieFamily(told, tools, { child, adult }),
        };
    },
    notes: (): string[] =>
      [...told.leftAlone].map(
        ([file, count]) =>
          `${count} ${count === 1 ? 'row' : 'rows'} of ${file}.csv marked "tobedeleted" left alone: an import removes nobody. End enrollments where pupils have left.`,
      ),
  };
}

const source = (row: Cells): string => requiredCell(row.get('sourcedId'), 'sourcedId');

const TAKE: Readonly<
  Record<OneRosterFile, (told: Told, tools: ImportTools, row: Cells, line: number) => RowResult>
> = {
  orgs: (told, tools, row) => {
    if (requiredCell(row.get('type'), 'type') !== 'school') return 'skipped';
    const name = requiredCell(row.get('name'), 'name');
    const number = textCell(row.get('identifier')) ?? source(row).slice(0, 4);
    const before =
      tools.writer.rows('SELECT 1 FROM school WHERE number IN (?, ?)', number, number.padStart(4, '0'))
        .length > 0;
    told.setSchool(tools.writer, source(row), schoolByNumber(tools, number, name));
    return before ? 'same' : 'added';
  },

  academicSessions: (told, tools, row) => {
    const endYear = Number(requiredCell(row.get('schoolYear'), 'schoolYear'));
    if (!Number.isInteger(endYear) || endYear < 2000 || endYear > 2100)
      throw new RowProblem(
        'schoolYear is the year in which the school year ends, like 2027.',
        'schoolYear',
        row.get('schoolYear'),
      );
    told.setSession(tools.writer, source(row), {
      endYear,
      start: requiredDate(row.get('startDate'), 'startDate'),
      end: requiredDate(row.get('endDate'), 'endDate'),
    });
    const before = tools.writer.rows('SELECT 1 FROM schoolYear WHERE endYear = ?', endYear).length > 0;
    yearEnding(tools, endYear);
    return before ? 'same' : 'added';
  },

  courses: (told, tools, row) => {
    const school = told.school(tools.writer, requiredCell(row.get('orgSourcedId'), 'orgSourcedId'));
    if (!school) return 'skipped';
    const number = textCell(row.get('courseCode')) ?? source(row).slice(0, 20);
    const before = tools.writer.rows<{ id: string }>(
      'SELECT id FROM course WHERE schoolId = ? AND number = ?',
      school.id,
      number,
    )[0];
    const id = before?.id ?? tools.newId();
    const changed = put(tools.writer, 'course', {
      id,
      schoolId: school.id,
      number,
      name: requiredCell(row.get('title'), 'title'),
    });
    told.setCourse(tools.writer, source(row), id);
    return before ? (changed ? 'changed' : 'same') : 'added';
  },

  users: (told, tools, row, line) => takeUser(told, tools, row, line),

  roles: (told, tools, row) => {
    const user = requiredCell(row.get('userSourcedId'), 'userSourcedId');
    const personId = told.person(tools.writer, user);
    if (!personId) throw new RowProblem('This user is not in users.csv.', 'userSourcedId', user);
    return setRole(
      told,
      tools,
      user,
      personId,
      requiredCell(row.get('role'), 'role'),
      textCell(row.get('orgSourcedId')),
    );
  },

  demographics: (told, tools, row) => {
    const user = requiredCell(row.get('sourcedId') ?? row.get('userSourcedId'), 'sourcedId');
    const personId = told.person(tools.writer, user);
    const person = personId ? rowOf(tools.writer, 'person', personId) : undefined;
    if (!personId || !person) throw new RowProblem('This person is not in users.csv.', 'sourcedId', user);
    const sex = textCell(row.get('sex'))?.toLowerCase();
    const birthDate =
      birthDateCell(row.get('birthDate') ?? row.get('birthdate'), 'birthDate', tools.today) ??
      person.birthDate;
    const gender = sex === 'female' ? 'F' : sex === 'male' ? 'M' : person.gender;
    const yes = (column: string): boolean => row.get(column)?.trim().toLowerCase() === 'true';
    const races = [
      ['americanIndianOrAlaskaNative', 'AI'],
      ['asian', 'AS'],
      ['blackOrAfricanAmerican', 'BL'],
      ['nativeHawaiianOrOtherPacificIslander', 'PI'],
      ['white', 'WH'],
    ].flatMap(([column = '', code = '']) => (yes(column) ? [code] : []));
    const hispanic = textCell(row.get('hispanicOrLatinoEthnicity'));
    const changed = put(tools.writer, 'person', { ...person, birthDate, gender });
    const before = tools.writer.rows<Row<'demographics'>>(
      'SELECT * FROM demographics WHERE personId = ?',
      personId,
    )[0];
    const now = {
      personId,
      hispanic: hispanic === null ? (before?.hispanic ?? null) : yes('hispanicOrLatinoEthnicity') ? 'Y' : 'N',
      races: races.length > 0 ? JSON.stringify(races) : (before?.races ?? null),
      homeLanguage: before?.homeLanguage ?? null,
      enteredGrade9: before?.enteredGrade9 ?? null,
    };
    if (!changed && before && before.hispanic === now.hispanic && before.races === now.races) return 'same';
    putKeyed(tools.writer, 'demographics', now);
    return before ? 'changed' : 'added';
  },

  classes: (told, tools, row) => {
    const schoolSource = requiredCell(row.get('schoolSourcedId'), 'schoolSourcedId');
    const school = told.school(tools.writer, schoolSource);
    if (!school)
      throw new RowProblem('The school of this class is not in orgs.csv.', 'schoolSourcedId', schoolSource);
    const term = requiredCell(row.get('termSourcedIds'), 'termSourcedIds').split(',')[0]?.trim() ?? '';
    const session = told.session(tools.writer, term);
    if (!session)
      throw new RowProblem('The term of this class is not in academicSessions.csv.', 'termSourcedIds', term);
    const schoolYearId = yearEnding(tools, session.endYear);
    const number = textCell(row.get('classCode')) ?? source(row).slice(0, 20);
    const before = tools.writer.rows<Row<'section'>>(
      'SELECT * FROM section WHERE schoolId = ? AND schoolYearId = ? AND number = ?',
      school.id,
      schoolYearId,
      number,
    )[0];
    const section: Row<'section'> = {
      id: before?.id ?? tools.newId(),
      schoolId: school.id,
      schoolYearId,
      courseId: told.course(tools.writer, row.get('courseSourcedId')?.trim() ?? '') ?? null,
      number,
      name: requiredCell(row.get('title'), 'title'),
      kind: textCell(row.get('classType')) === 'homeroom' ? 'room' : 'class',
      block: textCell(row.get('periods'))?.split(',')[0]?.trim() ?? before?.block ?? null,
      teacherId: before?.teacherId ?? null,
      place: textCell(row.get('location')),
    };
    const changed = put(tools.writer, 'section', section);
    told.setSection(tools.writer, source(row), {
      id: section.id,
      endYear: session.endYear,
      schoolSource,
      start: session.start,
    });
    return before ? (changed ? 'changed' : 'same') : 'added';
  },

  enrollments: (told, tools, row) => takeClassEnrollment(told, tools, row),
};

function takeUser(told: Told, tools: ImportTools, row: Cells, line: number): RowResult {
  const { writer } = tools;
  const user = source(row);
  const role = textCell(row.get('role'));
  const stateId = stateIdCell(/\{\s*stateId\s*:\s*([^}]*)\}/i.exec(row.get('userIds') ?? '')?.[1]);
  const localId = role === 'student' || role === null ? textCell(row.get('identifier')) : null;
  const known =
    writer.rows<{ personId: string }>(
      "SELECT personId FROM identifier WHERE system = 'oneroster' AND value = ?",
      user,
    )[0]?.personId ?? personByNumbers(writer, stateId, localId);
  const personId = known ?? tools.newId();
  const before = known ? rowOf(writer, 'person', known) : undefined;
  let changed = put(writer, 'person', {
    id: personId,
    lastName: requiredName(row.get('familyName'), 'familyName'),
    firstName: requiredName(row.get('givenName'), 'givenName'),
    middleName: nameCell(row.get('middleName'), 'middleName') ?? before?.middleName ?? null,
    suffix: before?.suffix ?? null,
    usualName: nameCell(row.get('preferredGivenName'), 'preferredGivenName') ?? before?.usualName ?? null,
    birthDate: before?.birthDate ?? null,
    gender: before?.gender ?? null,
    isStudent: before?.isStudent ?? 0,
    isStaff: before?.isStaff ?? 0,
  });
  changed = setNumber(writer, personId, 'oneroster', user) || changed;
  changed = setNumber(writer, personId, 'state', stateId) || changed;
  changed = setNumber(writer, personId, 'local', localId) || changed;
  changed = putPhones(tools, personId, [row.get('sms'), row.get('phone')]) || changed;
  told.setPerson(user, personId);
  for (const adult of (row.get('agentSourcedIds') ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean))
    told.agents.push({ child: user, adult, line });
  const grade = textCell(row.get('grades'))?.split(',')[0] ?? null;
  if (grade !== null) told.pupils.set(user, { personId, grade, schoolSource: null });
  if (role !== null) {
    const school = (row.get('orgSourcedIds') ?? '').split(',')[0]?.trim() || null;
    changed = setRole(told, tools, user, personId, role, school) === 'changed' || changed;
  }
  return known ? (changed ? 'changed' : 'same') : 'added';
}

const STAFF = new Set([
  'teacher',
  'aide',
  'administrator',
  'principal',
  'counselor',
  'siteAdministrator',
  'districtAdministrator',
  'proctor',
]);

/** A role makes a pupil or a member of the staff; guardians are tied to their children at the end. */
function setRole(
  told: Told,
  tools: ImportTools,
  user: string,
  personId: string,
  role: string,
  schoolSource: string | null,
): RowResult {
  const person = rowOf(tools.writer, 'person', personId);
  if (!person) return 'skipped';
  if (role === 'student')
    told.pupils.set(user, { personId, grade: told.pupils.get(user)?.grade ?? '', schoolSource });
  const now = {
    ...person,
    isStudent: role === 'student' ? (1 as const) : person.isStudent,
    isStaff: STAFF.has(role) ? (1 as const) : person.isStaff,
  };
  return put(tools.writer, 'person', now) ? 'changed' : 'same';
}

function putPhones(tools: ImportTools, personId: string, typed: readonly (string | undefined)[]): boolean {
  let changed = false;
  typed.forEach((value, position) => {
    const number = (value ?? '').replace(/\D/g, '').replace(/^1(\d{10})$/, '$1');
    if (
      number.length < 7 ||
      tools.writer.rows('SELECT 1 FROM phone WHERE personId = ? AND number = ?', personId, number).length > 0
    )
      return;
    put(tools.writer, 'phone', { id: tools.newId(), personId, kind: null, number, position });
    changed = true;
  });
  return changed;
}
