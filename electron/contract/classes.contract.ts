import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, shortText, typedLine } from '#electron/contract/shapes.ts';

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const endYear = z.number().int().min(2007).max(2199);
const text = z.string().nullable();
const count = z.number().int().nullable();
const yesNo = z.union([z.literal(0), z.literal(1)]).nullable();

const facts = z.strictObject({
  subjectArea: text,
  courseCode: text,
  lowestGrade: text,
  highestGrade: text,
  credit: text,
  level: text,
  sequence: count,
  sequenceTotal: count,
  distance: yesNo,
  dualCredit: yesNo,
  alternative: yesNo,
});

const code = (most: number) => typedLine.min(1).max(most).nullable().default(null);
const part = z.number().int().min(1).max(99).nullable().default(null);
const askedFacts = z.strictObject({
  subjectArea: code(2),
  courseCode: code(3),
  lowestGrade: code(2),
  highestGrade: code(2),
  credit: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,2})?$/, 'Credit is written like 0.5.')
    .nullable()
    .default(null),
  level: code(20),
  sequence: part,
  sequenceTotal: part,
  distance: yesNo.default(null),
  dualCredit: yesNo.default(null),
  alternative: yesNo.default(null),
});

export const classesContract = {
  'classes.list': query({
    about:
      'Courses with their state facts, and the rooms and classes of a year with everybody who teaches them and how many pupils sit there today.',
    roles: officeRoles,
    input: z.strictObject({ endYear: endYear.optional() }),
    output: z.strictObject({
      endYear,
      countedOn: civilDate,
      courses: list(
        z.strictObject({
          id: z.string(),
          schoolId: z.string(),
          schoolName: z.string(),
          number: z.string(),
          name: z.string(),
          classes: z.number().int(),
          facts,
        }),
      ),
      classes: list(
        z.strictObject({
          id: z.string(),
          schoolId: z.string(),
          schoolName: z.string(),
          number: z.string(),
          name: z.string(),
          kind: z.string(),
          courseId: text,
          courseName: text,
          block: text,
          place: text,
          sessionType: text,
          sessionNumber: text,
          teacherId: text,
          teacherName: text,
          pupils: z.number().int(),
          staff: list(
            z.strictObject({
              id: z.string(),
              staffId: z.string(),
              name: z.string(),
              role: z.string(),
              roleLabel: z.string(),
              startDate: text,
              endDate: text,
            }),
          ),
        }),
      ),
      blocks: list(z.strictObject({ schoolId: z.string(), block: z.string() })),
    }),
  }),
  'classes.save-course': command({
    about:
      'Makes or changes a course with what the state asks about it. A number is one course of its school.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      schoolId: id,
      number: typedLine.min(1, 'Please fill this in.').max(20, 'That is too long.'),
      name: shortText,
      facts: askedFacts,
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'classes.save-class': command({
    about: 'Makes or changes a room or class of a school year: course, block, place and teacher.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      schoolId: id,
      endYear: endYear.optional(),
      number: typedLine.min(1, 'Please fill this in.').max(20, 'That is too long.'),
      name: shortText,
      kind: z.enum(['room', 'class']).default('class'),
      courseId: id.nullable().default(null),
      block: z.string().max(40).nullable().default(null),
      place: typedLine.min(1).max(60).nullable().default(null),
      teacherId: id.nullable().default(null),
      sessionType: code(10),
      sessionNumber: code(10),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'classes.save-staff': command({
    about: 'Who teaches a class in which role, from when to when.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      sectionId: id,
      staffId: id,
      role: z.string().max(20),
      startDate: civilDate.nullable().default(null),
      endDate: civilDate.nullable().default(null),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'classes.remove-staff': command({
    about: 'Takes somebody off a class who was entered by mistake.',
    roles: officeRoles,
    input: z.strictObject({ id }),
    output: done,
  }),
};
