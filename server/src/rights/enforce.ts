import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Verdict } from '@dangzhi/metrics/rights';
import { refuse } from '../base/errors.ts';
import type { createRefusalLimit } from './call-limits.ts';
import { callerOf, type Caller, type FindCaller } from './caller.ts';
import type { Ask } from './route-right.ts';

/**
 * Deny by default, in one place: a route that names no right stops the start; every other is answered only to
 * somebody whose roles allow it, about everything the call names.
 *
 * @param limitRefusal makes another refusal of one that comes too often
 */
export function enforceRights(
  app: FastifyInstance,
  findCaller: FindCaller,
  limitRefusal: ReturnType<typeof createRefusalLimit> = (_request, _caller, refusal) => refusal,
): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  // Looked at once all are known: third-party plugins get the right of their place from the plugin around them.
  app.addHook('onReady', async () => {
    for (const { url, method, config } of routes) {
      if (config?.right === undefined) throw new Error(`route ${String(method)} ${url} names no right`);
    }
  });
  app.decorateRequest('caller', null);
  app.decorateRequest('right', null);
  // Not async where the caller is known: this runs before every answer, the wall's kept bytes included.
  app.addHook('onRequest', (request, _reply, done) => {
    // Read once: Fastify makes the options anew whenever they are asked for.
    const { right } = request.routeOptions.config;
    // No route: the handler of what is not found answers.
    if (right === undefined) return done();
    // Nobody's call binds a screen or signs somebody in either, unless it comes from a page of ours.
    if (right.action === 'public') return done(isOwnOrigin(request) ? undefined : refuse('origin.foreign'));
    request.right = right;
    const found = findCaller(request);
    const admitted = (caller: Caller | null): Error | undefined => {
      const refusal = admit(request, caller);
      return refusal && limitRefusal(request, caller, refusal);
    };
    if (!(found instanceof Promise)) return done(admitted(found));
    found.then(
      (caller) => done(admitted(caller)),
      (error: unknown) => done(error as Error),
    );
  });
  app.addHook('preHandler', (request, _reply, done) => {
    const asks = request.right?.asks?.(request as never);
    if (asks === undefined) return done();
    if (!(asks instanceof Promise)) return done(refusalOf(request, asks));
    asks.then(
      (known) => done(refusalOf(request, known)),
      (error: unknown) => done(error as Error),
    );
  });
}

/** Whether somebody may use a route at all; before anything of the request is read. */
function admit(request: FastifyRequest, caller: Caller | null): Error | undefined {
  const action = request.right?.action;
  if (caller === null) return refuse('session.needed');
  if (action === undefined || action === 'public') return undefined;
  if (caller.kind !== 'operator' && !isOwnOrigin(request)) return refuse('origin.foreign');
  if (caller.mustChangePassword && action !== 'self.manage' && action !== 'meta.read')
    return refuse('password.change-needed');
  request.caller = caller;
  return refusal(caller.rights.may(action));
}

/** The first thing asked for that is not allowed. */
function refusalOf(request: FastifyRequest, asks: readonly Ask[]): Error | undefined {
  const standard = request.right?.action;
  const { rights } = callerOf(request);
  for (const { action = standard, ...target } of asks) {
    if (action === undefined || action === 'public') continue;
    const error = refusal(rights.may(action, target));
    if (error !== undefined) return error;
  }
  return undefined;
}

function refusal(verdict: Verdict): Error | undefined {
  if (verdict === 'yes') return undefined;
  return refuse(verdict === 'recused' ? 'decision.about-own-unit' : 'right.missing');
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a call that changes something comes from a page of ours: a cookie goes along whoever made the browser
 * call. Every browser names the origin of such a call; one without is no page of ours either.
 */
function isOwnOrigin({ method, headers, host }: Pick<FastifyRequest, 'method' | 'headers' | 'host'>): boolean {
  if (SAFE.has(method)) return true;
  const { origin } = headers;
  if (origin === undefined) return false;
  try {
    const from = new URL(origin);
    // The scheme's own port is left out of one and may stand in the other.
    return from.host === new URL(`${from.protocol}//${host}`).host;
  } catch {
    return false;
  }
}
