import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { parsePeriod, periodEnd } from '@dangzhi/metrics';
import {
  BatchSchema,
  CodeSchema,
  ErrorSchema,
  InstantSchema,
  ObservationPageSchema,
  PageQuerySchema,
  PeriodLabelSchema,
  RawRecordSchema,
} from '@dangzhi/metrics/contract';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { BadRequest, NotFound } from '../base/errors.ts';
import { callerOf, unitsWithin } from '../rights/caller.ts';
import { needs } from '../rights/route-right.ts';
import { findBatch, findRawRecord, listObservations, listUnitsOfBatch } from './queries.ts';
import type { Stores } from '../stores/index.ts';

const tags = ['observations'];

const ObservationQuerySchema = Type.Interface([PageQuerySchema], {
  unit: Type.Optional(CodeSchema),
  measure: Type.Optional(CodeSchema),
  period: Type.Optional(PeriodLabelSchema),
  asOf: Type.Optional(InstantSchema),
});

type BatchRequest = FastifyRequest & { params: { id: string } };

/** What was reported, by whom, and the raw record behind it. */
export const observationRoutes =
  ({ stores, now }: { readonly stores: Stores; readonly now: () => Date }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/observations',
      {
        config: needs<{ query: { unit?: string } }>('observation.read', ({ query: { unit } }) =>
          unit === undefined ? [] : [{ unit }],
        ),
        schema: {
          tags,
          querystring: ObservationQuerySchema,
          response: { 200: ObservationPageSchema, 400: ErrorSchema },
        },
      },
      async (request) => {
        const { query } = request;
        const period = query.period === undefined ? undefined : parsePeriod(query.period);
        if (period === null) throw new BadRequest(`querystring.period ${query.period ?? ''} is not a period`);
        const asOf = query.asOf === undefined ? now() : new Date(query.asOf);
        if (Number.isNaN(asOf.getTime()))
          throw new BadRequest(`querystring.asOf ${query.asOf ?? ''} is not an instant`);
        const within = unitsWithin(callerOf(request), 'observation.read');
        const { items, total } = await listObservations(stores, {
          units: query.unit === undefined ? within && [...within] : [query.unit],
          measures: query.measure === undefined ? undefined : [query.measure],
          ...(period && { from: period.start, to: periodEnd(period) }),
          asOf,
          page: query.page,
          pageSize: query.pageSize,
        });
        return { items, total, page: query.page, pageSize: query.pageSize };
      },
    );

    app.get(
      '/batches/:id',
      {
        config: needs<BatchRequest>('observation.read', async (request) => {
          const units = await listUnitsOfBatch(stores, request.params.id, null);
          const within = unitsWithin(callerOf(request), 'observation.read');
          // A call to a source brings many units: one's own among them is enough to know where it came from.
          return [{ unit: units.find((unit) => within?.has(unit)) ?? units[0] ?? '' }];
        }),
        schema: { tags, params: Type.Object({ id: CodeSchema }), response: { 200: BatchSchema, 404: ErrorSchema } },
      },
      async ({ params: { id } }) => {
        const batch = await findBatch(stores, id);
        if (batch === null) throw new NotFound(`There is no batch ${id}`);
        return batch;
      },
    );

    const recordParams = Type.Object({ id: CodeSchema, record: Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 }) });
    app.get(
      '/batches/:id/records/:record',
      {
        config: needs<BatchRequest & { params: { record: number } }>('observation.read', async ({ params }) => {
          const units = await listUnitsOfBatch(stores, params.id, params.record);
          return units.length === 0 ? [{ unit: '' }] : units.map((unit) => ({ unit }));
        }),
        schema: { tags, params: recordParams, response: { 200: RawRecordSchema, 404: ErrorSchema } },
      },
      async ({ params: { id, record } }) => {
        const raw = await findRawRecord(stores, id, record);
        if (raw === null) throw new NotFound(`There is no record ${record} in batch ${id}`);
        return raw;
      },
    );
  };
