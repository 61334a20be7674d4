import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../base/errors.ts';

export interface CallLimits {
  /** Of one session, display or address; 0 for any number. */
  readonly callsPerMinute: number;
  /** Attempts to prove who somebody is, of one address and by each way; 0 for any number. */
  readonly signInsPerMinute: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route proves who somebody is: few calls a minute. */
    isAttempt?: true;
  }
}

const MINUTE_MS = 60_000;
/** Callers remembered at once; beyond them the one first seen begins anew. */
const REMEMBERED = 10_000;

/**
 * Limits the calls of the routes registered after it; pages and health lie outside. A call that is refused for
 * want of a right comes to its end before, and is not counted.
 */
export async function limitCalls(
  api: FastifyInstance,
  { callsPerMinute, signInsPerMinute }: CallLimits,
): Promise<void> {
  if (callsPerMinute > 0) countCalls(api, callsPerMinute);
  if (signInsPerMinute === 0) return;
  // Before the plugin's own: it reads the limit off the route.
  api.addHook('onRoute', (route) => {
    if (route.config?.isAttempt !== true) return;
    route.config = { ...route.config, rateLimit: { max: signInsPerMinute, timeWindow: MINUTE_MS } };
  });
  // By address even where somebody is signed in: whoever guesses passwords need not be that person.
  await api.register(rateLimit, {
    global: false,
    cache: REMEMBERED,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: (_request, { ttl }) => refuse('calls.too-many', { seconds: Math.ceil(ttl / 1000) }),
  });
}

/** Not by the plugin: its hook is asynchronous, and took a seventh of the wall's answers a second; this takes a thirtieth. */
function countCalls(api: FastifyInstance, perMinute: number): void {
  const secondsToWait = createCounter(perMinute);
  api.addHook('onRequest', (request, reply, done) => {
    const seconds = secondsToWait(callerKey(request), performance.now());
    if (seconds === 0) return done();
    reply.header('retry-after', seconds);
    done(refuse('calls.too-many', { seconds }));
  });
}

/**
 * Whoever is known counts for himself: people behind one address do not use up each other's calls. One with IPv6 has
 * a whole /64 of addresses, and counts once.
 */
const callerKey = ({ caller, ip }: FastifyRequest): string => caller?.session ?? caller?.id ?? normalizeIP(ip);

/**
 * Counts by the minute, which is the same for everybody: there is nothing to clean up for each.
 *
 * @returns whole seconds a caller has to wait; 0 for none
 */
function createCounter(perMinute: number): (key: string, nowMs: number) => number {
  const counts = new Map<string, number>();
  let beganMs = -Infinity;
  return (key, nowMs) => {
    if (nowMs - beganMs >= MINUTE_MS) {
      beganMs = nowMs;
      counts.clear();
    }
    const count = (counts.get(key) ?? 0) + 1;
    if (count === 1 && counts.size >= REMEMBERED) {
      const [first = key] = counts.keys();
      counts.delete(first);
    }
    counts.set(key, count);
    return count > perMinute ? Math.ceil((beganMs + MINUTE_MS - nowMs) / 1000) : 0;
  };
}
