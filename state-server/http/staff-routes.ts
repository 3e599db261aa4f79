import type { FastifyInstance, FastifyRequest } from 'fastify';
import { checkPassword } from '#state-server/accounts/staff-accounts.ts';
import {
  closeSession,
  openSession,
  type StaffSession,
  sessionOf,
} from '#state-server/accounts/staff-session.ts';
import { nameCaller } from '#state-server/http/access-log.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { readAs } from '#state-server/http/read-body.ts';
import { checkSameOrigin } from '#state-server/http/same-origin.ts';
import { nameStaff, needRole } from '#state-server/pages/staff-guard.ts';
import type { Services } from '#state-server/services.ts';
import { recordHistory } from '#state-server/sync/record-history.ts';
import { applyStaffChange } from '#state-server/sync/staff-change.ts';
import { uuid } from '#sync/wire/protocol.ts';
import { staffChange, staffSignIn } from '#sync/wire/staff.ts';

type RecordParams = { Params: { type: string; id: string } };

/** The staff's calls, JSON only: a form of another site cannot send that, and the cookie is SameSite=Strict. */
export function staffRoutes(app: FastifyInstance, services: Services, secure: boolean): void {
  app.addHook('preHandler', async (request) => {
    if (request.method === 'GET') return;
    checkSameOrigin(request);
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
      throw new HttpProblem(400, 'invalid-request', 'Send this as JSON.');
  });

  app.post('/v1/staff/session', async (request, reply) => {
    const { name, password } = readAs(staffSignIn, request.body);
    const staff = await checkPassword(services, name, password);
    if (staff === 'locked') throw new HttpProblem(429, 'too-many', 'Too many tries. Wait fifteen minutes.');
    if (staff === 'wrong') throw new HttpProblem(401, 'signed-out', 'The name or the password is wrong.');
    nameCaller(request, { caller: 'staff', who: staff.name, district: '' });
    return reply
      .header('set-cookie', await openSession(services, staff, secure))
      .code(204)
      .send();
  });

  app.delete('/v1/staff/session', async (request, reply) =>
    reply
      .header('set-cookie', await closeSession(services, request.headers.cookie, secure))
      .code(204)
      .send(),
  );

  app.post<RecordParams>('/v1/staff/records/:type/:id', async (request, reply) => {
    const session = await needSession(services, request);
    needRole(session, 'reviewer');
    const { staff } = session;
    const change = readAs(staffChange, request.body);
    const id = readAs(uuid, request.params.id);
    const answer = await applyStaffChange(services, staff, request.params.type, id, change);
    return reply.type('application/json').send(answer);
  });

  app.get<RecordParams & { Querystring: { district?: string } }>(
    '/v1/staff/records/:type/:id/history',
    async (request) => {
      await needSession(services, request);
      const { type, id } = request.params;
      return recordHistory(services.database, request.query.district ?? '', type, id);
    },
  );
}

async function needSession(services: Services, request: FastifyRequest): Promise<StaffSession> {
  const session = await sessionOf(services, request.headers.cookie);
  if (!session) throw new HttpProblem(401, 'signed-out', 'Sign in first.');
  nameStaff(request, session, (request.params ?? {}) as Record<string, string>);
  return session;
}
