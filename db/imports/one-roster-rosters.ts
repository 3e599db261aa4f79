import { putEnrollment } from '#db/enrollment/enroll.ts';
import { dateCell, gradeCell, requiredCell, textCell } from '#db/imports/cells.ts';
import { calendarByNumber, yearEnding } from '#db/imports/find-subject.ts';
import { type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import type { Told } from '#db/imports/one-roster-told.ts';
import type { Cells } from '#db/imports/table-columns.ts';
import { codeSet } from '#db/system/code-sets.ts';
import { put, putKeyed, rowOf } from '#db/system/rows.ts';
import { BEGUN_STAY } from '#domain/enrollment/begun-stay.ts';
import type { Row } from '#domain/sync/registry.ts';

/** A line of a roster: a pupil's seat, or the teacher of the class. */
export function takeClassEnrollment(told: Told, tools: ImportTools, row: Cells): RowResult {
  const { writer } = tools;
  const section = told.section(writer, requiredCell(row.get('classSourcedId'), 'classSourcedId'));
  if (!section)
    throw new RowProblem('This class is not in classes.csv.', 'classSourcedId', row.get('classSourcedId'));
  const user = requiredCell(row.get('userSourcedId'), 'userSourcedId');
  const personId = told.person(writer, user);
  if (!personId) throw new RowProblem('This user is not in users.csv.', 'userSourcedId', user);
  const role = requiredCell(row.get('role'), 'role');
  if (role === 'teacher') {
    const before = rowOf(writer, 'section', section.id);
    if (!before || before.teacherId === personId) return 'same';
    put(writer, 'section', { ...before, teacherId: personId });
    return 'changed';
  }
  if (role !== 'student') return 'skipped';
  const startDate = dateCell(row.get('beginDate'), 'beginDate') ?? section.start;
  const endDate = dateCell(row.get('endDate'), 'endDate');
  if (endDate !== null && endDate < startDate)
    throw new RowProblem('endDate is before beginDate.', 'endDate', endDate);
  const enrollmentId = schoolEnrollment(told, tools, user, personId, section, startDate);
  const before = writer.rows<Row<'sectionRoster'>>(
    'SELECT * FROM sectionRoster WHERE sectionId = ? AND enrollmentId = ? AND startDate = ?',
    section.id,
    enrollmentId,
    startDate,
  )[0];
  const changed = put(writer, 'sectionRoster', {
    id: before?.id ?? tools.newId(),
    sectionId: section.id,
    enrollmentId,
    startDate,
    endDate,
  });
  return before ? (changed ? 'changed' : 'same') : 'added';
}

/** The seat ends on the day the export says, or on the day it was taken out there; it is not made unhappened. */
export function endClassEnrollment(told: Told, tools: ImportTools, row: Cells): RowResult {
  const { writer } = tools;
  const section = told.section(writer, row.get('classSourcedId')?.trim() ?? '');
  const personId = told.person(writer, row.get('userSourcedId')?.trim() ?? '');
  if (!section || !personId) return 'skipped';
  if (textCell(row.get('role'))?.toLowerCase() === 'teacher') {
    const before = rowOf(writer, 'section', section.id);
    if (before?.teacherId !== personId) return 'same';
    put(writer, 'section', { ...before, teacherId: null });
    return 'changed';
  }
  const day =
    dateCell(row.get('endDate'), 'endDate') ??
    dateCell(row.get('dateLastModified')?.trim().slice(0, 10), 'dateLastModified');
  if (day === null)
    throw new RowProblem(
      'This seat is to be deleted, but neither endDate nor dateLastModified says when it ended.',
      'dateLastModified',
    );
  const seats = writer.rows<Row<'sectionRoster'>>(
    `SELECT r.* FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId
      WHERE r.sectionId = ? AND e.studentId = ? AND r.endDate IS NULL`,
    section.id,
    personId,
  );
  for (const seat of seats) {
    const tooEarly = day < seat.startDate;
    put(writer, 'sectionRoster', { ...seat, endDate: tooEarly ? seat.startDate : day });
  }
  return seats.length > 0 ? 'changed' : 'same';
}

/** OneRoster has no entry into school: the first class of a pupil at a school in a year makes it. */
function schoolEnrollment(
  told: Told,
  tools: ImportTools,
  user: string,
  personId: string,
  section: { endYear: number; schoolSource: string },
  startDate: string,
): string {
  const { writer } = tools;
  const key = `${user} ${section.schoolSource} ${section.endYear}`;
  const known = told.enrollments.get(key);
  if (known) return known;
  const school = told.school(writer, section.schoolSource);
  if (!school)
    throw new RowProblem(
      'The school of this class is not in orgs.csv.',
      'schoolSourcedId',
      section.schoolSource,
    );
  const schoolYearId = yearEnding(tools, section.endYear);
  const here = writer.rows<{ id: string }>(
    `SELECT e.id FROM enrollment e JOIN calendar c ON c.id = e.calendarId
      WHERE e.studentId = ? AND e.schoolId = ? AND c.schoolYearId = ? ORDER BY e.startDate DESC LIMIT 1`,
    personId,
    school.id,
    schoolYearId,
  )[0];
  if (here) {
    told.enrollments.set(key, here.id);
    return here.id;
  }
  const id = tools.newId();
  const grades = new Set(codeSet(writer, 'grade_level').map(({ code }) => code));
  const first = writer.rows<{ number: string }>(
    'SELECT number FROM calendar WHERE schoolId = ? AND schoolYearId = ? ORDER BY number LIMIT 1',
    school.id,
    schoolYearId,
  )[0];
  putEnrollment(writer, {
    id,
    studentId: personId,
    schoolId: school.id,
    calendarId: calendarByNumber(tools, school, schoolYearId, first?.number ?? '001'),
    grade: gradeCell(told.pupils.get(user)?.grade, grades),
    serviceType: 'P',
    startDate,
    ...BEGUN_STAY,
  });
  told.enrollments.set(key, id);
  return id;
}

/** A child and an adult of the export. */
export function tieFamily(told: Told, tools: ImportTools, pair: { child: string; adult: string }): RowResult {
  const studentId = told.person(tools.writer, pair.child);
  const adultId = told.person(tools.writer, pair.adult);
  if (!studentId || !adultId)
    throw new RowProblem('This adult is not in users.csv.', 'agentSourcedIds', pair.adult);
  const before = tools.writer.rows<{ id: string }>(
    'SELECT id FROM relationship WHERE studentId = ? AND adultId = ?',
    studentId,
    adultId,
  )[0];
  if (before) return 'same';
  const priority =
    (tools.writer.rows<{ n: number }>(
      'SELECT count(*) AS n FROM relationship WHERE studentId = ?',
      studentId,
    )[0]?.n ?? 0) + 1;
  putKeyed(tools.writer, 'relationship', {
    studentId,
    adultId,
    kind: null,
    priority,
    livesWith: 0,
    mayPickUp: 0,
    getsMail: 1,
    custodyNote: null,
  });
  return 'added';
}
