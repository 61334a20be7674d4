import { accountRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../base/config.ts';
import { actorOf, placeOf } from '../rights/caller.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import { findAccess } from './access.ts';
import { existing, type AccountContext } from './account.ts';
import { createAccount, endSessions, resetPassword, unlockAccount } from './admin.ts';
import { changeAccount } from './change-account.ts';
import { createFirstAdmin } from './first-admin.ts';
import { listAccounts, listGrants } from './queries.ts';

interface AdminParts extends AccountContext {
  readonly config: Pick<Config, 'dataDir'>;
}

/** Accounts and their roles, who could see what, and the first admin. */
export const adminRoutes =
  (parts: AdminParts): FastifyPluginAsync =>
  async (app) => {
    const {
      stores: { postgres },
      now,
      config: { dataDir },
    } = parts;
    const find = (id: string) => existing(postgres, id, now());

    serveRoutes(app, routes, {
      'GET /accounts': {
        answer: async ({ query: { page, pageSize, ...filter } }) => ({
          ...(await listAccounts(postgres, now(), filter, { page, pageSize })),
          page,
          pageSize,
        }),
      },
      'POST /accounts': {
        answer: async (request, reply) => {
          reply.header('cache-control', 'no-store');
          return createAccount(parts, actorOf(request), request.body);
        },
      },
      'GET /accounts/{id}': {
        answer: async ({ params: { id } }) => find(id),
      },
      'PATCH /accounts/{id}': {
        answer: async (request) => changeAccount(parts, actorOf(request), request.params.id, request.body),
      },
      'GET /accounts/{id}/grants': {
        answer: async (request) => {
          const { id } = await find(request.params.id);
          return { items: await listGrants(postgres, id) };
        },
      },
      'POST /accounts/{id}/password': {
        answer: async (request, reply) => {
          reply.header('cache-control', 'no-store');
          return resetPassword(parts, actorOf(request), request.params.id, request.body.reason);
        },
      },
      'POST /accounts/{id}/unlock': {
        answer: async (request) => unlockAccount(parts, actorOf(request), request.params.id, request.body.reason),
      },
      'DELETE /accounts/{id}/sessions': {
        answer: async (request) => {
          await endSessions(parts, actorOf(request), request.params.id);
          return null;
        },
      },
      'GET /access': {
        answer: async ({ query: { unit, at } }) => findAccess(postgres, unit, now(), at),
      },
      'POST /set-up': {
        answer: async (request) => {
          await createFirstAdmin({ postgres, dataDir, now }, placeOf(request), request.body);
          return null;
        },
      },
    });
  };
