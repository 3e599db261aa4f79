import { testsInForce } from '#db/assessments/expected-tests.ts';
import { scoresOf } from '#db/assessments/record-tests.ts';
import { testList } from '#db/assessments/test-list.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { gradeInWords, type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { requiredRow } from '#db/system/rows.ts';
import { legalName } from '#domain/people/names.ts';
import { type CivilDate, schoolYearOf } from '#domain/system/civil-date.ts';
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
          { label: 'Done', kind: 'tick' as const },
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
  const pupil = pupilFacts(reader, studentId, request.today);
  const tests = codeSetFile(reader, 'assessment');
  const own = { ...request, options: { ...request.options, school: pupil.schoolNumber ?? undefined } };
  return reportFrame(reader, own, {
    title: 'State test scores',
    range: `As of ${dateInWords(request.today)}`,
    childName: pupil.name,
    definitions: ['Scores and levels are as the state’s report has them; scales differ from test to test.'],
    blocks: [
      { kind: 'facts', items: pupil.facts },
      {
        kind: 'table',
        title: 'Scores on file',
        sheetFacts: pupil.facts,
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

/** Whose sheet it is: at the school of today, or where the pupil was last. */
function pupilFacts(reader: Reader, studentId: string, today: CivilDate) {
  const person = requiredRow(reader, 'person', studentId);
  const stay = reader.rows<{ grade: string; school: string; schoolNumber: string }>(
    `SELECT e.grade, s.name AS school, s.number AS schoolNumber FROM enrollment e JOIN school s ON s.id = e.schoolId
      WHERE e.studentId = ? AND e.noShow = 0
      ORDER BY e.startDate > ?, e.extracurricularOnly, e.endDate IS NULL OR e.endDate >= ? DESC, e.serviceType = 'P' DESC,
        e.startDate DESC, e.id LIMIT 1`,
    studentId,
    today,
    today,
  )[0];
  const stateId = reader.rows<{ value: string | null }>(
    "SELECT value FROM identifier WHERE personId = ? AND system = 'state'",
    studentId,
  )[0]?.value;
  const name = legalName(person);
  return {
    name,
    schoolNumber: stay?.schoolNumber,
    facts: [
      { label: 'Pupil', value: name },
      { label: 'State ID', value: stateId ?? 'pending' },
      { label: 'Grade', value: stay ? gradeInWords(stay.grade) : 'not enrolled' },
      { label: 'School', value: stay?.school ?? 'not enrolled' },
    ],
  };
}
