import {
  dateCell,
  requiredCell,
  requiredDate,
  requiredName,
  stateIdCell,
  textCell,
  wholeNumber,
  yesNo,
} from '#db/imports/cells.ts';
import {
  calendarByNumber,
  personByNumbers,
  schoolByNumber,
  setNumber,
  yearEnding,
} from '#db/imports/find-subject.ts';
import { type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import { decimalCell, type FileFacts, type Named, ownCode } from '#db/imports/state-records.ts';
import { put, putKeyed } from '#db/system/rows.ts';
import { courseFacts } from '#domain/school/class-reporting.records.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { Row } from '#domain/sync/registry.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';

type Take = (tools: ImportTools, cells: Named, facts: FileFacts) => RowResult;

/** One course in one school: the same number there is the same course. Source: upload template CU. */
export const takeCourse: Take = (tools, cells, facts) => {
  const { schoolId } = placeOf(tools, cells, facts);
  const number = requiredCell(cells.courseNumber, 'Course number');
  const name = requiredName(cells.courseName, 'Course');
  const before = courseNumbered(tools, schoolId, number);
  const courseId = before?.id ?? tools.newId();
  let changed = put(tools.writer, 'course', { id: courseId, schoolId, number, name });
  const known = tools.writer.rows<Row<'courseFacts'>>(
    'SELECT * FROM courseFacts WHERE id = ?',
    naturalId(courseFacts, { courseId }),
  )[0];
  const row: Omit<Row<'courseFacts'>, 'id'> = {
    courseId,
    subjectArea: textCell(cells.subjectArea) ?? known?.subjectArea ?? null,
    courseCode: textCell(cells.courseCode) ?? known?.courseCode ?? null,
    lowestGrade: textCell(cells.lowestGrade) ?? known?.lowestGrade ?? null,
    highestGrade: textCell(cells.highestGrade) ?? known?.highestGrade ?? null,
    credit: decimalCell(cells.credit, 'Available Carnegie unit credit') ?? known?.credit ?? null,
    level: ownCode(tools, 'course_level', cells.level, 'SCED course level', false) ?? known?.level ?? null,
    sequence: wholeNumber(cells.sequence, 'SCED sequence') ?? known?.sequence ?? null,
    sequenceTotal: wholeNumber(cells.sequenceTotal, 'SCED sequence total') ?? known?.sequenceTotal ?? null,
    distance: flag(cells.distance, 'Distance class', known?.distance ?? null),
    dualCredit: flag(cells.dualCredit, 'Dual enrollment credit', known?.dualCredit ?? null),
    alternative: flag(cells.alternative, 'Alternative education program', known?.alternative ?? null),
  };
  if (row.sequence !== null && row.sequenceTotal !== null && row.sequence > row.sequenceTotal)
    throw new RowProblem('The SCED sequence is past its total.', 'SCED sequence', String(row.sequence));
  const same =
    known && Object.entries(row).every(([field, value]) => known[field as keyof typeof known] === value);
  if (!same) {
    putKeyed(tools.writer, 'courseFacts', row);
    changed = true;
  }
  return before ? (changed ? 'changed' : 'same') : 'added';
};

/** One class of a course. Source: upload template SU. */
export const takeSection: Take = (tools, cells, facts) => {
  const { schoolId, schoolYearId } = placeOf(tools, cells, facts);
  const course = courseOf(tools, schoolId, cells);
  const number = requiredCell(cells.sectionNumber, 'Section number');
  const before = sectionNumbered(tools, schoolId, schoolYearId, number);
  if (before && before.courseId !== null && before.courseId !== course.id)
    throw new RowProblem(`Section ${number} belongs to another course here.`, 'Section number', number);
  const row: Row<'section'> = before
    ? { ...before, courseId: course.id }
    : {
        id: tools.newId(),
        schoolId,
        schoolYearId,
        courseId: course.id,
        number,
        name: course.name,
        kind: 'class',
        block: null,
        teacherId: null,
        place: null,
      };
  const changed = put(tools.writer, 'section', row);
  const session = keepSession(tools, row.id, cells);
  return before ? (changed || session ? 'changed' : 'same') : 'added';
};

/** Session type and number, where the line has one; an empty cell leaves what is here. Answers whether something changed. */
function keepSession(tools: ImportTools, sectionId: string, cells: Named): boolean {
  const sessionType = textCell(cells.sessionType);
  const sessionNumber = textCell(cells.sessionNumber);
  if (sessionType === null && sessionNumber === null) return false;
  const known = tools.writer.rows<Row<'sectionFacts'>>(
    'SELECT * FROM sectionFacts WHERE sectionId = ?',
    sectionId,
  )[0];
  const row = {
    sectionId,
    sessionType: sessionType ?? known?.sessionType ?? null,
    sessionNumber: sessionNumber ?? known?.sessionNumber ?? null,
  };
  if (known?.sessionType === row.sessionType && known?.sessionNumber === row.sessionNumber) return false;
  putKeyed(tools.writer, 'sectionFacts', row);
  return true;
}

/** When a class meets. A period that is here already is not brought in again. Source: upload template Section Placement. */
export const takePlacement: Take = (tools, cells, facts) => {
  const section = sectionOf(tools, cells, facts);
  const block = requiredCell(cells.period, 'Period');
  if (section.block !== null) return section.block === block ? 'same' : 'skipped';
  put(tools.writer, 'section', { ...section, block });
  return 'changed';
};

/** Who taught a class. Source: upload template SH. */
export const takeSectionStaff: Take = (tools, cells, facts) => {
  const section = sectionOf(tools, cells, facts);
  const staffId = staffByNumber(tools, cells);
  const role = ownCode(tools, 'section_staff_role', cells.role, 'Role', true) ?? 'T';
  const startDate = dateCell(cells.startDate, 'Start date');
  const endDate = dateCell(cells.endDate, 'End date');
  inOrder(startDate, endDate);
  const before = tools.writer.rows<Row<'sectionStaff'>>(
    'SELECT * FROM sectionStaff WHERE sectionId = ? AND staffId = ? AND role = ? AND startDate IS ?',
    section.id,
    staffId,
    role,
    startDate,
  )[0];
  if (!before && startDate === null && endDate === null && role === 'T') {
    if (section.teacherId === staffId) return 'same';
    if (section.teacherId === null) {
      put(tools.writer, 'section', { ...section, teacherId: staffId });
      return 'changed';
    }
  }
  const changed = put(tools.writer, 'sectionStaff', {
    id: before?.id ?? tools.newId(),
    sectionId: section.id,
    staffId,
    role,
    startDate,
    endDate,
  });
  return before ? (changed ? 'changed' : 'same') : 'added';
};

/** One pupil's seat in a class. Source: upload template RU. */
export const takeRoster: Take = (tools, cells, facts) => {
  const section = sectionOf(tools, cells, facts);
  const { calendarId } = placeOf(tools, cells, facts);
  const stateId = stateIdCell(requiredCell(cells.stateId, 'State ID'));
  const studentId = personByNumbers(tools.writer, stateId, null);
  const startDate = dateCell(cells.startDate, 'Start date');
  const endDate = dateCell(cells.endDate, 'End date');
  inOrder(startDate, endDate);
  const enrollment =
    studentId === undefined
      ? undefined
      : tools.writer.rows<{ id: string; startDate: string }>(
          `SELECT id, startDate FROM enrollment WHERE studentId = ? AND calendarId = ?
            ORDER BY (? BETWEEN startDate AND coalesce(endDate, '9999')) DESC, serviceType = 'P' DESC, startDate DESC LIMIT 1`,
          studentId,
          calendarId,
          startDate ?? '',
        )[0];
  if (!enrollment)
    throw new RowProblem(
      'This pupil has no enrollment in that calendar. Bring in the enrollment file first.',
      'State ID',
      stateId ?? undefined,
    );
  const from = startDate ?? enrollment.startDate;
  const before = tools.writer.rows<Row<'sectionRoster'>>(
    'SELECT * FROM sectionRoster WHERE sectionId = ? AND enrollmentId = ? AND startDate = ?',
    section.id,
    enrollment.id,
    from,
  )[0];
  const changed = put(tools.writer, 'sectionRoster', {
    id: before?.id ?? tools.newId(),
    sectionId: section.id,
    enrollmentId: enrollment.id,
    startDate: from,
    endDate,
  });
  return before ? (changed ? 'changed' : 'same') : 'added';
};

/** One term of employment; a staff member who is not here yet is made. Overlaps are problems. Source: template TE. */
export const takeEmployment: Take = (tools, cells) => {
  const districtId = districtByNumber(tools, cells);
  const { personId, made } = staffPerson(tools, cells);
  const startDate = requiredDate(cells.startDate, 'Employment start date');
  const endDate = dateCell(cells.endDate, 'Employment end date');
  inOrder(startDate, endDate);
  const own = tools.writer.rows<Row<'employmentTerm'>>(
    'SELECT * FROM employmentTerm WHERE personId = ? AND districtId = ?',
    personId,
    districtId,
  );
  const before = own.find((row) => row.startDate === startDate);
  refuseOverlap(own, before, startDate, endDate, 'Employment start date');
  const changed = put(tools.writer, 'employmentTerm', {
    id: before?.id ?? tools.newId(),
    personId,
    districtId,
    startDate,
    endDate,
  });
  return before ? (changed || made ? 'changed' : 'same') : 'added';
};

/** One assignment at a school. Source: upload template District Assignment. */
export const takeAssignment: Take = (tools, cells) => {
  const { personId, made } = staffPerson(tools, cells);
  const school = schoolByNumber(tools, requiredCell(cells.schoolNumber, 'Assignment school'));
  const assignment = ownCode(tools, 'district_assignment', cells.assignment, 'Assignment code', true) ?? '';
  const startDate = requiredDate(cells.startDate, 'Assignment start date');
  const endDate = dateCell(cells.endDate, 'Assignment end date');
  inOrder(startDate, endDate);
  const own = tools.writer.rows<Row<'districtAssignment'>>(
    'SELECT * FROM districtAssignment WHERE personId = ? AND schoolId = ? AND assignment = ?',
    personId,
    school.id,
    assignment,
  );
  const before = own.find((row) => row.startDate === startDate);
  refuseOverlap(own, before, startDate, endDate, 'Assignment start date');
  const changed = put(tools.writer, 'districtAssignment', {
    id: before?.id ?? tools.newId(),
    personId,
    schoolId: school.id,
    assignment,
    startDate,
    endDate,
  });
  return before ? (changed || made ? 'changed' : 'same') : 'added';
};

function refuseOverlap(
  own: readonly { id: string; startDate: string; endDate: string | null }[],
  before: { id: string } | undefined,
  startDate: string,
  endDate: string | null,
  field: string,
): void {
  const clash = own.find(
    (row) =>
      row.id !== before?.id &&
      row.startDate <= (endDate ?? '9999') &&
      (row.endDate === null || row.endDate >= startDate),
  );
  if (clash)
    throw new RowProblem('This overlaps a record that is here. End that one first.', field, startDate);
}

function inOrder(startDate: string | null, endDate: string | null): void {
  if (startDate !== null && endDate !== null && endDate < startDate)
    throw new RowProblem('The end date is before the start date.', 'End date', endDate);
}

/** A staff member by the state's number, or made from the line; a name that changed is brought up to date. */
function staffPerson(tools: ImportTools, cells: Named): { personId: string; made: boolean } {
  const staffId = stateIdCell(requiredCell(cells.staffId, 'Staff state ID'));
  const lastName = requiredName(cells.lastName, 'Last name');
  const firstName = requiredName(cells.firstName, 'First name');
  const gender = ownCode(tools, 'gender', cells.gender, 'Gender', false);
  const known = personByNumbers(tools.writer, staffId, null);
  const before =
    known === undefined
      ? undefined
      : tools.writer.rows<Row<'person'>>('SELECT * FROM person WHERE id = ?', known)[0];
  const personId = known ?? tools.newId();
  const made = put(tools.writer, 'person', {
    ...(before ?? {
      id: personId,
      middleName: null,
      suffix: null,
      usualName: null,
      birthDate: null,
      isStudent: 0,
    }),
    lastName,
    firstName,
    gender: gender ?? before?.gender ?? null,
    isStaff: 1,
  });
  return { personId, made: setNumber(tools.writer, personId, 'state', staffId) || made };
}

function staffByNumber(tools: ImportTools, cells: Named): string {
  const staffId = stateIdCell(requiredCell(cells.staffId, 'Staff state ID'));
  const known = personByNumbers(tools.writer, staffId, null);
  if (!known)
    throw new RowProblem(
      'Nobody here has this staff number. Bring in the terms of employment first.',
      'Staff state ID',
      staffId ?? undefined,
    );
  return known;
}

function districtByNumber(tools: ImportTools, cells: Named): string {
  const number = requiredCell(cells.districtNumber, 'District number').padStart(4, '0');
  const rows = tools.writer.rows<{ id: string; number: string }>(
    'SELECT id, number FROM district ORDER BY number, id',
  );
  const found =
    rows.find((row) => row.number.padStart(4, '0') === number) ?? (rows.length === 1 ? rows[0] : undefined);
  if (!found) throw new RowProblem(`There is no district ${number} here.`, 'District number', number);
  return found.id;
}

/** School, calendar and school year of a line. These files carry no year: the header's date says which one it is. */
function placeOf(
  tools: ImportTools,
  cells: Named,
  { asOf }: FileFacts,
): { schoolId: string; schoolYearId: string; calendarId: string } {
  if (asOf === null)
    throw new RowProblem(
      'The header record has no date, so nobody can tell which school year this is.',
      'Date',
    );
  const school = schoolByNumber(tools, requiredCell(cells.schoolNumber, 'School number'));
  const schoolYearId = yearEnding(tools, schoolYearOf(asOf));
  const calendarId = calendarByNumber(
    tools,
    school,
    schoolYearId,
    requiredCell(cells.calendarNumber, 'Calendar number'),
  );
  return { schoolId: school.id, schoolYearId, calendarId };
}

const courseNumbered = (tools: ImportTools, schoolId: string, number: string): Row<'course'> | undefined =>
  tools.writer.rows<Row<'course'>>(
    'SELECT * FROM course WHERE schoolId = ? AND number = ?',
    schoolId,
    number,
  )[0];

const sectionNumbered = (
  tools: ImportTools,
  schoolId: string,
  schoolYearId: string,
  number: string,
): Row<'section'> | undefined =>
  tools.writer.rows<Row<'section'>>(
    'SELECT * FROM section WHERE schoolId = ? AND schoolYearId = ? AND number = ?',
    schoolId,
    schoolYearId,
    number,
  )[0];

function courseOf(tools: ImportTools, schoolId: string, cells: Named): Row<'course'> {
  const number = requiredCell(cells.courseNumber, 'Course number');
  const course = courseNumbered(tools, schoolId, number);
  if (!course)
    throw new RowProblem(
      `There is no course ${number} here. Bring in the course file first.`,
      'Course number',
      number,
    );
  return course;
}

function sectionOf(tools: ImportTools, cells: Named, facts: FileFacts): Row<'section'> {
  const { schoolId, schoolYearId } = placeOf(tools, cells, facts);
  courseOf(tools, schoolId, cells);
  const number = requiredCell(cells.sectionNumber, 'Section number');
  const section = sectionNumbered(tools, schoolId, schoolYearId, number);
  if (!section)
    throw new RowProblem(
      `There is no section ${number} here. Bring in the section file first.`,
      'Section number',
      number,
    );
  return section;
}

function flag(value: string | undefined, field: string, old: 0 | 1 | null): 0 | 1 | null {
  const said = yesNo(value, field);
  return said === null ? old : said ? 1 : 0;
}
