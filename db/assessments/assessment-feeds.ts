import { type TestedPupil, testedPupils, testsInForce } from '#db/assessments/expected-tests.ts';
import { everybodyEnrolledOn } from '#db/enrollment/enrolled-on.ts';
import type { Feed, FeedRow, FeedScope, FeedTotal } from '#db/state-files/feeds.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { TAKES_NOT } from '#domain/assessments/test-part.ts';
import type { StateLayout } from '#domain/state-files/layout.ts';
import { labelOf } from '#domain/system/code-set.ts';

const unreported = (pupil: TestedPupil, reason: string) => ({
  studentId: pupil.studentId,
  name: nameOf(pupil),
  reason,
});

const nameOf = (pupil: TestedPupil): string => `${pupil.lastName}, ${pupil.firstName}`;

/** One line for each pupil and test. Who does not take a test stays out, with the reason that was given. */
export function registrationFeed(reader: Reader, scope: FeedScope): Feed {
  const tests = codeSetFile(reader, 'assessment');
  const pupils = testedPupils(reader, scope, everybodyEnrolledOn(reader, scope));
  const rows: FeedRow[] = [];
  const leftOut: { studentId: string; name: string; reason: string }[] = [];
  for (const pupil of pupils) {
    if (pupil.notReported !== null) {
      if (pupil.parts.length > 0) leftOut.push(unreported(pupil, pupil.notReported));
      continue;
    }
    for (const { test, part, reason } of pupil.parts)
      if (part === TAKES_NOT)
        leftOut.push({
          studentId: pupil.studentId,
          name: nameOf(pupil),
          reason: `${labelOf(tests, test)}: does not take it. ${reason ?? ''}`.trim(),
        });
      else
        rows.push({
          studentId: pupil.studentId,
          name: nameOf(pupil),
          values: { ...fieldsOf(pupil), test, part },
        });
  }
  const byGrade = new Map<string, FeedTotal>();
  for (const { studentId, values } of rows) {
    const key = `${values.test} ${values.grade}`;
    const total = byGrade.get(key) ?? {
      group: labelOf(tests, String(values.test)),
      label: `Grade ${values.grade}`,
      studentIds: [],
    };
    byGrade.set(key, { ...total, studentIds: [...total.studentIds, studentId] });
  }
  const order = testsInForce(reader).map(({ code }) => code);
  const keys = [...byGrade.keys()].sort(
    (a, b) => order.indexOf(a.split(' ')[0] ?? '') - order.indexOf(b.split(' ')[0] ?? '') || (a < b ? -1 : 1),
  );
  return { rows, leftOut, totals: keys.flatMap((key) => byGrade.get(key) ?? []) };
}

/** One line for everybody enrolled on the day of the window, with the flags of programs that the layout asks for. */
export function testWindowFeed(reader: Reader, scope: FeedScope, layout: StateLayout): Feed {
  const tests = codeSetFile(reader, 'assessment');
  const everybody = testedPupils(reader, scope, everybodyEnrolledOn(reader, scope));
  const pupils = everybody.filter(({ notReported }) => notReported === null);
  const flags = layout.fields.flatMap(({ name, label, program }) =>
    program === undefined ? [] : [{ name, label, program }],
  );
  const takes = (pupil: TestedPupil): string[] =>
    pupil.parts.filter(({ part }) => part !== TAKES_NOT).map(({ test }) => test);
  const those = (group: string, label: string, fits: (pupil: TestedPupil) => boolean): FeedTotal => ({
    group,
    label,
    studentIds: pupils.filter(fits).map(({ studentId }) => studentId),
  });
  return {
    rows: pupils.map((pupil) => ({
      studentId: pupil.studentId,
      name: nameOf(pupil),
      values: {
        ...fieldsOf(pupil),
        startDate: pupil.startDate,
        tests: takes(pupil),
        ...Object.fromEntries(flags.map(({ name, program }) => [name, pupil.programs.has(program)])),
      },
    })),
    leftOut: everybody.flatMap((pupil) =>
      pupil.notReported === null ? [] : [unreported(pupil, pupil.notReported)],
    ),
    totals: [
      { ...those('All', 'Enrolled', () => true), always: true },
      ...tests.values.map(({ code }) =>
        those('Test', labelOf(tests, code), (pupil) => takes(pupil).includes(code)),
      ),
      ...flags.map(({ label, program }) => those('Program', label, ({ programs }) => programs.has(program))),
    ],
  };
}

const fieldsOf = ({
  programs: _programs,
  parts: _parts,
  notReported: _notReported,
  ...fields
}: TestedPupil) => fields;
