import type { FastifyInstance } from 'fastify';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import { sessionOf } from '#state-server/accounts/staff-session.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { stateCardFor } from '#state-server/packages/state-card.ts';
import {
  decidePackage,
  listPackages,
  packageAnswer,
  takePackage,
} from '#state-server/packages/take-package.ts';
import { packagesPage, takenPage } from '#state-server/pages/package-pages.ts';
import { PAGE_HEADERS } from '#state-server/pages/page-frame.ts';
import { nameStaff, needRole, type StaffPages } from '#state-server/pages/staff-guard.ts';
import type { Services } from '#state-server/services.ts';

/** Packages that districts without a line bring on a stick: taken, answered, reviewed. */
export function packageRoutes(
  app: FastifyInstance,
  pages: StaffPages,
  services: Services,
  identity: ServerIdentity,
): void {
  pages.page('/staff/packages', 'reviewer', async ({ session }) =>
    packagesPage(session, await listPackages(services)),
  );

  pages.upload('/staff/packages', 'reviewer', async ({ session, file }) =>
    takenPage(session, await takePackage(services, identity, file, session.staff.name)),
  );

  app.get<{ Params: { id: string } }>('/staff/packages/:id/answer', async (request, reply) => {
    const session = await sessionOf(services, request.headers.cookie);
    if (!session) return reply.redirect('/staff/sign-in', 303);
    nameStaff(request, session, request.params);
    needRole(session, 'reviewer');
    return reply
      .headers({
        ...PAGE_HEADERS,
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="hi-line-answer-${request.params.id.slice(0, 8)}.hlp"`,
      })
      .send(await packageAnswer(services, request.params.id));
  });

  for (const decision of ['accepted', 'dismissed'] as const)
    pages.form(
      `/staff/packages/:id/${decision}`,
      'administrator',
      async ({ session, params: { id = '' } }) => {
        await decidePackage(services, identity, id, decision, session.staff.name);
        return { to: '/staff/packages' };
      },
    );

  app.get<{ Params: { number: string } }>('/staff/districts/:number/card', async (request, reply) => {
    const session = await sessionOf(services, request.headers.cookie);
    if (!session) return reply.redirect('/staff/sign-in', 303);
    nameStaff(request, session, request.params);
    needRole(session, 'administrator');
    const card = await stateCardFor(services, identity, request.params.number, '').catch((error: Error) => {
      throw new HttpProblem(404, 'not-found', error.message);
    });
    return reply
      .headers({
        ...PAGE_HEADERS,
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="hi-line-state-card-${card.districtNumber}.json"`,
      })
      .send(JSON.stringify(card));
  });
}
