import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  AccessListSchema,
  AccessQuerySchema,
  AccountChangeSchema,
  AccountPageSchema,
  AccountQuerySchema,
  AccountSchema,
  CodeSchema,
  ErrorSchema,
  FirstPasswordSchema,
  GrantHistorySchema,
  JustReasonSchema,
  NewAccountSchema,
  SetUpSchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import type { Config } from '../base/config.ts';
import { actorOf, placeOf } from '../rights/caller.ts';
import { needs, PUBLIC } from '../rights/route-right.ts';
import { findAccess } from './access.ts';
import { existing, type AccountContext } from './account.ts';
import { createAccount, endSessions, resetPassword, unlockAccount } from './admin.ts';
import { changeAccount } from './change-account.ts';
import { createFirstAdmin } from './first-admin.ts';
import { listAccounts, listGrants } from './queries.ts';

const tags = ['accounts'];
const params = Type.Object({ id: CodeSchema });
const errors = { 400: ErrorSchema, 404: ErrorSchema, 409: ErrorSchema, 503: ErrorSchema };

interface AdminParts extends AccountContext {
  readonly config: Pick<Config, 'dataDir'>;
  /** Configuration of the route that makes the first admin: few calls a minute. */
  readonly limited: object;
}

/** Accounts and their roles, who could see what, and the first admin. */
export const adminRoutes =
  (parts: AdminParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    const {
      stores: { postgres },
      now,
      config: { dataDir },
      limited,
    } = parts;

    const find = (id: string) => existing(postgres, id, now());

    app.get(
      '/accounts',
      {
        config: needs('account.read'),
        schema: { tags, querystring: AccountQuerySchema, response: { 200: AccountPageSchema, ...errors } },
      },
      async ({ query: { page, pageSize, ...filter } }) => ({
        ...(await listAccounts(postgres, now(), filter, { page, pageSize })),
        page,
        pageSize,
      }),
    );

    app.post(
      '/accounts',
      {
        config: needs('account.manage'),
        schema: { tags, body: NewAccountSchema, response: { 201: FirstPasswordSchema, ...errors } },
      },
      async (request, reply) => {
        const made = await createAccount(parts, actorOf(request), request.body);
        return reply.status(201).header('cache-control', 'no-store').send(made);
      },
    );

    app.get(
      '/accounts/:id',
      { config: needs('account.read'), schema: { tags, params, response: { 200: AccountSchema, ...errors } } },
      async (request) => find(request.params.id),
    );

    app.patch(
      '/accounts/:id',
      {
        config: needs('account.manage'),
        schema: { tags, params, body: AccountChangeSchema, response: { 200: AccountSchema, ...errors } },
      },
      async (request) => changeAccount(parts, actorOf(request), request.params.id, request.body),
    );

    app.get(
      '/accounts/:id/grants',
      { config: needs('account.read'), schema: { tags, params, response: { 200: GrantHistorySchema, ...errors } } },
      async (request) => {
        const { id } = await find(request.params.id);
        return { items: await listGrants(postgres, id) };
      },
    );

    app.post(
      '/accounts/:id/password',
      {
        config: needs('account.manage'),
        schema: { tags, params, body: JustReasonSchema, response: { 200: FirstPasswordSchema, ...errors } },
      },
      async (request, reply) => {
        const made = await resetPassword(parts, actorOf(request), request.params.id, request.body.reason);
        return reply.header('cache-control', 'no-store').send(made);
      },
    );

    app.post(
      '/accounts/:id/unlock',
      {
        config: needs('account.manage'),
        schema: { tags, params, body: JustReasonSchema, response: { 200: AccountSchema, ...errors } },
      },
      async (request) => unlockAccount(parts, actorOf(request), request.params.id, request.body.reason),
    );

    app.delete(
      '/accounts/:id/sessions',
      { config: needs('account.manage'), schema: { tags, params, response: { 204: Type.Null(), ...errors } } },
      async (request, reply) => {
        await endSessions(parts, actorOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/access',
      {
        config: needs('account.read'),
        schema: { tags, querystring: AccessQuerySchema, response: { 200: AccessListSchema, ...errors } },
      },
      async ({ query: { unit, at } }) => findAccess(postgres, unit, now(), at),
    );

    app.post(
      '/set-up',
      {
        config: { ...PUBLIC, ...limited },
        schema: { tags, body: SetUpSchema, response: { 204: Type.Null(), 403: ErrorSchema, ...errors } },
      },
      async (request, reply) => {
        await createFirstAdmin({ postgres, dataDir, now }, placeOf(request), request.body);
        return reply.status(204).send(null);
      },
    );
  };
