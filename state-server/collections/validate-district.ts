import { type CountRules, countRulesOf } from '#domain/collections/count-rules.ts';
import type { RuleContext, RuleWords } from '#domain/collections/validation/rule.ts';
import type { StudentFile, ValidatedStay } from '#domain/collections/validation/student-file.ts';
import { type Finding, rulesFor, validateStudent } from '#domain/collections/validation/validate.ts';
import { calendarExcludes } from '#domain/school/calendar-excludes.ts';
import type { ExitReasons } from '#domain/special-education/exit-rules.ts';
import type { Row, TypeName } from '#domain/sync/registry.ts';
import type { CodeSet } from '#domain/system/code-set.ts';
import agreementLaw from '#resources/code-sets/attendance_agreement_law.json' with { type: 'json' };
import disability from '#resources/code-sets/disability.json' with { type: 'json' };
import elStatus from '#resources/code-sets/el_status.json' with { type: 'json' };
import endStatus from '#resources/code-sets/end_status.json' with { type: 'json' };
import environment from '#resources/code-sets/environment.json' with { type: 'json' };
import homeless from '#resources/code-sets/homeless_residence.json' with { type: 'json' };
import meals from '#resources/code-sets/meal_eligibility.json' with { type: 'json' };
import military from '#resources/code-sets/military_connection.json' with { type: 'json' };
import program from '#resources/code-sets/program.json' with { type: 'json' };
import spedExitReason from '#resources/code-sets/sped_exit_reason.json' with { type: 'json' };
import startStatus from '#resources/code-sets/start_status.json' with { type: 'json' };
import title1 from '#resources/code-sets/title1_kind.json' with { type: 'json' };
import countRules from '#resources/collections/count-rules.json' with { type: 'json' };
import shippedPack from '#resources/collections/validation-rules.json' with { type: 'json' };
import type { StateDatabase } from '#state-server/database/state-database.ts';
import { publishedValues } from '#state-server/reference/editions.ts';

/** What the state's own run of the rule pack finds in what it has of a district. */
export interface DistrictValidation {
  readonly rulesVersion: string;
  readonly endYear: number;
  readonly students: number;
  readonly findings: readonly Finding[];
}

/** Counts need calendars and marks; the desktop works them out. The state checks everything else with the same rules. */
const NOT_HERE = new Set(['hours-missing', 'totals-missing']);

const TYPES = [
  'person',
  'identifier',
  'demographics',
  'directory',
  'enrollment',
  'enrollmentFacts',
  'attendanceAgreement',
  'enteredTotals',
  'programRecord',
  'iep',
  'specialEducationExit',
  'calendar',
  'calendarReporting',
  'calendarModes',
  'schoolYear',
] as const satisfies readonly TypeName[];

/**
 * Runs the same rules over the records the state has received from one district: by the lists and rules that the state has
 * published for that school year, and by the shipped ones where it has published none.
 */
export async function validateDistrict(
  database: StateDatabase,
  district: string,
  endYear: number,
  today: string,
): Promise<DistrictValidation> {
  const rows = await database.inDistrict(district, (trx) =>
    trx
      .selectFrom('record')
      .select(['type', 'id', 'fields'])
      .where('district', '=', district)
      .where('deleted', '=', 0)
      .where('type', 'in', TYPES)
      .execute(),
  );
  const byType = new Map<string, Row<TypeName>[]>();
  for (const { type, id, fields } of rows)
    byType.set(type, [...(byType.get(type) ?? []), { id, ...JSON.parse(fields) } as Row<TypeName>]);
  const published = await publishedValues(database, endYear);
  const pack = (published.get('validation-rules') ?? shippedPack) as RulePack;
  const words = rulesFor(pack.rules, endYear).filter(({ id }) => !NOT_HERE.has(id));
  const context = contextOf(endYear, today, published, pack);
  const files = studentFiles(byType, endYear);
  return {
    rulesVersion: pack.version,
    endYear,
    students: files.length,
    findings: files.flatMap((file) => validateStudent(file, words, context)),
  };
}

function studentFiles(byType: ReadonlyMap<string, Row<TypeName>[]>, endYear: number): StudentFile[] {
  const of = <N extends TypeName>(type: N): Row<N>[] =>
    (byType.get(type) ?? []).map((row) => whole(row)) as Row<N>[];
  const years = new Map(of('schoolYear').map((row) => [row.id, row]));
  const yearOf = new Map(of('calendar').map((row) => [row.id, years.get(row.schoolYearId)]));
  const one = <R extends { enrollmentId: string }>(list: readonly R[]): Map<string, R> =>
    new Map(list.map((row) => [row.enrollmentId, row]));
  const [facts, agreements, totals] = [
    one(of('enrollmentFacts')),
    one(of('attendanceAgreement')),
    one(of('enteredTotals')),
  ];
  const stateIds = new Map(
    of('identifier')
      .filter(({ system, value }) => system === 'state' && value !== null)
      .map(({ personId, value }) => [personId, value ?? '']),
  );
  const holders = new Map<string, number>();
  for (const value of stateIds.values()) holders.set(value, (holders.get(value) ?? 0) + 1);
  const grouped = <R extends { studentId: string }>(list: readonly R[]): Map<string, R[]> => {
    const found = new Map<string, R[]>();
    for (const row of list) found.set(row.studentId, [...(found.get(row.studentId) ?? []), row]);
    return found;
  };
  const reporting = new Map(
    of('calendarReporting').map(({ calendarId, excluded, excludedGrades }) => [
      calendarId,
      {
        excluded: excluded === 1,
        excludedGrades: excludedGrades ? (JSON.parse(excludedGrades) as string[]) : [],
      },
    ]),
  );
  const modes = new Map(
    of('calendarModes').map((row) => [row.calendarId, row.modes ? (JSON.parse(row.modes) as string[]) : []]),
  );
  const enrollments = grouped(of('enrollment'));
  const programs = grouped(of('programRecord'));
  const plans = grouped(of('iep'));
  const exits = grouped(of('specialEducationExit'));
  const demographics = new Map(of('demographics').map((row) => [row.personId, row]));
  const directories = new Map(of('directory').map((row) => [row.personId, row]));
  return of('person').flatMap((person) => {
    const own = enrollments.get(person.id) ?? [];
    const stays = own.flatMap((row): ValidatedStay[] => {
      const year = yearOf.get(row.calendarId);
      return year?.endYear === endYear && !calendarExcludes(reporting.get(row.calendarId), row.grade)
        ? [
            {
              row,
              endYear,
              yearStart: year.startDate,
              yearEnd: year.endDate,
              daysEnrolled: 0,
              facts: facts.get(row.id) ?? null,
              agreement: agreements.get(row.id) ?? null,
              totals: totals.get(row.id) ?? null,
              modes: modes.get(row.calendarId) ?? [],
              marksOfBeingHere: 0,
              counts: {},
            },
          ]
        : [];
    });
    const openBefore =
      own.find(
        (row) =>
          (yearOf.get(row.calendarId)?.endYear ?? endYear) < endYear &&
          row.endDate === null &&
          row.noShow === 0,
      ) ?? null;
    if (stays.length === 0 && openBefore === null) return [];
    const stateId = stateIds.get(person.id) ?? null;
    return [
      {
        person,
        stateId,
        stateIdSharedBy: stateId === null ? 0 : (holders.get(stateId) ?? 1) - 1,
        demographics: demographics.get(person.id) ?? null,
        directory: directories.get(person.id) ?? null,
        stays,
        openBefore,
        programs: programs.get(person.id) ?? [],
        plans: plans.get(person.id) ?? [],
        exits: exits.get(person.id) ?? [],
      },
    ];
  });
}

/** Null fields are left out of stored records, and sets are lists there; rules expect whole rows. */
function whole(row: Row<TypeName>): Row<TypeName> {
  const values = row as unknown as Record<string, unknown>;
  return new Proxy(values, {
    get: (target, name) => {
      const value = target[String(name)];
      return Array.isArray(value) ? JSON.stringify(value) : (value ?? null);
    },
  }) as unknown as Row<TypeName>;
}

interface RulePack {
  readonly version: string;
  readonly extracurricularEndStatuses: readonly string[];
  readonly rules: readonly RuleWords[];
}

function contextOf(
  endYear: number,
  today: string,
  published: ReadonlyMap<string, unknown>,
  pack: RulePack,
): RuleContext {
  const set = (file: { readonly name: string }): CodeSet =>
    (published.get(`code-set ${file.name}`) ?? file) as CodeSet;
  const counts = (published.get('count-rules') ?? countRules) as { rows: readonly CountRules[] };
  return {
    endYear,
    today,
    counts: countRulesOf(counts.rows, endYear),
    sets: {
      startStatus: set(startStatus),
      endStatus: set(endStatus),
      program: set(program),
      details: new Map(
        [homeless, elStatus, meals, military, title1].map((file) => [file.name, set(file)] as const),
      ),
      disability: set(disability),
      environment: set(environment),
      exitReason: set(spedExitReason) as unknown as ExitReasons,
      agreementLaw: set(agreementLaw),
    },
    extracurricularEndStatuses: pack.extracurricularEndStatuses,
  };
}
