import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { encodingAskedFor, type Encoding } from './encodings.ts';

/** An answer that is given many times: made and compressed once, kept as the bytes that are sent. */
export interface KeptAnswer {
  readonly hash: string;
  readonly plain: Buffer;
  readonly compressed: Readonly<Record<Encoding, Buffer>>;
}

// Of a scene of 37 kB: 6 kB in 2 ms. Quality 9 takes 32 ms for 1 % less.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** @param json as the contract says it; nothing looks at it again */
export async function keepAnswer(json: string): Promise<KeptAnswer> {
  const plain = Buffer.from(json);
  const [br, gz] = await Promise.all([promisify(brotliCompress)(plain, BROTLI), promisify(gzip)(plain)]);
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  return { hash, plain, compressed: { br, gzip: gz } };
}

/** Bytes that are kept for an answer, in all its forms. */
export const sizeOf = ({ plain, compressed }: KeptAnswer): number =>
  plain.length + compressed.br.length + compressed.gzip.length;

/**
 * Sends the bytes in the best form the client reads, or says that it has them. Each form has an ETag of its own: a
 * cache on the way must not mend one with a piece of another.
 *
 * @param isConditional whether who has the answer already is told so, and may keep it
 */
export function sendKept(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  kept: KeptAnswer,
  isConditional: boolean,
): FastifyReply {
  const encoding = encodingAskedFor(headers['accept-encoding']);
  reply.header('vary', 'accept-encoding');
  if (isConditional) {
    const etag = `"${kept.hash}${encoding === null ? '' : `-${encoding}`}"`;
    // It depends on who asks whether they may see it, so nobody between keeps it.
    reply.header('cache-control', 'private, no-cache').header('etag', etag);
    if (isKnown(headers['if-none-match'], etag)) return reply.status(304).send(null);
  }
  // Bytes pass by the serialiser: what they are of went through it.
  reply.type('application/json; charset=utf-8');
  if (encoding === null) return reply.send(kept.plain);
  return reply.header('content-encoding', encoding).send(kept.compressed[encoding]);
}

/** Whether the client named this ETag, weakly or not: a proxy that compresses by itself makes it weak. */
function isKnown(named: string | undefined, etag: string): boolean {
  if (named === undefined) return false;
  return named.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}
