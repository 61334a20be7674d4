import { scoreRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import type { KeptAnswers } from '../../base/kept-answers.ts';
import { knownAt } from '../../observations/clock.ts';
import { callerOf, unitsWithin } from '../../rights/caller.ts';
import { serveRoutes } from '../../rights/serve-routes.ts';
import { readCountyInForce, type CountyInForce } from '../../schemes/county-in-force.ts';
import type { Stores } from '../../stores/index.ts';
import { findUnscored } from '../runs/due.ts';
import type { Scorer } from '../runs/scorer.ts';
import { readDerivation } from './derivation.ts';
import { explain } from './explain.ts';
import { readForecasts } from './forecasts.ts';
import { readNextSteps } from './next-steps.ts';
import { readRanking, readUnitScore } from './read.ts';
import {
  findDefaultMonth,
  findSchemeOf,
  readUnitRun,
  requireLiveRun,
  requireRun,
  type RunChoice,
  type UnitRun,
} from './scored-run.ts';

interface ScoreParts {
  readonly stores: Stores;
  readonly answers: KeptAnswers;
  readonly scorer: Pick<Scorer, 'isBusy'>;
  readonly now: () => Date;
}

/** Rankings, a unit's score, and where any number comes from. */
export const scoreRoutes =
  ({ stores, answers, scorer, now }: ScoreParts): FastifyPluginAsync =>
  async (app) => {
    const kept = { in: answers };
    // Read once for a request: the right is asked for and the answer given by the same county.
    const counties = new WeakMap<object, Promise<CountyInForce>>();
    const countyOf = (request: object): Promise<CountyInForce> => {
      const county = counties.get(request) ?? readCountyInForce(stores.postgres);
      counties.set(request, county);
      return county;
    };
    const askAbout = async (request: object, unit: string, chosen: RunChoice) => {
      if (chosen.run !== undefined) return [{ unit, index: (await requireRun(stores, chosen.run, chosen)).scheme }];
      return [{ unit, index: findSchemeOf(await countyOf(request), unit) }];
    };
    const unitRunOf = async (request: object, unit: string, chosen: RunChoice): Promise<UnitRun> =>
      readUnitRun(stores, await countyOf(request), unit, chosen);

    serveRoutes(app, routes, {
      'GET /rankings': {
        kept: { in: answers, reach: ['unit.read'] },
        asks: ({ query }) => [{ index: query.scheme }],
        answer: async (request, reply) => {
          const { scheme, period, run } = request.query;
          const open = unitsWithin(callerOf(request), 'unit.read');
          const county = await countyOf(request);
          const ref =
            run === undefined
              ? await requireLiveRun(stores, county, scheme, period ?? (await findDefaultMonth(stores, county)))
              : await requireRun(stores, run, { scheme, period });
          const ranking = await readRanking(stores, county, ref, open);
          // Made field by field by the contract; going through it again for four thousand cells costs as much as the SQL.
          reply.serializer(JSON.stringify);
          return ranking;
        },
      },
      'GET /units/{code}/score': {
        kept: { in: answers, reach: ['unit.read', 'ranking.read'] },
        asks: (request) => askAbout(request, request.params.code, request.query),
        answer: async (request) => {
          const found = await unitRunOf(request, request.params.code, request.query);
          const caller = callerOf(request);
          const { scheme: index } = found.run.ref;
          return readUnitScore(stores, found, {
            open: unitsWithin(caller, 'unit.read'),
            seesRanking: caller.rights.may('ranking.read', { index }) === 'yes',
          });
        },
      },
      'GET /units/{code}/forecasts': {
        kept,
        asks: (request) => askAbout(request, request.params.code, request.query),
        answer: async (request) => readForecasts(stores, await unitRunOf(request, request.params.code, request.query)),
      },
      'GET /units/{code}/next-steps': {
        kept,
        asks: (request) => askAbout(request, request.params.code, request.query),
        answer: async (request) => readNextSteps(stores, await unitRunOf(request, request.params.code, request.query)),
      },
      'GET /explanations': {
        asks: (request) => askAbout(request, request.query.unit, request.query),
        answer: async (request) => {
          const { unit, node } = request.query;
          return explain(
            stores,
            await unitRunOf(request, unit, request.query),
            node,
            await knownAt(stores.postgres, now()),
          );
        },
      },
      'GET /derivations': {
        kept,
        asks: (request) => askAbout(request, request.query.unit, request.query),
        answer: async (request) => {
          const { unit, node } = request.query;
          return readDerivation(stores, await unitRunOf(request, unit, request.query), node);
        },
      },
      'GET /scoring': {
        answer: async () => ({ underWay: scorer.isBusy(), ...(await findUnscored(stores)) }),
      },
    });
  };
