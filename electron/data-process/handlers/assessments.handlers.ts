import { decideTest, removeScore, saveScore, scoresOf } from '#db/assessments/record-tests.ts';
import { testList } from '#db/assessments/test-list.ts';
import { schoolNumbered } from '#db/school/schools.ts';
import { codeSet, codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { labelOf } from '#domain/system/code-set.ts';
import type { assessmentsContract } from '#electron/contract/assessments.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const assessmentsHandlers: AreaHandlers<keyof typeof assessmentsContract> = {
  'assessments.list': ({ date, since, school }, { file, clock }) => {
    const day = date ?? clock.today();
    return {
      date: day,
      endYear: schoolYearOf(day),
      tests: choices(file.reader, 'assessment'),
      parts: choices(file.reader, 'assessment_part'),
      ...testList(file.reader, {
        date: day,
        since,
        school: school === undefined ? undefined : schoolNumbered(file.reader, school, 'school').number,
      }),
    };
  },
  'assessments.decide': (input, { write, clock }) => {
    write('Decided about a state test', (writer) => decideTest(writer, input, clock.today()));
    return { done: true };
  },
  'assessments.scores': ({ studentId }, { file }) => {
    const tests = codeSetFile(file.reader, 'assessment');
    return scoresOf(file.reader, studentId).map((row) => ({ ...row, testLabel: labelOf(tests, row.test) }));
  },
  'assessments.save-score': (input, { write, clock }) => ({
    id: write('Entered a test score', (writer) => saveScore(writer, input, clock.today())),
  }),
  'assessments.remove-score': ({ id }, { write }) => {
    write('Took off a test score', (writer) => removeScore(writer, id));
    return { done: true };
  },
};

const choices = (reader: Reader, set: string): { code: string; label: string }[] =>
  codeSet(reader, set).map(({ code, label }) => ({ code, label }));
