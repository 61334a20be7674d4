import { sourceRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { refuse } from '../../base/errors.ts';
import { recordAlone } from '../../audit/trail.ts';
import { actorOf } from '../../rights/caller.ts';
import { serveRoutes } from '../../rights/serve-routes.ts';
import type { Stores } from '../../stores/index.ts';
import type { Puller } from './puller.ts';
import { listDeclared, listLastRuns, listQuarantined, listRuns } from './queries.ts';

interface SourceParts {
  readonly stores: Stores;
  readonly puller: Puller;
  readonly now: () => Date;
}

/** Declared sources, their runs, and what did not fit. */
export const sourceRoutes =
  ({ stores, puller, now }: SourceParts): FastifyPluginAsync =>
  async (app) => {
    const findDeclaration = async (code: string) => {
      const source = (await listDeclared(stores.postgres)).find(({ declaration }) => declaration.code === code);
      if (source === undefined) throw refuse('source.unknown', { source: code });
      return source.declaration;
    };

    serveRoutes(app, routes, {
      'GET /sources': {
        answer: async () => {
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
      },
      'GET /sources/{code}/runs': {
        answer: async ({ params: { code }, query: { page, pageSize } }) => {
          await findDeclaration(code);
          return { ...(await listRuns(stores.postgres, code, page, pageSize)), page, pageSize };
        },
      },
      'POST /sources/{code}/runs': {
        answer: async (request) => {
          const declaration = await findDeclaration(request.params.code);
          const event = { action: 'source.pull', target: `source:${declaration.code}` };
          await recordAlone(stores.postgres, actorOf(request), now(), event);
          return puller.pull(declaration);
        },
      },
      'DELETE /sources/{code}/runs/current': {
        answer: async (request) => {
          const { code } = await findDeclaration(request.params.code);
          if (!(await puller.cancel(code))) throw refuse('run.none', { source: code });
          const event = { action: 'source.cancel', target: `source:${code}` };
          await recordAlone(stores.postgres, actorOf(request), now(), event);
          return null;
        },
      },
      'GET /sources/{code}/quarantine': {
        answer: async ({ params: { code }, query: { page, pageSize } }) => {
          await findDeclaration(code);
          return { ...(await listQuarantined(stores.postgres, code, page, pageSize)), page, pageSize };
        },
      },
    });
  };
