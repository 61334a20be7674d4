import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { refuse } from '../base/errors.ts';
import { PUBLIC } from '../rights/route-right.ts';

const DIST = path.resolve(import.meta.dirname, '../../../web/dist');

/**
 * Nothing is loaded from elsewhere, and no script stands in a page but those named by the hash of their text. Vue writes
 * styles into elements.
 */
const policyWith = (scripts: readonly string[]): string =>
  [
    "default-src 'self'",
    ["script-src 'self'", ...scripts.map(hashOf)].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ');

const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

export const PAGE_POLICY = policyWith([]);

/**
 * The built pages. Every address that is neither a file nor below `/api` is a page of the one
 * application. File names carry a hash of their content, so they may be kept for ever.
 */
export async function webPages(app: FastifyInstance): Promise<void> {
  const isBuilt = existsSync(path.join(DIST, 'index.html'));
  if (isBuilt) await serveFiles(app);
  app.setNotFoundHandler((request, reply) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    const isPage = isReading && !pathname.startsWith('/api/') && path.extname(pathname) === '';
    if (!isBuilt || !isPage) throw refuse('address.unknown', { path: pathname });
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}

async function serveFiles(app: FastifyInstance): Promise<void> {
  const page = readFileSync(path.join(DIST, 'index.html'), 'utf8');
  const policy = policyWith([...page.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script = '']) => script));
  app.addHook('onRoute', (route) => {
    route.config = { ...PUBLIC, ...route.config };
    route.schema = { hide: true, ...route.schema };
  });
  await app.register(fastifyStatic, {
    root: DIST,
    cacheControl: false,
    // What the build leaves for us begins with a dot; it names versions.
    dotfiles: 'ignore',
    // Their copies are made when the pages are built.
    preCompressed: true,
    setHeaders: (reply, file) => {
      const lasting = file.includes(`${path.sep}assets${path.sep}`);
      reply.header('content-security-policy', policy);
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
