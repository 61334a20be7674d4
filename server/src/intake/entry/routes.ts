import { pendingRoutes as pending, reportRoutes as routes, type Report } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { unitsOfHome } from '../../county/home.ts';
import { findCatalogue, listUnits } from '../../county/queries.ts';
import { knownAt } from '../../observations/clock.ts';
import { findPending } from '../../observations/pending.ts';
import { findStandingBreaks } from '../../observations/standing-breaks.ts';
import { actorOf, callerOf, unitsWithin } from '../../rights/caller.ts';
import type { Ask } from '../../rights/route-right.ts';
import { serveRoutes } from '../../rights/serve-routes.ts';
import { decidePending, readPending } from './decide.ts';
import { storeReport, type ReportContext } from './report.ts';

/** Every unit a report names; what was found on inspection is a decision about it. */
const asksOfReport = ({ standing, rows }: Report): Ask[] =>
  [...new Set(rows.map(({ unit }) => unit))].map((unit) => ({
    unit,
    ...(standing === 'inspected' && { action: 'observation.inspect' as const }),
  }));

/** What people report by hand. */
export const reportRoutes =
  (context: ReportContext): FastifyPluginAsync =>
  async (app) =>
    serveRoutes(app, routes, {
      'POST /observations': {
        asks: ({ body }) => asksOfReport(body),
        answer: async (request) => storeReport(context, request.body, actorOf(request)),
      },
    });

/** Values that wait for somebody to look at them. */
export const pendingRoutes =
  (context: ReportContext): FastifyPluginAsync =>
  async (app) =>
    serveRoutes(app, pending, {
      'GET /pending-values': {
        asks: ({ query: { unit } }) => (unit === undefined ? [] : [{ unit }]),
        answer: async (request) => {
          const { unit, state, page, pageSize } = request.query;
          const within = unitsWithin(callerOf(request), 'observation.read');
          const units = unit === undefined ? within && [...within] : [unit];
          return { ...(await readPending(context, { units, state, page, pageSize })), page, pageSize };
        },
      },
      'GET /guard-breaks': {
        asks: ({ query: { unit } }) => (unit === undefined ? [] : [{ unit }]),
        answer: async (request) => {
          const { unit } = request.query;
          const within = unitsWithin(callerOf(request), 'observation.read');
          const { postgres } = context.stores;
          const [catalogue, all] = await Promise.all([findCatalogue(postgres), listUnits(postgres)]);
          if (catalogue === null) return { items: [], total: 0 };
          // What is told of other counties is theirs to correct.
          const home = unitsOfHome(all).flatMap(({ code }) => (within === null || within.has(code) ? [code] : []));
          const units = unit === undefined ? home : [unit];
          const asked = { units, asOf: await knownAt(postgres, context.now()), limit: 500 };
          return findStandingBreaks(context.stores.clickhouse, catalogue.document, asked);
        },
      },
      'POST /pending-values/{id}/decision': {
        // Who asks about a number that is none is told so only after the right was looked at.
        asks: async ({ params: { id } }) => [{ unit: (await findPending(context.stores.postgres, id))?.unit ?? '' }],
        answer: async (request) => decidePending(context, request.params.id, request.body, actorOf(request)),
      },
    });
