import type { FastifyInstance } from 'fastify';

/**
 * What a browser is told with every answer: guess no type, send no referrer, show it in no foreign frame, do not resolve
 * the names it mentions. Nothing for browsers and plug-ins older than what the pages run on.
 */
const ALWAYS = {
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'SAMEORIGIN',
};

/** Plain http on an intranet is a normal way to run; behind a proxy it is TLS that people see. */
const BEHIND_TLS = {
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/**
 * Sends them with every answer. They are put together once: for every answer anew, by a middleware and two promises, they
 * cost the wall a third of its answers a second.
 */
export function sendSafeHeaders(app: FastifyInstance, trustProxy: boolean): void {
  const headers = { ...ALWAYS, ...(trustProxy && BEHIND_TLS) };
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}
