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
  ReportReceiptSchema,
  ReportSchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { BadRequest, NotFound } from '../errors.ts';
import { MAY_OPERATE, MAY_READ } from '../rights.ts';
import { findBatch, findRawRecord, listObservations } from './queries.ts';
import { storeReport, type ReportDesk } from './report.ts';

const tags = ['observations'];

const ObservationQuerySchema = Type.Interface([PageQuerySchema], {
  unit: Type.Optional(CodeSchema),
  measure: Type.Optional(CodeSchema),
  period: Type.Optional(PeriodLabelSchema),
  asOf: Type.Optional(InstantSchema),
});

/** What was reported, by whom, and the raw record behind it. */
export const observationRoutes =
  (desk: ReportDesk): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { stores, now } = desk;

    app.get(
      '/observations',
      {
        config: MAY_READ,
        schema: {
          tags,
          querystring: ObservationQuerySchema,
          response: { 200: ObservationPageSchema, 400: ErrorSchema },
        },
      },
      async ({ query }) => {
        const period = query.period === undefined ? undefined : parsePeriod(query.period);
        if (period === null) throw new BadRequest(`querystring.period ${query.period ?? ''} is not a period`);
        const asOf = query.asOf === undefined ? now() : new Date(query.asOf);
        if (Number.isNaN(asOf.getTime()))
          throw new BadRequest(`querystring.asOf ${query.asOf ?? ''} is not an instant`);
        const { items, total } = await listObservations(stores, {
          units: query.unit === undefined ? undefined : [query.unit],
          measures: query.measure === undefined ? undefined : [query.measure],
          ...(period && { from: period.start, to: periodEnd(period) }),
          asOf,
          page: query.page,
          pageSize: query.pageSize,
        });
        return { items, total, page: query.page, pageSize: query.pageSize };
      },
    );

    app.post(
      '/observations',
      {
        config: MAY_OPERATE,
        schema: {
          tags,
          security: [{ operator: [] }],
          body: ReportSchema,
          response: { 200: ReportReceiptSchema, 400: ErrorSchema, 401: ErrorSchema },
        },
      },
      async ({ body }) => storeReport(desk, body),
    );

    app.get(
      '/batches/:id',
      {
        config: MAY_READ,
        schema: { tags, params: Type.Object({ id: CodeSchema }), response: { 200: BatchSchema, 404: ErrorSchema } },
      },
      async ({ params: { id } }) => {
        const batch = await findBatch(stores, id);
        if (batch === null) throw new NotFound(`There is no batch ${id}`);
        return batch;
      },
    );

    const recordParams = Type.Object({ id: CodeSchema, record: Type.Integer({ minimum: 0 }) });
    app.get(
      '/batches/:id/records/:record',
      {
        config: MAY_READ,
        schema: { tags, params: recordParams, response: { 200: RawRecordSchema, 404: ErrorSchema } },
      },
      async ({ params: { id, record } }) => {
        const raw = await findRawRecord(stores, id, record);
        if (raw === null) throw new NotFound(`There is no record ${record} in batch ${id}`);
        return raw;
      },
    );
  };
