import { auditRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../base/config.ts';
import { refuse } from '../base/errors.ts';
import { actorOf } from '../rights/caller.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import type { Stores } from '../stores/index.ts';
import { csvOf } from './csv.ts';
import { readHeads } from './head.ts';
import { listEntries, streamEntries, type AuditFilter } from './queries.ts';
import { recordAlone } from './trail.ts';
import { verifyTrail } from './verify.ts';

interface AuditParts {
  readonly stores: Pick<Stores, 'postgres'>;
  readonly config: Pick<Config, 'dataDir'>;
  readonly now: () => Date;
}

/** What was done, by whom: to read, to take along, and whether it is whole. */
export const auditRoutes =
  ({ stores: { postgres }, config: { dataDir }, now }: AuditParts): FastifyPluginAsync =>
  async (app) =>
    serveRoutes(app, routes, {
      'GET /audit': {
        answer: async ({ query: { page, pageSize, ...filter } }) => ({
          ...(await listEntries(postgres, withInstants(filter), { page, pageSize })),
          page,
          pageSize,
        }),
      },
      'GET /audit/export': {
        // Asking whether it is there is no export.
        options: { exposeHeadRoute: false },
        answer: async (request, reply) => {
          const filter = withInstants(request.query);
          const at = now();
          await recordAlone(postgres, actorOf(request), at, { action: 'audit.export', target: '', after: { filter } });
          const file = `audit-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.csv`;
          const csv = await csvOf(streamEntries(postgres, filter));
          reply.header('content-disposition', `attachment; filename="${file}"`).type('text/csv; charset=utf-8');
          return reply.send(csv);
        },
      },
      'GET /audit/verification': {
        answer: async () => {
          const [head = null, ...earlier] = readHeads(dataDir);
          return verifyTrail(postgres, head, earlier);
        },
      },
    });

function withInstants({ from, to, ...rest }: AuditFilter): AuditFilter {
  return { ...rest, from: from && instantOf('from', from), to: to && instantOf('to', to) };
}

/** The store knows no year before 1 and none of five digits; the trail has nothing there. */
const LATEST = Date.UTC(9999, 11, 31);

function instantOf(name: string, text: string): string {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw refuse('instant.unreadable', { where: `querystring.${name}`, given: text });
  return new Date(Math.min(Math.max(instant, 0), LATEST)).toISOString();
}
