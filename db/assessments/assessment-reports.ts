import { testsInForce } from '#db/assessments/expected-tests.ts';
import { scoresOf } from '#db/assessments/record-tests.ts';
import { testList } from '#db/assessments/test-list.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { requiredRow } from '#db/system/rows.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import type { ReportPage } from '#domain/system/report-page.ts';

/** Who takes each state test on a day, by grade, with a box to tick at the test. */
export function assessmentList(reader: Reader, request: ReportRequest): ReportPage {
  const { date } = request.range;
  const parts = codeSetFile(reader, 'assessment_part');
  const { lines } = testList(reader, { date, school: request.options.school });
  return reportFrame(reader, request, {
    title: 'State tests: who takes which',
    range: dateInWords(date),
    definitions: [
      'Enrolled on this date and expected by grade and programs, unless somebody decided otherwise. Which grades take which test is a list under Settings.',
    ],
    blocks: testsInForce(reader).map(({ code, label }) => {
      const own = lines.filter(({ test }) => test === code);
      return {
        kind: 'table' as const,
        title: label,
        columns: [
          { label: 'Pupil', kind: 'name' as const },
          { label: 'Grade' },
          { label: 'School' },
          { label: 'State ID' },
          { label: 'Takes part' },
          { label: 'Done', kind: 'box' as const },
        ],
        rows: own.map((line) => [
          line.name,
          line.grade,
          line.schoolNumber,
          line.stateId ?? 'pending',
          `${labelOf(parts, line.part)}${line.reason ? `: ${line.reason}` : ''}`,
          '',
        ]),
        totals: own.length === 0 ? [] : [[`${own.length} pupils`, '', '', '', '', '']],
        empty: 'Nobody takes this test on this date.',
      };
    }),
  });
}

/** The scores of one pupil that are on file, newest first. */
export function testScoresReport(reader: Reader, request: ReportRequest): ReportPage {
  const studentId = request.options.studentId ?? '';
  const { lastName, firstName } = requiredRow(reader, 'person', studentId);
  const tests = codeSetFile(reader, 'assessment');
  return reportFrame(reader, request, {
    title: 'State test scores',
    range: `As of ${dateInWords(request.today)}`,
    childName: `${lastName}, ${firstName}`,
    definitions: ['Scores and levels are as the state’s report has them; scales differ from test to test.'],
    blocks: [
      {
        kind: 'table',
        title: 'Scores on file',
        columns: [
          { label: 'Test' },
          { label: 'School year' },
          { label: 'Taken' },
          { label: 'Score', kind: 'number' },
          { label: 'Level' },
          { label: 'Note', kind: 'wide' },
        ],
        rows: scoresOf(reader, studentId).map((row) => [
          labelOf(tests, row.test),
          schoolYearInWords(schoolYearOf(row.takenOn)),
          dateInWords(row.takenOn),
          row.score ?? '',
          row.level ?? '',
          row.note ?? '',
        ]),
        totals: [],
        empty: 'No score is on file.',
      },
    ],
  });
}
