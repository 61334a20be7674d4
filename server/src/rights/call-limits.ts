import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TooManyCalls } from '../errors.ts';

export interface CallLimits {
  /** Of one session, display or address; 0 for any number. */
  readonly callsPerMinute: number;
  /** Attempts to prove who somebody is, of one address and by each way; 0 for any number. */
  readonly signInsPerMinute: number;
}

const MINUTE_MS = 60_000;
/** Callers remembered at once; beyond them the one longest not seen begins anew. */
const REMEMBERED = 10_000;

/** Whoever is known counts for himself: people behind one address do not use up each other's calls. */
const callerKey = ({ caller, ip }: FastifyRequest): string => caller?.session ?? caller?.id ?? ip;

/**
 * Limits the calls of the routes registered after it; pages and health lie outside.
 *
 * @returns configuration for routes that prove who somebody is
 */
export async function limitCalls(
  api: FastifyInstance,
  { callsPerMinute, signInsPerMinute }: CallLimits,
): Promise<object> {
  await api.register(rateLimit, {
    global: callsPerMinute > 0,
    max: callsPerMinute,
    timeWindow: MINUTE_MS,
    cache: REMEMBERED,
    keyGenerator: callerKey,
    // Who stays below the limit need not be told at every call.
    addHeaders: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
      'retry-after': true,
    },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: (_request, { ttl }) => new TooManyCalls(String(Math.ceil(ttl / 1000))),
  });
  if (signInsPerMinute === 0) return {};
  // By address even where somebody is signed in: it is not he who would be guessing.
  const byAddress = ({ ip }: FastifyRequest): string => ip;
  return { rateLimit: { max: signInsPerMinute, timeWindow: MINUTE_MS, keyGenerator: byAddress } };
}
