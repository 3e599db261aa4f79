import type { z } from 'zod';
import { HttpProblem } from '#state-server/http/http-problem.ts';

/**
 * A body or query in the shape the schema asks for. Throws a problem 400 that names the first place that is wrong
 * and never the value there.
 */
export function readAs<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const place = issue?.path.map(String).join('.').slice(0, 120) || 'the request';
  throw new HttpProblem(
    400,
    'invalid-request',
    `The state cannot read this: ${place} is not in the agreed form.`,
  );
}
