import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  CodeSchema,
  DisplayChangeSchema,
  DisplayClaimSchema,
  DisplayListSchema,
  DisplaySchema,
  DisplayTokenSchema,
  ErrorSchema,
  JustReasonSchema,
  NewDisplaySchema,
} from '@dangzhi/metrics/contract';
import { Type } from 'typebox';
import { DisplayRefused } from '../base/errors.ts';
import { actorOf, placeOf } from '../rights/caller.ts';
import { needs, PUBLIC } from '../rights/route-right.ts';
import type { Stores } from '../stores/index.ts';
import { setDisplayCookie } from '../rights/cookies.ts';
import type { Devices } from './devices.ts';
import { listDisplays } from './queries.ts';
import { changeDisplay, issueDisplay, reissueDisplay, revokeDisplay } from './registry.ts';

const tags = ['displays'];
const params = Type.Object({ id: CodeSchema });
const errors = { 400: ErrorSchema, 404: ErrorSchema, 409: ErrorSchema };

interface DisplayParts {
  readonly stores: Stores;
  readonly now: () => Date;
  readonly devices: Devices;
  /** Configuration of the route that binds a device: few calls a minute. */
  readonly limited: object;
}

/** Displays: registering, changing and revoking them, and binding the device that brings a token. */
export const displayRoutes =
  ({ stores: { postgres }, now, devices, limited }: DisplayParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/displays',
      { config: needs('display.read'), schema: { tags, response: { 200: DisplayListSchema } } },
      async () => ({ items: await listDisplays(postgres) }),
    );

    app.post(
      '/displays',
      {
        config: needs('display.manage'),
        schema: { tags, body: NewDisplaySchema, response: { 201: DisplayTokenSchema, 400: ErrorSchema } },
      },
      async (request, reply) => {
        const issued = await issueDisplay(postgres, now(), actorOf(request), request.body);
        return reply.status(201).header('cache-control', 'no-store').send(issued);
      },
    );

    app.patch(
      '/displays/:id',
      {
        config: needs('display.manage'),
        schema: { tags, params, body: DisplayChangeSchema, response: { 200: DisplaySchema, ...errors } },
      },
      async (request) => {
        const { id } = request.params;
        const display = await changeDisplay(postgres, now(), actorOf(request), id, request.body);
        devices.forget(id);
        return display;
      },
    );

    app.post(
      '/displays/:id/token',
      {
        config: needs('display.manage'),
        schema: { tags, params, body: JustReasonSchema, response: { 200: DisplayTokenSchema, ...errors } },
      },
      async (request, reply) => {
        const { id } = request.params;
        const issued = await reissueDisplay(postgres, now(), actorOf(request), id, request.body.reason);
        devices.forget(id);
        return reply.header('cache-control', 'no-store').send(issued);
      },
    );

    app.post(
      '/displays/:id/revocation',
      {
        config: needs('display.manage'),
        schema: { tags, params, body: JustReasonSchema, response: { 200: DisplaySchema, ...errors } },
      },
      async (request) => {
        const { id } = request.params;
        const display = await revokeDisplay(postgres, now(), actorOf(request), id, request.body.reason);
        devices.forget(id);
        return display;
      },
    );

    app.post(
      '/display-session',
      {
        config: { ...PUBLIC, ...limited },
        schema: {
          tags,
          body: DisplayClaimSchema,
          response: { 200: DisplaySchema, 400: ErrorSchema, 401: ErrorSchema, 403: ErrorSchema },
        },
      },
      async (request, reply) => {
        const claimed = await devices.claim(request.body.token, placeOf(request));
        if (claimed === null) throw new DisplayRefused();
        setDisplayCookie(request, reply, claimed.secret);
        return claimed.display;
      },
    );
  };
