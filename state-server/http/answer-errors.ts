import type { FastifyError, FastifyInstance } from 'fastify';
import { HttpProblem } from '#state-server/http/http-problem.ts';

/** Every failure leaves as a problem body. What was unexpected is logged by kind and place, never with values. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | HttpProblem, request, reply) => {
    const problem = error instanceof HttpProblem ? error : problemFor(error);
    if (problem.status >= 500)
      request.log.error(
        { name: error.name, code: 'code' in error ? error.code : undefined, stack: frames(error) },
        'failed',
      );
    if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
    return reply.code(problem.status).type('application/json').send(problem.body);
  });
  app.setNotFoundHandler(() => {
    throw new HttpProblem(404, 'not-found', 'The state has nothing at this address.');
  });
}

function problemFor(error: FastifyError): HttpProblem {
  if (error.statusCode === 413)
    return new HttpProblem(413, 'too-large', 'This is too much at once. Send it in parts.');
  if (isDatabaseAway(error)) return new HttpProblem(503, 'busy', 'The state is busy. Try again in a moment.');
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new HttpProblem(error.statusCode, 'invalid-request', 'The state cannot read this request.');
  return new HttpProblem(500, 'unexpected', 'Something went wrong at the state. Nothing was changed.');
}

/** Locked file, lost connection, or a server that is going down: all worth trying again. */
function isDatabaseAway(error: FastifyError): boolean {
  const code = String(error.code ?? '');
  return /^(SQLITE_BUSY|ECONN|EPIPE|08|40|53|55P03|57P)/.test(code);
}

/** The stack without the message line, which may quote a value. */
function frames(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 12);
}
