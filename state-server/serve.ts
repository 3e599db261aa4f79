import { once } from 'node:events';
import { pino } from 'pino';
import { createStateServer } from '#state-server/create-state-server.ts';
import type { Services } from '#state-server/services.ts';

/**
 * Listens until SIGTERM or SIGINT, then lets running requests end. Prints one JSON line on stdout when ready:
 * {"url", "engine", "pid"}. Logs go to stderr; STATE_LOG sets their level. STATE_HTTPS=1 says that a TLS proxy stands
 * in front, so cookies are Secure.
 */
export async function serve(services: Services, place: { host: string; port: number }): Promise<void> {
  const logger = pino(
    {
      level: process.env.STATE_LOG ?? 'info',
      base: null,
      // Fastify's own serializers would write addresses, which carry ids and names searched for.
      serializers: {
        req: () => undefined,
        res: () => undefined,
        err: (error: Error) => ({ name: error.name }),
      },
      redact: ['authorization', '*.authorization', '*.cookie', '*.body', '*.fields'],
    },
    pino.destination(2),
  );
  const app = await createStateServer({
    ...services,
    logger,
    secureCookies: process.env.STATE_HTTPS === '1',
  });
  const url = await app.listen(place);
  process.stdout.write(`${JSON.stringify({ url, engine: services.database.engine, pid: process.pid })}\n`);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  logger.info('stopping');
  await app.close();
}
