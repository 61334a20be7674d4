import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  CodeSchema,
  DerivationSchema,
  ErrorSchema,
  ExplanationSchema,
  ForecastListSchema,
  MonthSchema,
  NextStepsSchema,
  RankingSchema,
  UnitScoreViewSchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { callerOf, unitsWithin } from '../../rights/caller.ts';
import { needs } from '../../rights/route-right.ts';
import type { Stores } from '../../stores/index.ts';
import { readDerivation } from './derivation.ts';
import { explain } from './explain.ts';
import { readForecasts } from './forecasts.ts';
import { readNextSteps } from './next-steps.ts';
import { findDefaultMonth, findSchemeOf, readRanking, readUnitScore } from './read.ts';

const tags = ['scores'];
const errors = { 400: ErrorSchema, 401: ErrorSchema, 403: ErrorSchema, 404: ErrorSchema, 503: ErrorSchema };

/** Rankings, a unit's score, and where any number comes from. */
export const scoreRoutes =
  ({ stores, now }: { readonly stores: Stores; readonly now: () => Date }): FastifyPluginAsyncTypebox =>
  async (app) => {
    // Without one it is the month shown when nobody chose one.
    const period = Type.Optional(MonthSchema);
    const monthOf = async (chosen: string | undefined): Promise<string> => chosen ?? (await findDefaultMonth(stores));

    const askAbout = async (unit: string) => [{ unit, index: await findSchemeOf(stores, unit) }];
    const aboutIndex = needs<{ query: { scheme: string } }>('ranking.read', ({ query }) => [{ index: query.scheme }]);
    const aboutParam = needs<{ params: { code: string } }>('unit.read', ({ params }) => askAbout(params.code));
    const aboutQuery = needs<{ query: { unit: string } }>('unit.read', ({ query }) => askAbout(query.unit));

    const rankingQuery = Type.Object({ scheme: CodeSchema, period });
    app.get(
      '/rankings',
      { config: aboutIndex, schema: { tags, querystring: rankingQuery, response: { 200: RankingSchema, ...errors } } },
      async (request, reply) => {
        const { scheme, period: chosen } = request.query;
        const open = unitsWithin(callerOf(request), 'unit.read');
        const ranking = await readRanking(stores, scheme, await monthOf(chosen), open);
        // Made field by field by the contract; going through it again for four thousand cells costs as much as the SQL.
        reply.serializer(JSON.stringify);
        return ranking;
      },
    );

    const unitParams = Type.Object({ code: CodeSchema });
    const periodQuery = Type.Object({ period });
    app.get(
      '/units/:code/score',
      {
        config: aboutParam,
        schema: {
          tags,
          params: unitParams,
          querystring: periodQuery,
          response: { 200: UnitScoreViewSchema, ...errors },
        },
      },
      async ({ params: { code }, query }) => readUnitScore(stores, code, await monthOf(query.period)),
    );

    app.get(
      '/units/:code/forecasts',
      {
        config: aboutParam,
        schema: {
          tags,
          params: unitParams,
          querystring: periodQuery,
          response: { 200: ForecastListSchema, ...errors },
        },
      },
      async ({ params: { code }, query }) => readForecasts(stores, code, await monthOf(query.period)),
    );

    app.get(
      '/units/:code/next-steps',
      {
        config: aboutParam,
        schema: { tags, params: unitParams, querystring: periodQuery, response: { 200: NextStepsSchema, ...errors } },
      },
      async ({ params: { code }, query }) => readNextSteps(stores, code, await monthOf(query.period)),
    );

    const explanationQuery = Type.Object({ unit: CodeSchema, period, node: CodeSchema });
    app.get(
      '/explanations',
      {
        config: aboutQuery,
        schema: { tags, querystring: explanationQuery, response: { 200: ExplanationSchema, ...errors } },
      },
      async ({ query }) => explain(stores, query.unit, await monthOf(query.period), query.node, now()),
    );

    const derivationQuery = Type.Object({ unit: CodeSchema, period, node: Type.Optional(CodeSchema) });
    app.get(
      '/derivations',
      {
        config: aboutQuery,
        schema: { tags, querystring: derivationQuery, response: { 200: DerivationSchema, ...errors } },
      },
      async ({ query }) => readDerivation(stores, query.unit, await monthOf(query.period), query.node),
    );
  };
