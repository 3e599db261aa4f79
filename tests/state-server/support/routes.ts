import type { FastifyInstance } from 'fastify';

/** Every "METHOD /path" the server answers, HEAD left out. */
export function routesOf(app: FastifyInstance): string[] {
  const routes: string[] = [];
  const path: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const found = /^([│\s]*)[├└]── (\S*)(?: \((.*)\))?$/u.exec(line);
    if (!found) continue;
    const depth = (found[1]?.length ?? 0) / 4;
    path.length = depth;
    path[depth] = found[2] ?? '';
    for (const method of found[3]?.split(', ') ?? [])
      if (method !== 'HEAD') routes.push(`${method} ${path.join('')}`);
  }
  if (routes.length === 0) throw new Error('No route could be read.');
  return routes;
}
