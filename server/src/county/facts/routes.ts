import { factRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { refuse } from '../../base/errors.ts';
import type { KeptAnswers } from '../../base/kept-answers.ts';
import { serveRoutes } from '../../rights/serve-routes.ts';
import type { Stores } from '../../stores/index.ts';
import { findFactView, listFacts } from './queries.ts';

/** What the source articles say, and what became of it. */
export const factRoutes =
  ({ stores, answers }: { readonly stores: Stores; readonly answers: KeptAnswers }): FastifyPluginAsync =>
  async (app) =>
    serveRoutes(app, routes, {
      'GET /facts': {
        kept: { in: answers },
        answer: async ({ query: { page, pageSize, ...filter } }) => ({
          ...(await listFacts(stores.postgres, filter, { page, pageSize })),
          page,
          pageSize,
        }),
      },
      'GET /facts/{id}': {
        answer: async ({ params: { id } }) => {
          const fact = await findFactView(stores.postgres, id);
          if (fact === null) throw refuse('fact.unknown', { fact: id });
          return fact;
        },
      },
    });
