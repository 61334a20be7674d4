import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  CodeSchema,
  ErrorSchema,
  ExplanationSchema,
  MonthSchema,
  RankingSchema,
  UnitScoreViewSchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { MAY_READ } from '../rights.ts';
import type { Stores } from '../stores/index.ts';
import { explain } from './explain.ts';
import { readRanking, readUnitScore } from './read.ts';

const tags = ['scores'];
const errors = { 400: ErrorSchema, 404: ErrorSchema, 503: ErrorSchema };

/** Rankings, a unit's score, and where any number comes from. */
export const scoreRoutes =
  ({ stores, now }: { readonly stores: Stores; readonly now: () => Date }): FastifyPluginAsyncTypebox =>
  async (app) => {
    const rankingQuery = Type.Object({ scheme: CodeSchema, period: MonthSchema });
    app.get(
      '/rankings',
      { config: MAY_READ, schema: { tags, querystring: rankingQuery, response: { 200: RankingSchema, ...errors } } },
      async ({ query: { scheme, period } }) => readRanking(stores, scheme, period),
    );

    const unitParams = Type.Object({ code: CodeSchema });
    const periodQuery = Type.Object({ period: MonthSchema });
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
      async ({ params: { code }, query: { period } }) => readUnitScore(stores, code, period),
    );

    const explanationQuery = Type.Object({ unit: CodeSchema, period: MonthSchema, node: CodeSchema });
    app.get(
      '/explanations',
      {
        config: MAY_READ,
        schema: { tags, querystring: explanationQuery, response: { 200: ExplanationSchema, ...errors } },
      },
      async ({ query: { unit, period, node } }) => explain(stores, unit, period, node, now()),
    );
  };
