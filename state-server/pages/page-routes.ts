import type { FastifyInstance } from 'fastify';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import { checkPassword } from '#state-server/accounts/staff-accounts.ts';
import { closeSession, openSession, sessionOf } from '#state-server/accounts/staff-session.ts';
import { nameCaller } from '#state-server/http/access-log.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { readAs } from '#state-server/http/read-body.ts';
import { checkSameOrigin } from '#state-server/http/same-origin.ts';
import { readUploads } from '#state-server/http/upload-body.ts';
import { certificationRoutes } from '#state-server/pages/certification-routes.ts';
import { districtRoutes } from '#state-server/pages/district-routes.ts';
import { html } from '#state-server/pages/html.ts';
import { packageRoutes } from '#state-server/pages/package-routes.ts';
import { PAGE_HEADERS, page } from '#state-server/pages/page-frame.ts';
import { referenceRoutes } from '#state-server/pages/reference-routes.ts';
import { snapshotRoutes } from '#state-server/pages/snapshot-routes.ts';
import { sendPage, staffPages } from '#state-server/pages/staff-guard.ts';
import { signInPage } from '#state-server/pages/staff-pages.ts';
import { studentRoutes } from '#state-server/pages/student-routes.ts';
import { STYLE } from '#state-server/pages/style.ts';
import type { Services } from '#state-server/services.ts';
import { MAX_SMALL_BODY_BYTES } from '#sync/wire/protocol.ts';
import { staffSignIn } from '#sync/wire/staff.ts';

/** The staff's pages: plain HTML that works without a script, with the keyboard and read aloud. */
export function pageRoutes(
  app: FastifyInstance,
  services: Services,
  identity: ServerIdentity,
  secure: boolean,
): void {
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof HttpProblem)) throw error;
    const words = html`<p class="error" role="alert">${error.body.sentence}</p><p><a href="/staff">To the districts</a></p>`;
    return sendPage(reply.code(error.status), page('This did not work', words, null));
  });
  app.addHook('onRoute', (route) => {
    route.bodyLimit ??= MAX_SMALL_BODY_BYTES;
  });

  app.get('/', (_request, reply) => reply.redirect('/staff', 303));

  app.get('/staff/style.css', (_request, reply) =>
    reply.headers({ ...PAGE_HEADERS, 'content-type': 'text/css; charset=utf-8' }).send(STYLE),
  );

  app.get('/staff/sign-in', (_request, reply) => sendPage(reply, signInPage(null)));

  app.post('/staff/sign-in', async (request, reply) => {
    checkSameOrigin(request);
    const { name, password } = readAs(staffSignIn, request.body);
    const staff = await checkPassword(services, name, password);
    if (staff === 'locked')
      return sendPage(reply.code(429), signInPage('Too many tries. Wait fifteen minutes.'));
    if (staff === 'wrong') return sendPage(reply.code(401), signInPage('The name or the password is wrong.'));
    nameCaller(request, { caller: 'staff', who: staff.name, district: '' });
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

  readUploads(app);
  const pages = staffPages(app, services);
  districtRoutes(pages, services, identity);
  studentRoutes(pages, services);
  certificationRoutes(pages, services);
  snapshotRoutes(app, pages, services);
  packageRoutes(app, pages, services, identity);
  referenceRoutes(app, pages, services);
}
