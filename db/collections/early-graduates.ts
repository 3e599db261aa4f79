import { countRulesOfYear } from '#db/collections/count-rules.ts';
import { countDatesOf, countLines } from '#db/collections/student-count.ts';
import { REPORTED } from '#db/school/calendar-reporting.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { nominalCountDate } from '#domain/collections/count-rules.ts';
import { type EarlyGraduateCheck, earlyGraduateChecks } from '#domain/collections/early-graduate.ts';
import type { Row } from '#domain/sync/registry.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { schoolYearInWords, slashDate } from '#domain/system/date-words.ts';
import type { ReportPage } from '#domain/system/report-page.ts';

export interface EarlyGraduate {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly stateId: string | null;
  readonly schoolName: string;
  readonly endDate: string;
  readonly diplomaDate: string | null;
  readonly diplomaType: string | null;
  readonly diplomaPeriod: string | null;
  /** Every condition holds; null where one cannot be told and none fails. */
  readonly qualifies: boolean | null;
  readonly checks: readonly EarlyGraduateCheck[];
}

/** Seniors who graduated between the counts of a year, each with the conditions of a request for increased ANB. */
export function earlyGraduates(reader: Reader, { endYear }: { endYear: number }): EarlyGraduate[] {
  const rules = countRulesOfYear(reader, endYear);
  const [springCountDate = nominalCountDate(rules, 'spring', endYear)] = countDatesOf(reader, {
    endYear,
    count: 'spring',
  });
  const { subjects, lines } = countLines(reader, { endYear, count: 'fall' });
  const counted = new Set(
    subjects.flatMap(({ facts }, at) =>
      (lines[at]?.fraction.numerator ?? 0n) > 0n ? [facts.studentId] : [],
    ),
  );
  const [fallCountDate = nominalCountDate(rules, 'fall', endYear)] = countDatesOf(reader, {
    endYear,
    count: 'fall',
  });
  return reader
    .rows<
      Row<'enrollment'> & {
        name: string;
        birthDate: string | null;
        stateId: string | null;
        schoolName: string;
        enteredGrade9: string | null;
      }
    >(
      `SELECT e.*, p.lastName || ', ' || p.firstName AS name, p.birthDate, i.value AS stateId, s.name AS schoolName,
          m.enteredGrade9
        FROM enrollment e JOIN person p ON p.id = e.studentId JOIN school s ON s.id = e.schoolId
        JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
        LEFT JOIN identifier i ON i.personId = p.id AND i.system = 'state'
        LEFT JOIN demographics m ON m.personId = p.id
        WHERE y.endYear = ? AND e.noShow = 0 AND e.extracurricularOnly = 0 AND ${REPORTED} AND e.grade BETWEEN '09' AND '12'
          AND e.endDate >= ? AND e.endDate < ? AND (e.endReason IN ('GRAD', 'GRAD_PROF') OR e.diplomaDate IS NOT NULL)
        ORDER BY nameOrder(p.lastName, p.firstName), e.id`,
      endYear,
      fallCountDate,
      springCountDate,
    )
    .map((row) => {
      const checks = earlyGraduateChecks(
        {
          ...row,
          endDate: row.endDate ?? row.startDate,
          countedInFall: counted.has(row.studentId),
          springCountDate,
        },
        rules,
        endYear,
      );
      return {
        enrollmentId: row.id,
        studentId: row.studentId,
        name: row.name,
        stateId: row.stateId,
        schoolName: row.schoolName,
        endDate: row.endDate ?? row.startDate,
        diplomaDate: row.diplomaDate,
        diplomaType: row.diplomaType,
        diplomaPeriod: row.diplomaPeriod,
        qualifies: checks.some(({ holds }) => holds === false)
          ? false
          : checks.some(({ holds }) => holds === null)
            ? null
            : true,
        checks,
      };
    });
}

/** The list to go with a request for increased ANB. */
export function earlyGraduateReport(reader: Reader, request: ReportRequest): ReportPage {
  const endYear = request.options.endYear ?? schoolYearOf(request.range.date);
  const lines = earlyGraduates(reader, { endYear });
  const types = codeSetFile(reader, 'diploma_type');
  const periods = codeSetFile(reader, 'diploma_period');
  return reportFrame(reader, request, {
    title: 'Early graduates',
    range: schoolYearInWords(endYear),
    landscape: true,
    definitions: [
      'Counted in grade 12 in the fall, gone by the spring count, done after exactly seven semesters, under 19 on September 10. They matter only for a request for increased ANB.',
    ],
    blocks: [
      {
        kind: 'table',
        title: '',
        columns: [
          { label: 'Pupil', kind: 'name' },
          { label: 'State ID' },
          { label: 'Last day' },
          { label: 'Diploma' },
          { label: 'Type and period', kind: 'wide' },
          { label: 'May be named' },
          { label: 'Why', kind: 'wide' },
        ],
        rows: lines.map((line) => [
          line.name,
          line.stateId ?? 'pending',
          slashDate(line.endDate),
          line.diplomaDate === null ? '' : slashDate(line.diplomaDate),
          [
            line.diplomaType === null ? null : labelOf(types, line.diplomaType),
            line.diplomaPeriod === null ? null : labelOf(periods, line.diplomaPeriod),
          ]
            .filter(Boolean)
            .join(', '),
          line.qualifies === null ? 'not known' : line.qualifies ? 'yes' : 'no',
          line.checks
            .filter(({ holds }) => line.qualifies === true || holds !== true)
            .map(({ words }) => words)
            .join(' '),
        ]),
        totals:
          lines.length > 0
            ? [[`${lines.filter(({ qualifies }) => qualifies === true).length} may be named`]]
            : [],
        empty: 'Nobody graduated between the two counts.',
      },
    ],
  });
}
