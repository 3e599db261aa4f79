import type { FastifyInstance } from 'fastify';

/** Lets the server read HTML forms and OAuth's form-encoded token request: names and last values. */
export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );
}
