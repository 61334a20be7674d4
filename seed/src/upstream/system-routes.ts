import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { controlRoutes } from './control-routes.ts';
import { listRoute } from './list-route.ts';
import type { RunningSystem } from './running-system.ts';

/** One system behind its own kind of token, with its own way to say no. */
export const systemRoutes =
  (running: RunningSystem, token: string): FastifyPluginAsync =>
  async (app) => {
    const { failure, declaration } = running.system;
    const { auth } = declaration;
    const wanted = auth.kind === 'bearer' ? `Bearer ${token}` : token;
    const given = ({ headers }: FastifyRequest): string =>
      String(headers[auth.kind === 'bearer' ? 'authorization' : auth.header.toLowerCase()] ?? '');
    app.addHook('onRequest', async (request, reply) => {
      if (isSameText(given(request), wanted)) return;
      const { status, body } = failure(401, '令牌无效');
      await reply.code(status).send(body);
    });
    app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      const status = error.statusCode ?? 500;
      return reply.code(status).send(failure(status, error.message).body);
    });
    listRoute(app, running);
    controlRoutes(app, running);
  };

/** Compared by digest, so that neither length nor a common beginning shows in the time it takes. */
function isSameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
