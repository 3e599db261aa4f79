import { ruleContext, rulePack } from '#db/collections/validation/rule-pack.ts';
import { studentFiles } from '#db/collections/validation/student-files.ts';
import { yearRecords } from '#db/collections/validation/year-records.ts';
import { inNameOrder } from '#db/people/name-order.ts';
import { fixPlace } from '#db/sync/fix-place.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed } from '#db/system/rows.ts';
import type { CountCode } from '#domain/collections/count-rules.ts';
import {
  type Finding,
  rulesFor,
  validateStudent,
  validateYear,
} from '#domain/collections/validation/validate.ts';
import type { TypeName } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

export interface ValidationScope {
  readonly endYear: number;
  readonly today: string;
  /** Left out: every collection's rules. */
  readonly collection?: string | undefined;
  /** One pupil alone. */
  readonly studentId?: string | undefined;
  /** Pupils of one district alone. */
  readonly districtId?: string | undefined;
}

export interface ListedFinding extends Omit<Finding, 'count' | 'studentId'> {
  /** Null for a record that is no pupil's: of a school, a class, somebody who works here. */
  readonly studentId: string | null;
  /** The screen where it is mended, where that is not the pupil's page. */
  readonly place: string | null;
  /** The count it is about, where its rule looks at both. */
  readonly count: CountCode | null;
  /** Whose it is: the pupil, the school and its record, or who works here. */
  readonly name: string;
  /** Collections that its rule must hold for. */
  readonly collections: readonly string[];
  /** Why somebody let it stand; null while nobody has. */
  readonly accepted: string | null;
}

export interface ValidationResult {
  readonly rulesVersion: string;
  readonly students: number;
  readonly must: number;
  /** Not accepted yet. */
  readonly check: number;
  readonly accepted: number;
  readonly findings: readonly ListedFinding[];
}

/** Runs the rule pack over the pupils of a year. Must-fix first, then by rule and name. */
export function validate(reader: Reader, scope: ValidationScope): ValidationResult {
  const pack = rulePack(reader);
  const words = rulesFor(pack.rules, scope.endYear, scope.collection);
  const context = ruleContext(reader, scope.endYear, scope.today, pack);
  const accepted = acceptedWarnings(reader, pack.version);
  const ofDistrict = scope.districtId === undefined ? undefined : pupilsOf(reader, scope.districtId);
  const files = studentFiles(reader, scope.endYear, scope.studentId).filter(
    ({ person }) => ofDistrict?.has(person.id) ?? true,
  );
  const collections = new Map(words.map((rule) => [rule.id, rule.collections]));
  const place = new Map(words.map((rule, at) => [rule.id, at]));
  const listed = (
    finding: Omit<Finding, 'studentId'>,
    whose: Pick<ListedFinding, 'studentId' | 'place' | 'name'>,
  ): ListedFinding => ({
    ...finding,
    ...whose,
    count: finding.count ?? null,
    collections: (collections.get(finding.rule) ?? []).filter(
      (code) => finding.count === undefined || otherCount(code) !== finding.count,
    ),
    accepted:
      finding.severity === 'must'
        ? null
        : (accepted.get(
            `${acceptedRule(finding.rule, finding.count)} ${finding.subjectType} ${finding.subjectId}`,
          ) ?? null),
  });
  const records = yearRecords(reader, scope, { files, counts: context.counts });
  const found = [
    ...files.flatMap((file) =>
      validateStudent(file, words, context).map(({ studentId, ...finding }) =>
        listed(finding, {
          studentId,
          place: null,
          name: `${file.person.lastName}, ${file.person.firstName}`,
        }),
      ),
    ),
    ...validateYear(records, words, context).map(({ whose, ...finding }) =>
      listed(finding, { ...whose, place: placeOfRecord(reader, finding) }),
    ),
  ];
  const findings = inNameOrder(found.sort((a, b) => (a.subjectId < b.subjectId ? -1 : 1))).sort(
    (a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || (place.get(a.rule) ?? 0) - (place.get(b.rule) ?? 0),
  );
  const checks = findings.filter(({ severity }) => severity === 'check');
  return {
    rulesVersion: pack.version,
    students: files.length,
    must: findings.filter(({ severity }) => severity === 'must').length,
    check: checks.filter((finding) => finding.accepted === null).length,
    accepted: checks.filter((finding) => finding.accepted !== null).length,
    findings,
  };
}

/** Records that have a screen of their own here. */
const SCREENS: Partial<Record<TypeName, string>> = {
  person: '/staff',
  ctePathway: '/cte',
  cteFollowUp: '/cte',
  district: '/collections/counts',
  unitYear: '/collections/counts?show=anb',
};

const placeOfRecord = (
  reader: Reader,
  { subjectType, subjectId, field }: Pick<Finding, 'subjectType' | 'subjectId' | 'field'>,
): string => SCREENS[subjectType] ?? fixPlace(reader, subjectType, subjectId, field);

/** The count that a collection is not about; undefined for a collection that is about none. */
const otherCount = (collection: string | undefined): CountCode | undefined =>
  collection === 'fall-count' ? 'spring' : collection === 'spring-count' ? 'fall' : undefined;

/** What an acceptance is remembered under: a rule that looks at both counts is accepted for one of them. */
const acceptedRule = (rule: string, count: CountCode | null | undefined): string =>
  count ? `${rule}.${count}` : rule;

/** Everybody who was ever enrolled in a school of the district. */
const pupilsOf = (reader: Reader, districtId: string): Set<string> =>
  new Set(
    reader
      .rows<{ studentId: string }>(
        'SELECT DISTINCT e.studentId FROM enrollment e JOIN school s ON s.id = e.schoolId WHERE s.districtId = ?',
        districtId,
      )
      .map(({ studentId }) => studentId),
  );

const WEIGHT = { must: 0, check: 1, note: 2 } as const;

function acceptedWarnings(reader: Reader, version: string): Map<string, string> {
  return new Map(
    reader
      .rows<{ rule: string; subjectType: string; subjectId: string; reason: string }>(
        'SELECT rule, subjectType, subjectId, reason FROM acceptedWarning WHERE ruleVersion = ? AND reason IS NOT NULL',
        version,
      )
      .map((row) => [`${row.rule} ${row.subjectType} ${row.subjectId}`, row.reason]),
  );
}

/** Lets a "check this" stand with a reason, or takes that back (null). Remembered for this record and rule version. */
export function acceptWarning(
  writer: Writer,
  input: {
    rule: string;
    count: CountCode | null;
    subjectType: string;
    subjectId: string;
    reason: string | null;
    by: string;
    at: string;
  },
): void {
  const pack = rulePack(writer);
  const rule = pack.rules.find(({ id }) => id === input.rule);
  if (!rule) throw new Failure('not-found', `There is no rule "${input.rule}" in this year's rule list.`);
  if (rule.severity === 'must')
    throw new Failure('conflict', `"${rule.title}" must be fixed; it cannot be let stand.`);
  putKeyed(writer, 'acceptedWarning', {
    rule: acceptedRule(input.rule, input.count),
    subjectType: input.subjectType,
    subjectId: input.subjectId,
    ruleVersion: pack.version,
    reason: input.reason,
    acceptedBy: input.reason === null ? null : input.by,
    acceptedAt: input.reason === null ? null : input.at,
  });
}
