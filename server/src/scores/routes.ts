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
import { MAY_READ } from '../rights.ts';
import type { Stores } from '../stores/index.ts';
import { readDerivation } from './derivation.ts';
import { explain } from './explain.ts';
import { readForecasts } from './forecasts.ts';
import { readNextSteps } from './next-steps.ts';
import { findDefaultMonth, readRanking, readUnitScore } from './read.ts';

const tags = ['scores'];
const errors = { 400: ErrorSchema, 404: ErrorSchema, 503: ErrorSchema };

/** Rankings, a unit's score, and where any number comes from. */
export const scoreRoutes =
  ({ stores, now }: { readonly stores: Stores; readonly now: () => Date }): FastifyPluginAsyncTypebox =>
  async (app) => {
    // Without one it is the month shown when nobody chose one.
    const period = Type.Optional(MonthSchema);
    const monthOf = async (chosen: string | undefined): Promise<string> => chosen ?? (await findDefaultMonth(stores));

    const rankingQuery = Type.Object({ scheme: CodeSchema, period });
    app.get(
      '/rankings',
      { config: MAY_READ, schema: { tags, querystring: rankingQuery, response: { 200: RankingSchema, ...errors } } },
      async ({ query }, reply) => {
        const ranking = await readRanking(stores, query.scheme, await monthOf(query.period));
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
        config: MAY_READ,
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
        config: MAY_READ,
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
        config: MAY_READ,
        schema: { tags, params: unitParams, querystring: periodQuery, response: { 200: NextStepsSchema, ...errors } },
      },
      async ({ params: { code }, query }) => readNextSteps(stores, code, await monthOf(query.period)),
    );

    const explanationQuery = Type.Object({ unit: CodeSchema, period, node: CodeSchema });
    app.get(
      '/explanations',
      {
        config: MAY_READ,
        schema: { tags, querystring: explanationQuery, response: { 200: ExplanationSchema, ...errors } },
      },
      async ({ query }) => explain(stores, query.unit, await monthOf(query.period), query.node, now()),
    );

    const derivationQuery = Type.Object({ unit: CodeSchema, period, node: Type.Optional(CodeSchema) });
    app.get(
      '/derivations',
      {
        config: MAY_READ,
        schema: { tags, querystring: derivationQuery, response: { 200: DerivationSchema, ...errors } },
      },
      async ({ query }) => readDerivation(stores, query.unit, await monthOf(query.period), query.node),
    );
  };
