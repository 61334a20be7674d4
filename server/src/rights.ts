import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Unauthorized } from './errors.ts';

/**
 * Who may do what, until there are accounts: reading is open to whoever reaches the address, which is
 * loopback by default; anything that changes something needs the operator token.
 */
export const RIGHTS = ['read', 'operate'] as const;
export type Right = (typeof RIGHTS)[number];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route names the right it needs; one without is refused at start. */
    right?: Right;
  }
}

/**
 * Deny by default, in one place: a route that names no right stops the start, one that needs
 * `operate` answers 401 without the token.
 */
export function enforceRights(app: FastifyInstance, operatorToken: string): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  // Looked at once all are known: third-party plugins get the right of their place from the plugin around them.
  app.addHook('onReady', async () => {
    for (const { url, method, config } of routes) {
      if (config?.right === undefined) throw new Error(`route ${String(method)} ${url} names no right`);
    }
  });
  // Not async: this runs before every answer, the wall's kept bytes included.
  app.addHook('onRequest', (request, _reply, done) => {
    const refused = request.routeOptions.config.right === 'operate' && !holdsToken(request, operatorToken);
    done(refused ? new Unauthorized() : undefined);
  });
}

function holdsToken(request: FastifyRequest, operatorToken: string): boolean {
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (given === undefined) return false;
  // By digest, so that neither length nor a common beginning shows in the time it takes.
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(operatorToken));
}

export const MAY_READ = { right: 'read' } as const;
export const MAY_OPERATE = { right: 'operate' } as const;
