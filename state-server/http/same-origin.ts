import type { FastifyRequest } from 'fastify';
import { HttpProblem } from '#state-server/http/http-problem.ts';

/**
 * Refuses a browser's request that another site began. Browsers say so in Sec-Fetch-Site or Origin; a request with
 * neither does not come from a page. Throws a problem 403.
 */
export function checkSameOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw elsewhere();
  const { origin, host } = request.headers;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw elsewhere();
}

function elsewhere(): HttpProblem {
  return new HttpProblem(403, 'not-allowed', 'This request began on another site.');
}
