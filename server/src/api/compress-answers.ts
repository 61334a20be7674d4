import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { encodingAskedFor } from '../base/encodings.ts';

/** Shorter ones fit into a few packets either way. */
const WORTH_CHARACTERS = 8_192;
// A catalogue of 224 kB: 31 kB in 3 ms, off the thread that answers. Brotli is for what is made once.
const LEVEL = { level: 4 };

/**
 * Compresses what was written for this one call and is long. Only what is read: a password or a token is told once, in
 * the answer to a POST, and what carries a secret is not compressed beside what a caller wrote (ADR 0037).
 */
export async function compressAnswers(
  { method, headers }: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  if (typeof payload !== 'string' || payload.length < WORTH_CHARACTERS) return payload;
  if (method !== 'GET' && method !== 'HEAD') return payload;
  reply.header('vary', 'accept-encoding');
  if (encodingAskedFor(headers['accept-encoding'], ['gzip']) === null) return payload;
  reply.header('content-encoding', 'gzip');
  return promisify(gzip)(payload, LEVEL);
}
