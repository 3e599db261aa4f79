import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkPassword } from '#state-server/accounts/staff-accounts.ts';
import {
  closeSession,
  openSession,
  type StaffSession,
  sessionOf,
} from '#state-server/accounts/staff-session.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { readAs } from '#state-server/http/read-body.ts';
import { checkSameOrigin } from '#state-server/http/same-origin.ts';
import { html } from '#state-server/pages/html.ts';
import { districtLines, recordsOfType, typeCounts } from '#state-server/pages/overview-queries.ts';
import { PAGE_HEADERS, page } from '#state-server/pages/page-frame.ts';
import {
  districtPage,
  districtsPage,
  historyPage,
  recordsPage,
  signInPage,
} from '#state-server/pages/staff-pages.ts';
import { STYLE } from '#state-server/pages/style.ts';
import type { Services } from '#state-server/services.ts';
import { recordHistory } from '#state-server/sync/record-history.ts';
import { staffSignIn } from '#sync/wire/staff.ts';

interface Place {
  number: string;
  type: string;
  id: string;
}

/** The staff's pages: plain HTML that works without a script, with the keyboard and read aloud. */
export function pageRoutes(app: FastifyInstance, services: Services, secure: boolean): void {
  const { database } = services;

  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof HttpProblem)) throw error;
    const words = html`<p class="error">${error.body.sentence}</p><p><a href="/staff">To the districts</a></p>`;
    return send(reply.code(error.status), page('This did not work', words, null));
  });

  app.get('/', (_request, reply) => reply.redirect('/staff', 303));

  app.get('/staff/style.css', (_request, reply) =>
    reply
      .headers({ 'content-type': 'text/css; charset=utf-8', 'x-content-type-options': 'nosniff' })
      .send(STYLE),
  );

  app.get('/staff/sign-in', (_request, reply) => send(reply, signInPage(null)));

  app.post('/staff/sign-in', async (request, reply) => {
    checkSameOrigin(request);
    const { name, password } = readAs(staffSignIn, request.body);
    const staff = await checkPassword(services, name, password);
    if (staff === 'locked') return send(reply.code(429), signInPage('Too many tries. Wait fifteen minutes.'));
    if (staff === 'wrong') return send(reply.code(401), signInPage('The name or the password is wrong.'));
    return reply.header('set-cookie', await openSession(services, staff, secure)).redirect('/staff', 303);
  });

  app.post('/staff/sign-out', async (request, reply) => {
    checkSameOrigin(request);
    const session = await sessionOf(services, request.headers.cookie);
    const { csrf } = (request.body ?? {}) as { csrf?: unknown };
    if (session && csrf !== session.csrf) throw new HttpProblem(403, 'not-allowed', 'This form is too old.');
    const forget = await closeSession(services, request.headers.cookie, secure);
    return reply.header('set-cookie', forget).redirect('/staff/sign-in', 303);
  });

  /** A page only the staff see; anyone else is led to the sign-in. */
  const staffPage = (
    path: string,
    render: (
      session: StaffSession,
      place: Place,
      query: Record<string, string | undefined>,
    ) => Promise<string>,
  ) =>
    app.get(path, async (request: FastifyRequest, reply) => {
      const session = await sessionOf(services, request.headers.cookie);
      if (!session) return reply.redirect('/staff/sign-in', 303);
      return send(
        reply,
        await render(session, request.params as Place, request.query as Record<string, string>),
      );
    });

  staffPage('/staff', async (session) => districtsPage(session, await districtLines(database)));

  staffPage('/staff/districts/:number', async (session, { number }) =>
    districtPage(session, number, await typeCounts(database, number)),
  );

  staffPage('/staff/districts/:number/:type', async (session, { number, type }, { after = '' }) =>
    recordsPage(session, number, type, await recordsOfType(database, number, type, after)),
  );

  staffPage('/staff/districts/:number/:type/:id', async (session, { number, type, id }) =>
    historyPage(session, number, await recordHistory(database, number, type, id)),
  );
}

function send(reply: FastifyReply, text: string): FastifyReply {
  return reply.headers(PAGE_HEADERS).send(text);
}
