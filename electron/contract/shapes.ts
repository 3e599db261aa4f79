import { z } from 'zod';
import { emailProblem, stateProblem, zipProblem } from '#domain/people/address.ts';
import { isTooLongForName, LONGEST_NAME } from '#domain/people/names.ts';
import { isNumber } from '#domain/school/district-number.ts';
import { oneLine } from '#domain/system/typed-text.ts';

/** Shapes that several areas' entries share. */

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export const civilDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'A date is written year-month-day, like 2026-10-06.')
  .refine((text) => {
    const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
    return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  }, 'That day does not exist.')
  .refine(
    (text) => text >= '1900-01-01' && text < '2200-01-01',
    'The year must be from 1900 to 2199. Check how it is typed.',
  );

export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is written like 09:45.');
const nullableText = (most: number, problem: (text: string) => string | null) =>
  z
    .string()
    .trim()
    .max(most, 'That is too long.')
    .superRefine((text, context) => {
      const message = text === '' ? null : problem(text);
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .nullable();
/** Parts of an address; null or empty where there is none. */
export const zipCode = nullableText(20, zipProblem);
export const usState = nullableText(40, stateProblem);
export const emailAddress = nullableText(200, emailProblem);

/** The state's number of a district or school. */
export const stateNumber = (of: string) =>
  z
    .string()
    .trim()
    .refine(isNumber, `${of} number is up to four letters and digits, like 0123, and not all zeros.`);
export const id = z.string().uuid();
/** What is typed on one line: a place, a number, a few words. */
export const typedLine = z.string().overwrite(oneLine);
/** As long as a name may be; the signs are counted, not the UTF-16 units. */
export const typedName = typedLine
  .refine((text) => !isTooLongForName(text), 'That is too long.')
  .meta({ maxLength: LONGEST_NAME });
export const shortText = typedName.min(1, 'Please fill this in.').meta({ maxLength: LONGEST_NAME });
/** A name or one line that may be left empty. */
export const optionalName = typedName.nullable();
export const longText = z.string().max(20_000);
export const nothing = z.strictObject({});
export const done = z.strictObject({ done: z.literal(true) });

export const problem = z.strictObject({
  message: z.string(),
  field: z.string().optional(),
  file: z.string().optional(),
  line: z.number().int().optional(),
  value: z.string().optional(),
});

/** One piece of work that is due, and by which rule: in a program or in special education. */
export const dueLine = z.strictObject({
  rule: z.string(),
  studentId: z.string(),
  name: z.string(),
  grade: z.string().nullable(),
  title: z.string(),
  due: z.string(),
  daysOver: z.number().int(),
  because: z.string(),
  source: z.string(),
  localDefault: z.boolean(),
});
