import { reportRoutes as routes, type Report } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { actorOf } from '../../rights/caller.ts';
import type { Ask } from '../../rights/route-right.ts';
import { serveRoutes } from '../../rights/serve-routes.ts';
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
