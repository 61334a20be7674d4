import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../base/errors.ts';
import { addressKey } from './address-key.ts';
import type { Caller } from './caller.ts';

export interface CallLimits {
  /** Of one session, display or address; 0 for any number. */
  readonly callsPerMinute: number;
  /** Failed attempts to prove who somebody is by a link or by single sign-on, of one address and by each way; 0 for any number. */
  readonly signInsPerMinute: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route proves who somebody is: few failures a minute. */
    isAttempt?: true;
  }
  interface FastifyRequest {
    /** An attempt that is answered like a success, by leading back to the login page, and is none. */
    hasFailed: boolean;
  }
}

/**
 * Counts calls that are refused before anything of them is looked at, by session or address, apart from those that are
 * answered: whoever is refused behind the address of others takes nothing from them.
 *
 * @param perMinute 0 for any number
 * @returns what such a call is refused with in the end
 */
export function createRefusalLimit(
  perMinute: number,
): (request: FastifyRequest, caller: Caller | null, refusal: Error) => Error {
  if (perMinute === 0) return (_request, _caller, refusal) => refusal;
  const counter = createCounter(perMinute);
  return ({ ip }, caller, refusal) => {
    const key = caller?.session ?? caller?.id ?? addressKey(ip);
    const seconds = counter.secondsToWait(key, performance.now());
    if (seconds > 0) return refuse('calls.too-many', { seconds });
    counter.count(key);
    return refusal;
  };
}

const MINUTE_MS = 60_000;
/** Callers remembered at once; beyond them the one first seen begins anew. */
const REMEMBERED = 10_000;

/**
 * Limits the calls of the routes registered after it; pages and health lie outside. A call that is refused for
 * want of a right comes to its end before ({@link createRefusalLimit}).
 */
export function limitCalls(api: FastifyInstance, { callsPerMinute, signInsPerMinute }: CallLimits): void {
  if (callsPerMinute > 0) countCalls(api, callsPerMinute);
  if (signInsPerMinute > 0) countFailedAttempts(api, signInsPerMinute);
}

/** Not by a plugin: its hook is asynchronous, and took a seventh of the wall's answers a second; this takes a thirtieth. */
function countCalls(api: FastifyInstance, perMinute: number): void {
  const counter = createCounter(perMinute);
  api.addHook('onRequest', (request, _reply, done) => {
    const key = callerKey(request);
    const seconds = counter.secondsToWait(key, performance.now());
    if (seconds > 0) return done(refuse('calls.too-many', { seconds }));
    counter.count(key);
    done();
  });
}

/**
 * By address even where somebody is signed in: whoever tries links need not be that person. Only what fails counts, for an
 * office behind one address signs in within the same minutes. Passwords wait by rules of their own.
 */
function countFailedAttempts(api: FastifyInstance, perMinute: number): void {
  const counter = createCounter(perMinute);
  api.decorateRequest('hasFailed', false);
  api.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.config.isAttempt !== true) return done();
    const seconds = counter.secondsToWait(attemptKey(request), performance.now());
    done(seconds > 0 ? refuse('calls.too-many', { seconds }) : undefined);
  });
  api.addHook('onResponse', (request, { statusCode }, done) => {
    const isRefused = statusCode >= 400 && statusCode < 500 && statusCode !== 429;
    if (request.routeOptions.config.isAttempt === true && (isRefused || request.hasFailed))
      counter.count(attemptKey(request));
    done();
  });
}

const attemptKey = ({ ip, routeOptions: { url = '' } }: FastifyRequest): string => `${addressKey(ip)} ${url}`;

/**
 * Whoever is known counts for himself: people behind one address do not use up each other's calls. One with IPv6 has
 * a whole /64 of addresses, and counts once.
 */
const callerKey = ({ caller, ip }: FastifyRequest): string => caller?.session ?? caller?.id ?? addressKey(ip);

interface Counter {
  count(key: string): void;
  /** Whole seconds until a key may be counted again; 0 for now. */
  secondsToWait(key: string, nowMs: number): number;
}

/** Counts by the minute, which is the same for everybody: there is nothing to clean up for each. */
function createCounter(perMinute: number): Counter {
  const counts = new Map<string, number>();
  let beganMs = -Infinity;
  return {
    secondsToWait: (key, nowMs) => {
      if (nowMs - beganMs >= MINUTE_MS) {
        beganMs = nowMs;
        counts.clear();
      }
      return (counts.get(key) ?? 0) >= perMinute ? Math.ceil((beganMs + MINUTE_MS - nowMs) / 1000) : 0;
    },
    count: (key) => {
      const count = counts.get(key);
      if (count === undefined && counts.size >= REMEMBERED) {
        const [first = key] = counts.keys();
        counts.delete(first);
      }
      counts.set(key, (count ?? 0) + 1);
    },
  };
}
