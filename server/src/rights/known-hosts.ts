import { isIP } from 'node:net';
import os from 'node:os';
import type { FastifyInstance } from 'fastify';
import { refuse } from '../base/errors.ts';

/**
 * Answers under names that are known and no other: a page elsewhere whose name is made to lead here would be of the same
 * origin as ours, for a browser (DNS rebinding).
 *
 * Known without being listed is what nobody elsewhere can own: addresses, names without a dot, those below `local` and
 * `localhost`, and this machine's own.
 *
 * @param listed names, without a port
 */
export function refuseUnknownHosts(app: FastifyInstance, listed: readonly string[]): void {
  const known = new Set([...listed, os.hostname()].map(plain));
  app.addHook('onRequest', (request, _reply, done) => {
    const host = plain(request.hostname);
    done(isOwn(host) || known.has(host) ? undefined : refuse('host.unknown', { host: host.slice(0, 100) }));
  });
}

/** In lower case, without brackets and the root's dot. */
const plain = (host: string): string =>
  host
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1');

const isOwn = (host: string): boolean => isIP(host) !== 0 || !host.includes('.') || /\.(local|localhost)$/.test(host);
