import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ErrorSchema, ReportReceiptSchema, ReportSchema, type Report } from '@dangzhi/metrics/contract';
import { actorOf } from '../../rights/caller.ts';
import { needs, type Ask } from '../../rights/route-right.ts';
import { storeReport, type ReportContext } from './report.ts';

const tags = ['observations'];

/** Every unit a report names; what was found on inspection is a decision about it. */
const asksOfReport = ({ body: { standing, rows } }: { body: Report }): Ask[] =>
  [...new Set(rows.map(({ unit }) => unit))].map((unit) => ({
    unit,
    ...(standing === 'inspected' && { action: 'observation.inspect' as const }),
  }));

/** What people report by hand. */
export const reportRoutes =
  (context: ReportContext): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/observations',
      {
        config: needs<{ body: Report }>('observation.report', asksOfReport),
        schema: { tags, body: ReportSchema, response: { 200: ReportReceiptSchema, 400: ErrorSchema } },
      },
      async (request) => storeReport(context, request.body, actorOf(request)),
    );
  };
