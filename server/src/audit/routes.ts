import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  AuditExportQuerySchema,
  AuditPageSchema,
  AuditQuerySchema,
  AuditVerificationSchema,
  ErrorSchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import type { Config } from '../base/config.ts';
import { BadRequest } from '../base/errors.ts';
import { actorOf } from '../rights/caller.ts';
import { needs } from '../rights/route-right.ts';
import type { Stores } from '../stores/index.ts';
import { csvOf } from './csv.ts';
import { readHead } from './head.ts';
import { listEntries, streamEntries, type AuditFilter } from './queries.ts';
import { recordAlone } from './trail.ts';
import { verifyTrail } from './verify.ts';

const tags = ['audit'];
const config = needs('audit.read');
const errors = { 400: ErrorSchema, 401: ErrorSchema, 403: ErrorSchema, 503: ErrorSchema };

interface AuditParts {
  readonly stores: Pick<Stores, 'postgres'>;
  readonly config: Pick<Config, 'dataDir'>;
  readonly now: () => Date;
}

/** What was done, by whom: to read, to take along, and whether it is whole. */
export const auditRoutes =
  ({ stores: { postgres }, config: { dataDir }, now }: AuditParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/audit',
      { config, schema: { tags, querystring: AuditQuerySchema, response: { 200: AuditPageSchema, ...errors } } },
      async ({ query: { page, pageSize, ...filter } }) => ({
        ...(await listEntries(postgres, withInstants(filter), { page, pageSize })),
        page,
        pageSize,
      }),
    );

    app.get(
      '/audit/export',
      {
        config,
        // Asking whether it is there is no export.
        exposeHeadRoute: false,
        schema: {
          tags,
          querystring: AuditExportQuerySchema,
          response: { 200: { content: { 'text/csv': { schema: Type.String() } } }, ...errors },
        },
      },
      async (request, reply) => {
        const filter = withInstants(request.query);
        const at = now();
        await recordAlone(postgres, actorOf(request), at, { action: 'audit.export', target: '', after: { filter } });
        const file = `audit-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.csv`;
        const csv = await csvOf(streamEntries(postgres, filter));
        reply.header('content-disposition', `attachment; filename="${file}"`).type('text/csv; charset=utf-8');
        return reply.send(csv as never);
      },
    );

    app.get(
      '/audit/verification',
      { config, schema: { tags, response: { 200: AuditVerificationSchema, ...errors } } },
      async () => verifyTrail(postgres, readHead(dataDir)),
    );
  };

function withInstants({ from, to, ...rest }: AuditFilter): AuditFilter {
  return { ...rest, from: from && instantOf('from', from), to: to && instantOf('to', to) };
}

/** The store knows no year before 1 and none of five digits; the trail has nothing there. */
const LATEST = Date.UTC(9999, 11, 31);

function instantOf(name: string, text: string): string {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new BadRequest(`querystring.${name} ${text} is not an instant`);
  return new Date(Math.min(Math.max(instant, 0), LATEST)).toISOString();
}
