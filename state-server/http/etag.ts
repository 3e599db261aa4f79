import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Answers a JSON text under its ETag, or 304 without it when the asker has that already (RFC 9110, 13.1.2: compared weakly,
 * since a proxy that packs answers weakens the tag).
 */
export function sendUnlessKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  version: string,
  json: string,
): FastifyReply {
  const etag = `"${version}"`;
  reply.headers({ etag, 'cache-control': 'private, no-cache' });
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) return reply.code(304).send();
  return reply.type('application/json').send(json);
}
