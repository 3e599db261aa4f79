import { z } from 'zod';
import { feedNames } from '#domain/state-files/feeds.ts';
import { templateNames } from '#domain/state-files/templates.ts';
import { weekdays } from '#domain/sync/closed-times.ts';
import { type CodeSetName, codeSetNames, codeSetTitles } from '#domain/system/code-set-titles.ts';

/**
 * Which lists, layouts and rules a district or the state may replace, and what each must look like. A replaced one is read
 * instead of the shipped one from the next question on. Both ends check by these shapes.
 */
export interface ReferenceKind {
  readonly name: string;
  readonly title: string;
  readonly group: 'Code lists' | 'File layouts' | 'Rules and dates';
  readonly shape: z.ZodType;
}

const text = z.string().min(1).max(2000);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'A date is written like 2026-10-06.');
const years = { fromYear: z.number().int(), toYear: z.number().int().nullable() };
const dayRule = z.union([
  z.strictObject({ month: z.number().int().min(1).max(12), day: z.number().int().min(1).max(31) }),
  z.strictObject({
    firstMonday: z.number().int().min(1).max(12),
    plusDays: z.number().int().min(0).max(120),
  }),
]);

/** Facts that some lists give with each code, and that are asked of them: without one a list would be half a list. */
const FACTS: Partial<Record<CodeSetName, z.ZodRawShape>> = {
  assessment: { grades: z.array(text) },
  attendance_agreement_law: { signatures: z.array(text) },
  disability: { edfacts: text },
  end_status_category: { answer: text },
  environment: { schoolAge: z.boolean(), earlyChildhood: z.boolean() },
  ferpa_basis: { log: z.boolean() },
  program: { detailSet: z.enum(codeSetNames).optional() },
  program_step: { programs: z.array(text) },
  sped_exit_reason: { needs: z.array(text) },
};

const codeSet = (name: CodeSetName) =>
  z.looseObject({
    name: z.literal(name, `This list must be named "${name}".`),
    title: text,
    authority: z.enum(['S', 'L', 'D']),
    codeAuthority: z.enum(['S', 'L', 'D']),
    exportReady: z.enum(['yes', 'confirm', 'no']),
    values: z
      .array(
        z.looseObject({
          code: z.string().min(1).max(40),
          label: text,
          authority: z.enum(['S', 'L', 'D']),
          validFrom: date.optional(),
          validTo: date.optional(),
          ...FACTS[name],
        }),
      )
      .min(1)
      .max(5000)
      .refine(
        (values) => new Set(values.map(({ code }) => code)).size === values.length,
        'A code stands twice.',
      ),
  });

const layout = (name: string) =>
  z.looseObject({
    name: z.literal(name, `This layout must be named "${name}".`),
    title: text,
    recordType: z.string().max(10).nullable(),
    ...years,
    extension: text,
    header: z.looseObject({ recordType: text, version: text }).nullable(),
    note: z.string().max(2000),
    fields: z
      .array(
        z.looseObject({
          name: text,
          label: text,
          maxLength: z.number().int().positive().nullable(),
          required: z.boolean(),
          mark: z.enum(['S', 'L', 'D']),
        }),
      )
      .min(1)
      .max(200),
  });

const countRules = z.looseObject({
  rows: z
    .array(
      z.looseObject({
        ...years,
        counts: z.array(
          z.looseObject({ code: z.enum(['fall', 'spring']), month: z.number().int().min(1).max(12) }),
        ),
        setDates: z.array(
          z.strictObject({ endYear: z.number().int(), count: z.enum(['fall', 'spring']), date }),
        ),
        bands: z
          .array(z.strictObject({ fromHours: z.number().min(0), quarters: z.number().int().min(0).max(4) }))
          .min(1),
        minimumHours: z.array(z.looseObject({ grades: z.array(text), hours: z.number().min(0) })),
        units: z.array(z.looseObject({ code: text, label: text, grades: z.array(text) })).min(1),
        consecutiveDays: z.number().int().min(1),
        baseDays: z.number().int().min(1),
        maximumPirDays: z.number().int().min(0),
        earlyGraduate: z.strictObject({ grade: text, semesters: z.number().int().min(1).max(12) }).optional(),
        showDigits: z.number().int().min(0).max(6),
      }),
    )
    .min(1),
});

const validationRules = z.looseObject({
  version: text,
  extracurricularEndStatuses: z.array(text),
  rules: z
    .array(
      z.looseObject({
        id: text,
        severity: z.enum(['must', 'check', 'note']),
        ...years,
        title: text,
        why: text,
        how: text,
        collections: z.array(text),
      }),
    )
    .min(1),
});

const policyReferences = z.looseObject({
  version: text,
  references: z
    .array(
      z.looseObject({ code: text, number: text, title: text, says: text, mark: z.enum(['S', 'L', 'D']) }),
    )
    .min(1),
  rules: z.array(z.looseObject({ rule: text, references: z.array(text).min(1), fields: z.array(text) })),
  numbers: z.array(z.looseObject({ code: text, label: text, how: text, references: z.array(text).min(1) })),
});

const collections = z.looseObject({
  statement: text,
  helpDesk: z.strictObject({ name: text, phone: text }),
  dataTypes: z.array(z.strictObject({ code: text, label: text })).min(1),
  collections: z
    .array(
      z.looseObject({
        code: text,
        title: text,
        about: text,
        opens: dayRule,
        due: dayRule,
        certify: z.boolean(),
      }),
    )
    .min(1),
  windows: z.array(z.strictObject({ endYear: z.number().int(), code: text, opens: date, due: date })),
});

const days = z.number().int().min(0).max(400);
const dueWhen = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('once'), days }),
  z.strictObject({ kind: z.literal('yearly'), afterSchoolBegins: days, afterStart: days.optional() }),
  z.strictObject({
    kind: z.literal('by-date'),
    month: z.number().int().min(1).max(12),
    day: z.number().int().min(1).max(31),
    years: z.number().int().min(1).max(20).optional(),
  }),
  z.strictObject({ kind: z.literal('every'), months: z.number().int().min(1).max(120) }),
  z.strictObject({ kind: z.literal('after-step'), step: text, outcome: text, days }),
  z.strictObject({ kind: z.literal('months'), months: z.number().int().min(1).max(240) }),
  z.strictObject({ kind: z.literal('school-years'), years: z.number().int().min(1).max(20) }),
  z.strictObject({ kind: z.literal('year-end') }),
  z.strictObject({ kind: z.literal('ends') }),
  z.strictObject({ kind: z.literal('carry-over'), schoolDays: z.number().int().min(1).max(200) }),
  z.strictObject({ kind: z.literal('left') }),
]);
const dueWork = z.looseObject({
  rules: z
    .array(
      z.looseObject({
        id: text,
        ...years,
        program: text,
        details: z.array(text).optional(),
        exceptCertifications: z.array(text).optional(),
        title: text,
        source: text,
        mark: z.enum(['S', 'L', 'D']),
        daysAhead: days,
        asks: z.union([z.strictObject({ step: text }), z.strictObject({ change: z.literal('endDate') })]),
        due: dueWhen,
      }),
    )
    .min(1)
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'A rule stands twice.'),
});

const dueForPlan = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['plan-end', 'evaluation', 'left', 'exit-papers']) }),
  z.strictObject({ kind: z.literal('unlocked'), days }),
  z.strictObject({ kind: z.enum(['age', 'transition']), years: z.number().int().min(3).max(30) }),
  z.strictObject({
    kind: z.literal('rights'),
    years: z.number().int().min(3).max(30),
    told: z.enum(['toldOn', 'passedOn']),
  }),
]);
const duePlans = z.looseObject({
  rules: z
    .array(
      z.looseObject({
        id: text,
        ...years,
        title: text,
        source: text,
        mark: z.enum(['S', 'L', 'D']),
        daysAhead: days,
        due: dueForPlan,
      }),
    )
    .min(1),
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is written like 18:00.');
const weekTime = z.strictObject({ day: z.enum(weekdays), time: clock });
const wallClock = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'A day and a time are written like 2026-12-24T12:00.');

const closedTimes = z.looseObject({
  zone: z.string().refine(isTimeZone, 'A time zone is written like America/Denver.'),
  weekly: z.array(z.strictObject({ from: weekTime, to: weekTime })).max(20),
  dated: z
    .array(
      z
        .strictObject({ from: wallClock, to: wallClock, reason: z.string().max(200).nullable().optional() })
        .refine(({ from, to }) => from < to, 'The end is before the beginning.'),
    )
    .max(400),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** What may be replaced, code lists first. Made once: shapes are many. */
export const referenceKinds: readonly ReferenceKind[] = [
  ...codeSetNames.map(
    (name): ReferenceKind => ({
      name: `code-set ${name}`,
      title: codeSetTitles[name],
      group: 'Code lists',
      shape: codeSet(name),
    }),
  ),
  ...templateNames.map(
    (name): ReferenceKind => ({
      name: `layout ${name}`,
      title: `Layout ${name.replace('aim-', '').toUpperCase()}`,
      group: 'File layouts',
      shape: layout(name),
    }),
  ),
  ...feedNames.map(
    (name): ReferenceKind => ({
      name: `layout feed-${name}`,
      title: `Layout of the ${name.replace('-', ' ')} feed`,
      group: 'File layouts',
      shape: layout(`feed-${name}`),
    }),
  ),
  { name: 'count-rules', title: 'Count rules', group: 'Rules and dates', shape: countRules },
  {
    name: 'validation-rules',
    title: 'Validation rules',
    group: 'Rules and dates',
    shape: validationRules,
  },
  {
    name: 'policy-references',
    title: 'Laws and rules behind checks and numbers',
    group: 'Rules and dates',
    shape: policyReferences,
  },
  {
    name: 'collections',
    title: 'Collections and their dates',
    group: 'Rules and dates',
    shape: collections,
  },
  {
    name: 'due-work',
    title: 'When program work is due',
    group: 'Rules and dates',
    shape: dueWork,
  },
  {
    name: 'due-plans',
    title: 'When special education work is due',
    group: 'Rules and dates',
    shape: duePlans,
  },
  {
    name: 'closed-times',
    title: 'When the state is closed',
    group: 'Rules and dates',
    shape: closedTimes,
  },
];
