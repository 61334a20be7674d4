import { recordRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { refuse } from '../../base/errors.ts';
import type { KeptAnswers } from '../../base/kept-answers.ts';
import { serveRoutes } from '../../rights/serve-routes.ts';
import type { Stores } from '../../stores/index.ts';
import { findRecord, listRecords } from './queries.ts';

/** What happened, stands or is planned and is no number. */
export const recordRoutes =
  ({ stores, answers }: { readonly stores: Stores; readonly answers: KeptAnswers }): FastifyPluginAsync =>
  async (app) =>
    serveRoutes(app, routes, {
      'GET /records': {
        kept: { in: answers },
        answer: async ({ query: { page, pageSize, ...filter } }) => ({
          ...(await listRecords(stores.postgres, filter, { page, pageSize })),
          page,
          pageSize,
        }),
      },
      'GET /records/{code}': {
        answer: async ({ params: { code } }) => {
          const record = await findRecord(stores.postgres, code);
          if (record === null) throw refuse('record.unknown', { record: code });
          return record;
        },
      },
    });
