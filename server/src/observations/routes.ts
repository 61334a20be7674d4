import { parsePeriod, periodEnd } from '@dangzhi/metrics';
import { observationRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { refuse } from '../base/errors.ts';
import { callerOf, unitsWithin } from '../rights/caller.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import type { Stores } from '../stores/index.ts';
import { findBatch, findFactOfRecord, findRawRecord, listObservations, listUnitsOfBatch } from './queries.ts';

/** Later than any record: what is there is listed, whatever the clock said when it came in. */
const ANY_INSTANT = new Date('2200-01-01T00:00:00Z');

/** What was reported, by whom, and the raw record behind it. */
export const observationRoutes =
  ({ stores }: { readonly stores: Stores }): FastifyPluginAsync =>
  async (app) =>
    serveRoutes(app, routes, {
      'GET /observations': {
        asks: ({ query: { unit } }) => (unit === undefined ? [] : [{ unit }]),
        answer: async (request) => {
          const { query } = request;
          const period = query.period === undefined ? undefined : parsePeriod(query.period);
          if (period === null)
            throw refuse('period.unreadable', { where: 'querystring.period', given: query.period ?? '' });
          const asOf = query.asOf === undefined ? ANY_INSTANT : new Date(query.asOf);
          if (Number.isNaN(asOf.getTime()))
            throw refuse('instant.unreadable', { where: 'querystring.asOf', given: query.asOf ?? '' });
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
      },
      'GET /batches/{id}': {
        asks: async (request) => {
          const units = await listUnitsOfBatch(stores, request.params.id, null);
          const within = unitsWithin(callerOf(request), 'observation.read');
          // A call to a source brings many units: one's own among them is enough to know where it came from.
          return [{ unit: units.find((unit) => within?.has(unit)) ?? units[0] ?? '' }];
        },
        answer: async ({ params: { id } }) => {
          const batch = await findBatch(stores, id);
          if (batch === null) throw refuse('batch.unknown', { batch: id });
          return batch;
        },
      },
      'GET /batches/{id}/records/{record}': {
        asks: async ({ params }) => {
          const units = await listUnitsOfBatch(stores, params.id, params.record);
          return units.length === 0 ? [{ unit: '' }] : units.map((unit) => ({ unit }));
        },
        answer: async ({ params: { id, record } }) => {
          const raw = await findRawRecord(stores, id, record);
          if (raw === null) throw refuse('raw-record.unknown', { batch: id, record });
          return { ...raw, fact: await findFactOfRecord(stores, raw) };
        },
      },
    });
