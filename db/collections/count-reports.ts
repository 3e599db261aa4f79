import { districtAnb } from '#db/collections/district-anb.ts';
import { readStudentCount } from '#db/collections/student-count.ts';
import { leftOutOfState } from '#db/school/calendar-reporting.ts';
import { requireYear } from '#db/school/schools.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { gradeInWords, type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { countToComeWords } from '#domain/collections/anb.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { dateInWords, schoolYearInWords, shortDateInWords } from '#domain/system/date-words.ts';
import type { ReportPage, ReportTable } from '#domain/system/report-page.ts';

export const yearOfReport = ({ options, today }: ReportRequest): number =>
  options.endYear ?? schoolYearOf(today);

/** A count, unit by unit, each pupil with hours, absence, reasons and fraction: what a count total is made of. */
export function countWorksheet(reader: Reader, request: ReportRequest): ReportPage {
  const endYear = yearOfReport(request);
  requireYear(reader, endYear);
  const count = request.options.count ?? 'fall';
  const result = readStudentCount(reader, { endYear, count, school: request.options.school });
  const reasons = codeSetFile(reader, 'anb_exclusion_reason');
  const tables = result.units.map((unit): ReportTable => {
    const own = result.pupils.filter((pupil) => pupil.unit === unit.unit);
    return {
      kind: 'table',
      title: unit.label,
      columns: [
        { label: 'Pupil', kind: 'name' },
        { label: 'State ID' },
        { label: 'School' },
        { label: 'Grade' },
        { label: 'Hours', kind: 'number' },
        { label: 'Absent' },
        { label: 'Counts', kind: 'number' },
        { label: 'Why', kind: 'wide' },
      ],
      rows: own.map((pupil) => [
        pupil.name,
        pupil.stateId ?? 'pending',
        pupil.schoolNumber,
        gradeInWords(pupil.grade),
        pupil.hours ?? 'none',
        pupil.absentRun > 1 && pupil.absentFrom
          ? `${pupil.absentRun} days from ${shortDateInWords(pupil.absentFrom)}`
          : pupil.absent
            ? 'yes'
            : '',
        pupil.fraction,
        [...pupil.exclusions.map((code) => labelOf(reasons, code)), ...pupil.review].join('; '),
      ]),
      totals: [
        [
          `${unit.enrolled} enrolled`,
          '',
          '',
          '',
          '',
          `${unit.absent} absent`,
          unit.total,
          `${unit.counted} counted`,
        ],
      ],
      empty: '',
    };
  });
  return reportFrame(reader, request, {
    title: `Student count: ${result.label.toLowerCase()}`,
    range: `${schoolYearInWords(endYear)}, count date ${result.countDates.map(dateInWords).join(', ') || 'not in the calendars'}`,
    landscape: true,
    definitions: [
      'Hours: instructional hours of the whole school year in the blocks the pupil is taught in; entered hours come first.',
      'Counts: a quarter from 180 hours, a half from 360, three quarters from 540, one from 720; nobody is more than one (MCA 20-9-311).',
      'Left out: eleven or more school days absent in a row through the count date (ARM 10.20.102), and the other reasons written beside the pupil.',
      ...leftOutOfState(reader, endYear, request.options.school),
      `All units: ${result.total}. An estimate for checking; the state works out the official count.`,
    ],
    blocks:
      tables.length > 0
        ? tables
        : [{ kind: 'text', title: '', text: 'Nobody is enrolled on the count date of this year.' }],
  });
}

/** ANB by budget unit with each step of the formula, and the comparison with the finance system. */
export function anbWorksheet(reader: Reader, request: ReportRequest): ReportPage {
  const endYear = yearOfReport(request);
  requireYear(reader, endYear);
  const anb = districtAnb(reader, { endYear, today: request.today });
  const rows = anb.units.map((unit) => [
    `${unit.label} (${unit.districtName})`,
    unit.fall,
    unit.spring,
    unit.average,
    String(unit.pirDaysUsed),
    unit.anb,
    unit.threeYear ?? '',
  ]);
  return reportFrame(reader, request, {
    title: 'ANB worksheet',
    range: `Counts of ${schoolYearInWords(endYear)}, for the budget of ${schoolYearInWords(endYear + 1)}`,
    landscape: true,
    definitions: [
      'ANB = mean of both counts × (180 + PIR days, at most 7) / 180 (MCA 20-9-311). Exact; rounded for showing only.',
      'Three-year mean: this ANB and the two before. The state takes one of the two for the whole district by its budget.',
      'ADA for finance: half the pupils present on both count dates; preschool and half-time kindergarten a quarter (ARM 10.15.101).',
      ...anb.stillToCome.map(countToComeWords),
      ...anb.units.flatMap((unit) => unit.warnings.map((line) => `${unit.label}: ${line}`)),
    ],
    blocks: [
      {
        kind: 'table',
        title: 'Average number belonging',
        columns: [
          { label: 'Budget unit', kind: 'name' },
          { label: 'Fall', kind: 'number' },
          { label: 'Spring', kind: 'number' },
          { label: 'Mean', kind: 'number' },
          { label: 'PIR', kind: 'number' },
          { label: 'ANB', kind: 'number' },
          { label: 'Three-year', kind: 'number' },
        ],
        rows,
        totals: [],
        empty: 'Nobody is enrolled in this year.',
      },
      {
        kind: 'table',
        title: 'Beside MAEFAIRS',
        columns: [
          { label: 'Budget unit', kind: 'name' },
          { label: 'Fall here', kind: 'number' },
          { label: 'Fall there', kind: 'number' },
          { label: 'Spring here', kind: 'number' },
          { label: 'Spring there', kind: 'number' },
          { label: 'Result', kind: 'wide' },
        ],
        rows: anb.units.map((unit) => [
          unit.label,
          unit.fall,
          unit.state.fall ?? '',
          unit.spring,
          unit.state.spring ?? '',
          compared(unit),
        ]),
        totals: [],
        empty: '',
      },
      {
        kind: 'table',
        title: 'ADA for finance',
        columns: [
          { label: 'District', kind: 'name' },
          { label: 'ADA', kind: 'number' },
        ],
        rows: anb.financeAda.map((one) => [one.districtName, one.ada]),
        totals: [],
        empty: '',
      },
    ],
  });
}

function compared(unit: {
  fall: string;
  spring: string;
  state: { fall: string | null; spring: string | null };
}): string {
  const { fall, spring } = unit.state;
  if (fall === null && spring === null) return 'nothing entered from MAEFAIRS';
  return (fall === null || fall === unit.fall) && (spring === null || spring === unit.spring)
    ? 'agrees'
    : 'differs: look at both before certifying';
}
