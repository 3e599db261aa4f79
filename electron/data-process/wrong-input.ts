import type { z } from 'zod';
import { Failure, type Problem } from '#domain/system/failure.ts';

/**
 * What an input that does not fit is told: a sentence for each place, the first of them as the message. Never the value:
 * it may be a password or a child's name, and what a command line prints is kept by others.
 */
export function wrongInput(issues: readonly z.core.$ZodIssue[], input: unknown): Failure {
  const problems = issues.map((issue): Problem => {
    const field = issue.path.map(String).join('.');
    const value = valueAt(input, issue.path);
    return {
      message: inWords(issue, value),
      ...(field === '' ? {} : { field }),
    };
  });
  const first = problems[0];
  return new Failure(
    'invalid-input',
    first ? `${first.field ? `${first.field}: ` : ''}${first.message}` : 'That cannot be read.',
    problems,
  );
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text, in quotes',
  number: 'a number, without quotes',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, in square brackets',
  object: 'an object with named fields, in curly brackets',
  record: 'an object with named fields, in curly brackets',
};

/** The contract's own sentence where it has one; the library's are for programmers. */
function inWords(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? 'This is missing. Please fill it in.'
        : `This has to be ${KINDS[issue.expected] ?? issue.expected}.`;
    case 'unrecognized_keys':
      return `There is no field ${issue.keys.map((key) => `"${key}"`).join(', ')} here. "list" shows the fields of every entry.`;
    case 'invalid_value':
      return issue.message.startsWith('Invalid')
        ? `Choose one of ${issue.values.map(String).join(', ')}.`
        : issue.message;
    case 'invalid_format':
      return issue.format === 'uuid'
        ? 'This is not the id of a record. Ids come from the answers of other calls.'
        : issue.message;
    case 'too_small':
      return issue.message.startsWith('Too small') ? tooSmall(issue) : issue.message;
    case 'too_big':
      return issue.message.startsWith('Too big') ? tooBig(issue) : issue.message;
    default:
      return issue.message.startsWith('Invalid')
        ? 'This cannot be read. "list" shows what fits.'
        : issue.message;
  }
}

const tooSmall = ({ origin, minimum }: z.core.$ZodIssueTooSmall): string =>
  origin === 'array'
    ? `The list needs at least ${minimum}.`
    : origin === 'string'
      ? minimum === 1
        ? 'Please fill this in.'
        : `This is too short: at least ${minimum} letters.`
      : `This is at least ${minimum}.`;

const tooBig = ({ origin, maximum }: z.core.$ZodIssueTooBig): string =>
  origin === 'array'
    ? `The list has at most ${maximum}.`
    : origin === 'string'
      ? `This is too long: at most ${maximum} letters.`
      : `This is at most ${maximum}.`;

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let at = input;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at;
}
