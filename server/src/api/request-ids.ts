import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { withinRequest } from '../base/request-context.ts';

export const REQUEST_ID = 'x-request-id';

/** Letters, digits, dots, dashes and underscores: nothing that could end a line, a field or a header. */
const WELL_FORMED = /^[A-Za-z0-9][\w.-]{7,63}$/;

/** The number of a call: the caller’s own where it is well formed, so that a proxy’s log and ours can be laid side by side. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[REQUEST_ID];
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
}

/** Tells the number with every answer, refusals too, and hands it to whatever a call that changes something starts. */
export function tellRequestIds(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID, request.id);
    done();
  });
  // Here and not before: a body comes in on a socket, which knows nothing of the call. Reading starts nothing.
  app.addHook('preHandler', (request, _reply, done) => {
    if (request.method === 'GET' || request.method === 'HEAD') done();
    else withinRequest(request.id, done);
  });
}
