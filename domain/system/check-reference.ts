import type { z } from 'zod';
import { knowsRule } from '#domain/collections/validation/validate.ts';
import type { Problem } from '#domain/system/failure.ts';
import { type ReferenceKind, referenceKinds } from '#domain/system/reference-shapes.ts';

/** What may be replaced under that name, or undefined. */
export const referenceKind = (name: string): ReferenceKind | undefined =>
  referenceKinds.find((kind) => kind.name === name);

/** The text of such a file as a value; undefined where it is no JSON. A mark that some editors put first is passed over. */
export function referenceValue(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return undefined;
  }
}

/** What is wrong with a new version, each at its place as a sentence; empty when it is right. The first 100. */
export function referenceProblems(kind: ReferenceKind, value: unknown): Problem[] {
  const read = kind.shape.safeParse(value, { error: inWords });
  if (!read.success)
    return read.error.issues
      .slice(0, 100)
      .map(({ path, message }) => ({ field: path.map(String).join('.'), message }));
  if (kind.name !== 'validation-rules') return [];
  const { rules } = value as { rules: { id: string }[] };
  return rules.flatMap(({ id }, at) =>
    knowsRule(id)
      ? []
      : [
          {
            field: `rules.${at}.id`,
            message: `The rule "${id}" is not known to this Hi-Line. Update Hi-Line first.`,
          },
        ],
  );
}

/**
 * What in a file is still marked as our own guess (D). What the state publishes is the state's: it says S, or L for a law,
 * and no office sees "local default" beside it.
 */
export function guessesLeft(value: unknown, place: readonly string[] = []): Problem[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    inner === 'D' && MARKS.has(name)
      ? [
          {
            field: [...place, name].join('.'),
            message: 'D means a guess of Hi-Line’s own. Write S for the state’s word, or L for a law.',
          },
        ]
      : guessesLeft(inner, [...place, name]),
  );
}

const MARKS: ReadonlySet<string> = new Set(['authority', 'codeAuthority', 'mark']);

/** A place as people read it: "values › 3 › label". Lists count from 1. */
export const placeInWords = (field: string | undefined): string =>
  field
    ? field
        .split('.')
        .map((step) => (/^\d+$/.test(step) ? String(Number(step) + 1) : step))
        .join(' › ')
    : 'at the top';

/** Sentences for what a shape does not say in its own words. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'This is missing.';
  switch (issue.code) {
    case 'invalid_type':
      return `This must be ${TYPES[issue.expected as string] ?? 'something else'}.`;
    case 'invalid_value':
      return `This must be ${(issue.values as unknown[]).map((value) => `"${String(value)}"`).join(' or ')}.`;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `This must be ${String(issue.minimum)} or more.`
        : 'This may not be empty.';
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `This must be ${String(issue.maximum)} or less.`
        : `This is too long: ${String(issue.maximum)} at most.`;
    case 'unrecognized_keys':
      return `"${(issue.keys as string[]).join('", "')}" is not known here. Take it out.`;
    default:
      return undefined;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'a group in { }',
};
