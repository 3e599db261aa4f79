import { readStudentCount } from '#db/collections/student-count.ts';
import { REPORTED } from '#db/school/calendar-reporting.ts';
import { childrenWithPlans } from '#db/special-education/child-count.ts';
import { exitContent } from '#db/special-education/exits.ts';
import { layoutOf } from '#db/state-files/layouts.ts';
import { templateRows, yearEnrollments } from '#db/state-files/template-rows.ts';
import type { Reader } from '#db/system/connection.ts';
import type { Collection } from '#domain/collections/collection-calendar.ts';
import type { FrozenContent, FrozenRow } from '#domain/collections/frozen-rows.ts';
import { isUnreported } from '#domain/collections/student-count.ts';
import type { TemplateName } from '#domain/state-files/templates.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';

export interface ContentScope {
  readonly endYear: number;
  readonly asOf: CivilDate;
  readonly districtId: string;
}

/** What a collection holds now, as it would be frozen: rows and totals. A collection without records of ours is empty. */
export function collectionContent(
  reader: Reader,
  collection: Collection,
  scope: ContentScope,
): FrozenContent {
  switch (collection.content) {
    case null:
      return { rows: [], totals: [] };
    case 'count':
      return countContent(reader, collection.count ?? 'fall', scope);
    case 'enrollment':
      return fileContent(reader, ['aim-sd', 'aim-en'], scope);
    case 'programs':
      return fileContent(reader, ['aim-pp', 'aim-lp', 'aim-504', 'aim-fram'], scope);
    case 'mode':
      return fileContent(reader, ['aim-mi'], scope);
    case 'attendance':
      return fileContent(reader, ['aim-aa'], scope);
    case 'leavers':
      return leavers(reader, scope);
    case 'child-count':
      return childCount(reader, scope);
    case 'special-education-exits':
      return exitContent(reader, scope);
    case 'extracurricular':
      return extracurricular(reader, scope);
  }
}

const schoolsOf = (reader: Reader, districtId: string): Set<string> =>
  new Set(
    reader
      .rows<{ number: string }>('SELECT number FROM school WHERE districtId = ?', districtId)
      .map(({ number }) => number),
  );

function countContent(
  reader: Reader,
  count: 'fall' | 'spring',
  { endYear, districtId }: ContentScope,
): FrozenContent {
  const schools = schoolsOf(reader, districtId);
  const { pupils, units } = readStudentCount(reader, { endYear, count });
  const own = pupils.filter((pupil) => schools.has(pupil.schoolNumber) && !isUnreported(pupil));
  return {
    rows: own.map((pupil) => ({
      key: pupil.enrollmentId,
      title: pupil.name,
      values: {
        'State ID': pupil.stateId ?? '',
        School: pupil.schoolNumber,
        Grade: pupil.grade,
        'Budget unit': pupil.unit ?? '',
        'Aggregate hours': pupil.hours ?? '',
        'Absent on count date': pupil.absent ? 'Y' : 'N',
        'Left out': pupil.exclusions.join(' '),
        Fraction: pupil.fraction,
      },
    })),
    totals: units
      .map(({ unit, label }) => ({ label, own: own.filter((pupil) => pupil.unit === unit) }))
      .filter((one) => one.own.length > 0)
      .flatMap((one) => [
        { label: `${one.label}: pupils enrolled`, value: String(one.own.length) },
        { label: `${one.label}: counted`, value: sumOfQuarters(one.own.map(({ fraction }) => fraction)) },
        {
          label: `${one.label}: absent on the count date`,
          value: String(one.own.filter(({ absent }) => absent).length),
        },
      ]),
  };
}

/** Fractions are quarters, so hundredths add up exactly. */
function sumOfQuarters(fractions: readonly string[]): string {
  const hundredths = fractions.reduce((sum, text) => sum + Math.round(Number(text) * 100), 0);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}

/** The records of state files, by the names of their fields. */
function fileContent(reader: Reader, templates: readonly TemplateName[], scope: ContentScope): FrozenContent {
  const schools = schoolsOf(reader, scope.districtId);
  const enrolled = new Set(
    yearEnrollments(reader, scope)
      .filter((row) => schools.has(row.schoolNumber))
      .map((row) => row.studentId),
  );
  const rows: FrozenRow[] = [];
  const totals: { label: string; value: string }[] = [];
  for (const template of templates) {
    const layout = layoutOf(reader, template);
    const own = templateRows(reader, layout, template, scope).filter(
      ({ studentId, values }) =>
        enrolled.has(studentId) &&
        (typeof values.schoolNumber !== 'string' ||
          !layout.fields.some(({ name }) => name === 'schoolNumber') ||
          schools.has(values.schoolNumber)),
    );
    const labels = layout.fields.filter(({ name }) => name !== 'recordType' && name !== 'year');
    const seen = new Map<string, number>();
    for (const { studentId, values } of own) {
      const base = [
        template,
        studentId,
        values.schoolNumber,
        values.calendarNumber,
        values.startDate ?? values.identifiedDate,
      ].join(' ');
      const times = (seen.get(base) ?? 0) + 1;
      seen.set(base, times);
      rows.push({
        key: times === 1 ? base : `${base} ${times}`,
        title: `${String(values.lastName ?? '')}, ${String(values.firstName ?? '')} (${layout.title})`,
        values: Object.fromEntries(labels.map(({ name, label }) => [label, shown(values[name])])),
      });
    }
    totals.push({ label: layout.title, value: String(own.length) });
    for (const { name, label, program } of layout.fields)
      if (program !== undefined)
        totals.push({ label, value: String(own.filter(({ values }) => values[name] === true).length) });
  }
  return { rows, totals };
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'Y' : 'N';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

/** Graduates and dropouts of the year before, grades 7 to 12. Source: graduate, dropout and cohort collection. */
function leavers(reader: Reader, scope: ContentScope): FrozenContent {
  const rows = reader.rows<{
    id: string;
    name: string;
    grade: string;
    endDate: string;
    endReason: string | null;
    endStatus: string | null;
    dropoutReason: string | null;
    diplomaDate: string | null;
    diplomaType: string | null;
    enteredGrade9: string | null;
  }>(
    `SELECT e.id, p.lastName || ', ' || p.firstName AS name, e.grade, e.endDate, e.endReason, e.endStatus, e.dropoutReason,
        e.diplomaDate, e.diplomaType, m.enteredGrade9
      FROM enrollment e JOIN person p ON p.id = e.studentId JOIN school s ON s.id = e.schoolId
      JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      LEFT JOIN demographics m ON m.personId = p.id
      WHERE y.endYear = ? AND s.districtId = ? AND e.endDate IS NOT NULL AND ${REPORTED} AND e.grade BETWEEN '07' AND '12'
        AND (e.endReason IN ('GRAD', 'GRAD_PROF', 'DROP') OR e.endStatus BETWEEN '300' AND '499')
      ORDER BY p.lastName, p.firstName, e.id`,
    scope.endYear - 1,
    scope.districtId,
  );
  const dropouts = rows.filter(
    ({ endReason, endStatus }) =>
      endReason === 'DROP' || (endStatus !== null && endStatus >= '300' && endStatus < '400'),
  );
  return {
    rows: rows.map(({ id, name, ...values }) => ({
      key: id,
      title: name,
      values: Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value ?? ''])),
    })),
    totals: [
      { label: 'Graduates', value: String(rows.length - dropouts.length) },
      { label: 'Dropouts', value: String(dropouts.length) },
    ],
  };
}

/** The pupils the child count takes: no words of their plans. */
function childCount(reader: Reader, { asOf, districtId }: ContentScope): FrozenContent {
  const counted = childrenWithPlans(reader, { date: asOf }).filter(
    ({ pupil, problem }) => problem === null && pupil.districtId === districtId,
  );
  const rows = counted
    .map(({ pupil, plan }) => ({
      key: plan.id,
      title: `${pupil.lastName}, ${pupil.firstName}`,
      values: { Disability: plan.disability ?? '', Setting: plan.setting ?? '' },
    }))
    .sort((a, b) => (`${a.title} ${a.key}` < `${b.title} ${b.key}` ? -1 : 1));
  return { rows, totals: [{ label: 'Pupils in special education', value: String(rows.length) }] };
}

/** Home-school and private pupils who take part in activities only. */
function extracurricular(reader: Reader, scope: ContentScope): FrozenContent {
  const schools = schoolsOf(reader, scope.districtId);
  const rows = yearEnrollments(reader, scope).filter(
    (row) => row.extracurricularOnly === 1 && schools.has(row.schoolNumber),
  );
  return {
    rows: rows.map((row) => ({
      key: row.id,
      title: `${row.lastName}, ${row.firstName}`,
      values: { School: row.schoolNumber, Grade: row.grade, From: row.startDate, To: row.endDate ?? '' },
    })),
    totals: [{ label: 'Activities-only pupils', value: String(rows.length) }],
  };
}
