import type { FastifyInstance, FastifyRequest } from 'fastify';
import { countCall, type DeviceLogin } from '#state-server/accounts/device-token.ts';
import type { Tables } from '#state-server/database/tables.ts';
import { newId, now, type Services } from '#state-server/services.ts';

interface Caller {
  readonly caller: Tables['access_log']['caller'];
  readonly who: string;
  readonly district: string;
  readonly subject?: string;
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** Says who is behind a request; from then on its access will be written down. */
export function nameCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

/** The same for a computer. */
export function nameDevice(request: FastifyRequest, { clientId, district }: DeviceLogin): void {
  const subject = Object.values((request.params ?? {}) as Record<string, string>).join('/');
  nameCaller(request, {
    caller: 'device',
    who: clientId,
    district,
    ...(subject ? { subject: subject.slice(0, 200) } : {}),
  });
}

/** Who was turned away at these is worth knowing too. */
const DOORS: ReadonlySet<string> = new Set([
  '/oauth/token',
  '/v1/devices',
  '/v1/staff/session',
  '/staff/sign-in',
]);

/**
 * One line for each access, committed before the answer leaves: who, which district, which route, what came of it.
 * No query, no body, no name of a pupil. An answer whose line cannot be written is not given. A computer's call is counted
 * with its line.
 */
export function logAccess(app: FastifyInstance, services: Services): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const route = request.routeOptions.url ?? 'none';
    const door = request.method !== 'GET' && DOORS.has(route);
    const caller =
      callers.get(request) ?? (door ? ({ caller: 'nobody', who: '', district: '' } as const) : null);
    if (!caller) return payload;
    const at = now(services);
    const line = {
      id: newId(services),
      at,
      caller: caller.caller,
      who: caller.who,
      district: caller.district,
      method: request.method,
      route,
      subject: caller.subject ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    await services.database.kysely.transaction().execute(async (trx) => {
      if (caller.caller === 'device') await countCall(trx, caller.who, at, request.headers);
      await trx.insertInto('access_log').values(line).execute();
    });
    return payload;
  });
}
