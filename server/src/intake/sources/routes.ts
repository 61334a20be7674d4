import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  CodeSchema,
  ErrorSchema,
  PageQuerySchema,
  PullRunPageSchema,
  PullRunSchema,
  QuarantinePageSchema,
  SourceListSchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { NotFound } from '../../base/errors.ts';
import { recordAlone } from '../../audit/trail.ts';
import { actorOf } from '../../rights/caller.ts';
import { needs } from '../../rights/route-right.ts';
import type { Stores } from '../../stores/index.ts';
import type { Puller } from './puller.ts';
import { listDeclared, listLastRuns, listQuarantined, listRuns } from './queries.ts';

const tags = ['sources'];
const params = Type.Object({ code: CodeSchema });

interface SourceParts {
  readonly stores: Stores;
  readonly puller: Puller;
  readonly now: () => Date;
}

/** Declared sources, their runs, and what did not fit. */
export const sourceRoutes =
  ({ stores, puller, now }: SourceParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    const findDeclaration = async (code: string) => {
      const source = (await listDeclared(stores.postgres)).find(({ declaration }) => declaration.code === code);
      if (source === undefined) throw new NotFound(`There is no source ${code}`);
      return source.declaration;
    };

    app.get(
      '/sources',
      { config: needs('source.read'), schema: { tags, response: { 200: SourceListSchema } } },
      async () => {
        const [sources, runs] = await Promise.all([listDeclared(stores.postgres), listLastRuns(stores.postgres)]);
        return {
          items: sources.map(({ declaration, since }) => ({
            code: declaration.code,
            name: declaration.name,
            address: declaration.address,
            schedule: declaration.schedule,
            simulated: declaration.simulated,
            since,
            breaker: puller.breaker(declaration),
            lastRun: runs.find(({ source }) => source === declaration.code) ?? null,
          })),
        };
      },
    );

    app.get(
      '/sources/:code/runs',
      {
        config: needs('source.read'),
        schema: { tags, params, querystring: PageQuerySchema, response: { 200: PullRunPageSchema, 404: ErrorSchema } },
      },
      async ({ params: { code }, query: { page, pageSize } }) => {
        await findDeclaration(code);
        return { ...(await listRuns(stores.postgres, code, page, pageSize)), page, pageSize };
      },
    );

    app.get(
      '/sources/:code/quarantine',
      {
        config: needs('source.read'),
        schema: {
          tags,
          params,
          querystring: PageQuerySchema,
          response: { 200: QuarantinePageSchema, 404: ErrorSchema },
        },
      },
      async ({ params: { code }, query: { page, pageSize } }) => {
        await findDeclaration(code);
        return { ...(await listQuarantined(stores.postgres, code, page, pageSize)), page, pageSize };
      },
    );

    app.post(
      '/sources/:code/runs',
      {
        config: needs('source.pull'),
        schema: {
          tags,
          params,
          response: { 200: PullRunSchema, 401: ErrorSchema, 404: ErrorSchema, 409: ErrorSchema },
        },
      },
      async (request) => {
        const declaration = await findDeclaration(request.params.code);
        const event = { action: 'source.pull', target: `source:${declaration.code}` };
        await recordAlone(stores.postgres, actorOf(request), now(), event);
        return puller.pull(declaration);
      },
    );

    app.delete(
      '/sources/:code/runs/current',
      {
        config: needs('source.pull'),
        schema: { tags, params, response: { 204: Type.Null(), 401: ErrorSchema, 404: ErrorSchema } },
      },
      async (request, reply) => {
        const { code } = await findDeclaration(request.params.code);
        if (!puller.cancel(code)) throw new NotFound(`No run of source ${code} is under way`);
        const event = { action: 'source.cancel', target: `source:${code}` };
        await recordAlone(stores.postgres, actorOf(request), now(), event);
        return reply.status(204).send(null);
      },
    );
  };
