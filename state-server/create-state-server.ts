import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serverIdentity } from '#state-server/accounts/server-identity.ts';
import { logAccess } from '#state-server/http/access-log.ts';
import { answerErrors } from '#state-server/http/answer-errors.ts';
import { deviceRoutes } from '#state-server/http/device-routes.ts';
import { readForms } from '#state-server/http/form-body.ts';
import { openRoutes } from '#state-server/http/open-routes.ts';
import { logRequests } from '#state-server/http/request-log.ts';
import { staffRoutes } from '#state-server/http/staff-routes.ts';
import { pageRoutes } from '#state-server/pages/page-routes.ts';
import type { Services } from '#state-server/services.ts';
import { MAX_BODY_BYTES } from '#sync/wire/protocol.ts';

export interface StateServerOptions extends Services {
  /** A pino logger; nothing is logged without one. */
  readonly logger?: FastifyBaseLogger;
  /** Behind HTTPS: cookies are sent over it only. */
  readonly secureCookies?: boolean;
}

/**
 * The State Edition's end of the wire, ready to listen or to be asked by `inject`. Time, chance and storage come in;
 * closing it leaves the database open, which belongs to the caller.
 */
export async function createStateServer(options: StateServerOptions): Promise<FastifyInstance> {
  const { logger, secureCookies = false, ...services } = options;
  const identity = await serverIdentity(services);
  const app: FastifyInstance = Fastify({
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: false,
    forceCloseConnections: 'idle',
  });
  answerErrors(app);
  readForms(app);
  logRequests(app);
  logAccess(app, services);
  openRoutes(app, services, identity);
  await app.register(async (scope) => deviceRoutes(scope, services, identity));
  await app.register(async (scope) => staffRoutes(scope, services, secureCookies));
  await app.register(async (scope) => pageRoutes(scope, services, identity, secureCookies));
  await app.ready();
  return app;
}
