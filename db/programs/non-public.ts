import { schoolNumbered } from '#db/school/schools.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { gradeInWords, type ReportRequest, rangeInWords, reportFrame } from '#db/system/report-frame.ts';
import { put, remove, requiredRow } from '#db/system/rows.ts';
import {
  type NonPublicSets,
  nonPublicProblems,
  type Served,
  servedCounts,
} from '#domain/programs/non-public.ts';
import type { Row } from '#domain/sync/registry.ts';
import { type CivilDate, civilDate, schoolYearOf } from '#domain/system/civil-date.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { slashDate } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import type { ReportPage, ReportTable } from '#domain/system/report-page.ts';

const sets = (reader: Reader): NonPublicSets => ({
  kinds: codeSetFile(reader, 'non_public_kind'),
  services: codeSetFile(reader, 'non_public_service'),
  grades: codeSetFile(reader, 'grade_level'),
});

const served = (row: Row<'nonPublicPupil'>): Served => ({
  ...row,
  services: JSON.parse(row.services) as string[],
});

interface Scope {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly schoolId?: string | undefined;
}

function rowsIn(reader: Reader, { from, to, schoolId }: Scope): Served[] {
  return reader
    .rows<Row<'nonPublicPupil'>>(
      `SELECT * FROM nonPublicPupil WHERE startDate <= ? AND (endDate IS NULL OR endDate >= ?) AND (? IS NULL OR schoolId = ?)
        ORDER BY nameOrder(lastName, firstName), startDate, id`,
      to,
      from,
      schoolId ?? null,
      schoolId ?? null,
    )
    .map(served);
}

/** Whoever is served at any time from one day through another, and the counts of the children, each once. */
export function nonPublicList(reader: Reader, scope: Scope) {
  const { kinds, services, grades } = sets(reader);
  const rows = rowsIn(reader, scope);
  const schools = new Map(
    reader
      .rows<{ id: string; name: string }>('SELECT id, name FROM school')
      .map(({ id, name }) => [id, name]),
  );
  return {
    pupils: rows.map((row) => ({
      ...row,
      services: [...row.services],
      schoolName: schools.get(row.schoolId) ?? '',
      gradeLabel: row.grade === null ? null : labelOf(grades, row.grade),
      kindLabel: labelOf(kinds, row.kind),
      serviceLabels: row.services.map((code) => labelOf(services, code)),
    })),
    counts: servedCounts(rows, { kinds, services }),
  };
}

export function saveNonPublic(writer: Writer, row: Served, today: CivilDate): void {
  requiredRow(writer, 'school', row.schoolId);
  const others = writer.rows<Row<'nonPublicPupil'>>('SELECT * FROM nonPublicPupil').map(served);
  const problems = nonPublicProblems(row, others, sets(writer), today);
  if (problems[0]) throw new Failure('invalid-input', problems[0].message, problems);
  const services = [...new Set(row.services)].sort();
  put(writer, 'nonPublicPupil', { ...row, services: JSON.stringify(services) });
}

export function removeNonPublic(writer: Writer, id: string): void {
  requiredRow(writer, 'nonPublicPupil', id);
  remove(writer, 'nonPublicPupil', id);
}

/** The list and the counts of a school year, or of the days asked for. */
export function nonPublicReport(reader: Reader, request: ReportRequest): ReportPage {
  const endYear = request.options.endYear ?? schoolYearOf(request.range.date);
  const from = civilDate(endYear - 1, 7, 1);
  const to = civilDate(endYear, 6, 30);
  const school = request.options.school;
  const { pupils, counts } = nonPublicList(reader, {
    from,
    to,
    schoolId: school === undefined ? undefined : schoolNumbered(reader, school).id,
  });
  const table = (
    title: string,
    of: string,
    rows: readonly { label: string; children: number }[],
  ): ReportTable => ({
    kind: 'table',
    title,
    columns: [
      { label: of, kind: 'name' },
      { label: 'Children', kind: 'number' },
    ],
    rows: rows.map(({ label, children }) => [label, String(children)]),
    totals: [],
    empty: 'None.',
    paperOnly: true,
  });
  return reportFrame(reader, request, {
    title: 'Non-public pupils served',
    range: rangeInWords(from, to),
    landscape: true,
    definitions: [
      'A child with the same name and birth date is counted once in each line; one with two services stands in two lines.',
      'Special education services are in plans, and pupils in classes or activities are enrolled: neither is on this list.',
    ],
    blocks: [
      {
        kind: 'table',
        title: 'Pupils',
        columns: [
          { label: 'Pupil', kind: 'name' },
          { label: 'Grade' },
          { label: 'Taught in', kind: 'wide' },
          { label: 'Served by', kind: 'wide' },
          { label: 'Services', kind: 'wide' },
          { label: 'From' },
          { label: 'To' },
        ],
        rows: pupils.map((row) => [
          `${row.lastName}, ${row.firstName}`,
          row.grade === null ? '' : gradeInWords(row.grade),
          row.fromSchool ?? row.kindLabel,
          row.schoolName,
          row.serviceLabels.join(', '),
          slashDate(row.startDate),
          row.endDate === null ? '' : slashDate(row.endDate),
        ]),
        totals: counts.total > 0 ? [[counts.total === 1 ? '1 child' : `${counts.total} children`]] : [],
        empty: 'Nobody was served.',
      },
      table('By kind', 'Taught in', counts.byKind),
      table('By school they come from', 'School', counts.bySchool),
      table('By service', 'Service', counts.byService),
    ],
  });
}
