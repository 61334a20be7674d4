import { scoreRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { callerOf, unitsWithin } from '../../rights/caller.ts';
import { serveRoutes } from '../../rights/serve-routes.ts';
import type { Stores } from '../../stores/index.ts';
import { readDerivation } from './derivation.ts';
import { explain } from './explain.ts';
import { readForecasts } from './forecasts.ts';
import { readNextSteps } from './next-steps.ts';
import { findDefaultMonth, findSchemeOf, readRanking, readUnitScore } from './read.ts';

/** Rankings, a unit's score, and where any number comes from. */
export const scoreRoutes =
  ({ stores, now }: { readonly stores: Stores; readonly now: () => Date }): FastifyPluginAsync =>
  async (app) => {
    const monthOf = async (chosen: string | undefined): Promise<string> => chosen ?? (await findDefaultMonth(stores));
    const askAbout = async (unit: string) => [{ unit, index: await findSchemeOf(stores, unit) }];

    serveRoutes(app, routes, {
      'GET /rankings': {
        asks: ({ query }) => [{ index: query.scheme }],
        answer: async (request, reply) => {
          const { scheme, period } = request.query;
          const open = unitsWithin(callerOf(request), 'unit.read');
          const ranking = await readRanking(stores, scheme, await monthOf(period), open);
          // Made field by field by the contract; going through it again for four thousand cells costs as much as the SQL.
          reply.serializer(JSON.stringify);
          return ranking;
        },
      },
      'GET /units/{code}/score': {
        asks: ({ params }) => askAbout(params.code),
        answer: async ({ params, query }) => readUnitScore(stores, params.code, await monthOf(query.period)),
      },
      'GET /units/{code}/forecasts': {
        asks: ({ params }) => askAbout(params.code),
        answer: async ({ params, query }) => readForecasts(stores, params.code, await monthOf(query.period)),
      },
      'GET /units/{code}/next-steps': {
        asks: ({ params }) => askAbout(params.code),
        answer: async ({ params, query }) => readNextSteps(stores, params.code, await monthOf(query.period)),
      },
      'GET /explanations': {
        asks: ({ query }) => askAbout(query.unit),
        answer: async ({ query }) => explain(stores, query.unit, await monthOf(query.period), query.node, now()),
      },
      'GET /derivations': {
        asks: ({ query }) => askAbout(query.unit),
        answer: async ({ query }) => readDerivation(stores, query.unit, await monthOf(query.period), query.node),
      },
    });
  };
