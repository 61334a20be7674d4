import type { FastifyInstance } from 'fastify';
import type { Meters } from '../base/meters.ts';

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']);

/** A stream lasts for days: how long says nothing. */
const STREAM = 'text/event-stream';

/** Measures every answer by the route as it is declared, so that no address a caller makes up becomes a label. */
export function measureRequests(app: FastifyInstance, { requests }: Pick<Meters, 'requests'>): void {
  app.addHook('onResponse', (request, reply, done) => {
    if (!String(reply.raw.getHeader('content-type') ?? '').startsWith(STREAM))
      requests.observe(
        {
          method: METHODS.has(request.method) ? request.method : 'other',
          route: request.routeOptions.url ?? 'none',
          status: reply.statusCode,
        },
        reply.elapsedTime / 1000,
      );
    done();
  });
}
