import { blocksOfSchools } from '#db/school/classes.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, putKeyed, remove, requiredRow } from '#db/system/rows.ts';
import { courseProblems } from '#domain/school/course-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure, type Problem } from '#domain/system/failure.ts';
import { decimalText, ratio, ratioOfDecimal } from '#domain/system/fraction.ts';

const refuse = (kind: 'invalid-input' | 'conflict', field: string, message: string): never => {
  throw new Failure(kind, message, [{ field, message }]);
};

/** A course with what the state asks about it. The same number in one school is the same course. Source: template CU. */
export function saveCourse(
  writer: Writer,
  course: Row<'course'>,
  facts: Omit<Row<'courseFacts'>, 'id' | 'courseId'>,
): void {
  requiredRow(writer, 'school', course.schoolId);
  const [before] = writer.rows<Row<'course'>>('SELECT * FROM course WHERE id = ?', course.id);
  if (before && before.schoolId !== course.schoolId)
    refuse('conflict', 'schoolId', 'A course stays in its school. Make it anew in the other one.');
  const problems: Problem[] = [
    ...courseProblems(facts, {
      levels: codeSetFile(writer, 'course_level'),
      grades: codeSetFile(writer, 'grade_level'),
    }),
  ];
  const same = writer.rows(
    'SELECT 1 FROM course WHERE schoolId = ? AND number = ? AND id <> ?',
    course.schoolId,
    course.number,
    course.id,
  );
  if (same.length > 0)
    problems.unshift({
      field: 'number',
      message: `Course number ${course.number} is another course of this school.`,
    });
  if (problems[0]) throw new Failure('invalid-input', problems[0].message, problems);
  put(writer, 'course', course);
  putKeyed(writer, 'courseFacts', {
    ...facts,
    courseId: course.id,
    credit: facts.credit === null ? null : decimalText(ratioOfDecimal(facts.credit) ?? ratio(0), 2),
  });
}

/** A room or class of a school year: its course, when it meets, and who teaches it. Source: templates SU, Placement. */
export function saveClass(
  writer: Writer,
  row: Row<'section'>,
  session: Pick<Row<'sectionFacts'>, 'sessionType' | 'sessionNumber'>,
): void {
  requiredRow(writer, 'school', row.schoolId);
  const year = requiredRow(writer, 'schoolYear', row.schoolYearId);
  const [before] = writer.rows<Row<'section'>>('SELECT * FROM section WHERE id = ?', row.id);
  if (before && (before.schoolId !== row.schoolId || before.schoolYearId !== row.schoolYearId))
    refuse('conflict', 'schoolId', 'A class stays in its school and year. Make it anew in the other one.');
  const same = writer.rows(
    'SELECT 1 FROM section WHERE schoolId = ? AND schoolYearId = ? AND number = ? AND id <> ?',
    row.schoolId,
    row.schoolYearId,
    row.number,
    row.id,
  );
  if (same.length > 0)
    refuse(
      'invalid-input',
      'number',
      `Section number ${row.number} is another class of this school and year.`,
    );
  if (row.courseId !== null && requiredRow(writer, 'course', row.courseId).schoolId !== row.schoolId)
    refuse('invalid-input', 'courseId', 'This course belongs to another school.');
  if (row.kind === 'class' && row.block === null)
    refuse('invalid-input', 'block', 'Say in which block the class meets; attendance is taken in it.');
  if (row.kind === 'room' && row.block !== null)
    refuse('invalid-input', 'block', 'A room is in school the whole day. Leave the block empty.');
  const blocks = blocksOfSchools(writer, year.endYear).filter(({ schoolId }) => schoolId === row.schoolId);
  if (row.block !== null && row.block !== before?.block && !blocks.some(({ block }) => block === row.block))
    refuse('invalid-input', 'block', `No bell schedule of the school has a block named ${row.block}.`);
  if (row.teacherId !== null) requireStaff(writer, row.teacherId, 'teacherId');
  put(writer, 'section', row);
  const known = writer.rows('SELECT 1 FROM sectionFacts WHERE sectionId = ?', row.id).length > 0;
  if (known || session.sessionType !== null || session.sessionNumber !== null)
    putKeyed(writer, 'sectionFacts', { sectionId: row.id, ...session });
}

/** Who teaches a class in which role, from when to when. The same person and role may not overlap. Source: template SH. */
export function saveSectionStaff(writer: Writer, row: Row<'sectionStaff'>): void {
  requiredRow(writer, 'section', row.sectionId);
  requireStaff(writer, row.staffId, 'staffId');
  if (!codeSetFile(writer, 'section_staff_role').values.some(({ code }) => code === row.role))
    refuse('invalid-input', 'role', 'Choose the role from the list.');
  if (row.startDate !== null && row.endDate !== null && row.endDate < row.startDate)
    refuse('invalid-input', 'endDate', 'The last day is before the first.');
  const clash = writer
    .rows<Row<'sectionStaff'>>(
      'SELECT * FROM sectionStaff WHERE sectionId = ? AND staffId = ? AND role = ? AND id <> ?',
      row.sectionId,
      row.staffId,
      row.role,
      row.id,
    )
    .some(
      (other) =>
        (other.startDate ?? '0000') <= (row.endDate ?? '9999') &&
        (other.endDate ?? '9999') >= (row.startDate ?? '0000'),
    );
  if (clash)
    refuse(
      'conflict',
      'startDate',
      'This person is on record in this role for these days. End that one first.',
    );
  put(writer, 'sectionStaff', row);
}

export function removeSectionStaff(writer: Writer, id: string): void {
  requiredRow(writer, 'sectionStaff', id);
  remove(writer, 'sectionStaff', id);
}

function requireStaff(writer: Writer, personId: string, field: string): void {
  if (requiredRow(writer, 'person', personId).isStaff !== 1)
    refuse('invalid-input', field, 'This person is not on the staff list.');
}
