import type { FastifyRequest } from 'fastify';
import type { ActionName, Target } from '@dangzhi/metrics/rights';

/** What is asked for, about whom. `action` only where a call may be of another kind than its route. */
export interface Ask extends Target {
  readonly action?: ActionName;
}

/** What a route needs. `asks` reads the checked request; every one of them must be allowed. */
export interface RouteRight {
  readonly action: ActionName | 'public';
  readonly asks?: (request: never) => readonly Ask[] | Promise<readonly Ask[]>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What its route needs; `null` on public routes. */
    right: RouteRight | null;
  }
  interface FastifyContextConfig {
    /** Every route names the right it needs; one without is refused at start. */
    right?: RouteRight;
  }
}

/** Anybody: pages, health, signing in. */
export const PUBLIC: { readonly right: RouteRight } = { right: { action: 'public' } };

/**
 * The configuration of a route.
 *
 * @param asks about whom; left out, the action is asked for as such, and a list narrows itself by the caller's reach
 */
export function needs<Request = FastifyRequest>(
  action: ActionName,
  asks?: (request: Request) => readonly Ask[] | Promise<readonly Ask[]>,
): { readonly right: RouteRight } {
  return { right: { action, ...(asks && { asks }) } };
}
