import { displayRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { refuse } from '../base/errors.ts';
import { actorOf, placeOf } from '../rights/caller.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import type { Stores } from '../stores/index.ts';
import { DISPLAY_COOKIE, setLastingCookie } from '../rights/cookies.ts';
import type { Devices } from './devices.ts';
import { listDisplays } from './queries.ts';
import { changeDisplay, issueDisplay, reissueDisplay, revokeDisplay } from './registry.ts';

interface DisplayParts {
  readonly stores: Stores;
  readonly now: () => Date;
  readonly devices: Devices;
}

/** Displays: registering, changing and revoking them, and binding the device that brings a token. */
export const displayRoutes =
  ({ stores: { postgres }, now, devices }: DisplayParts): FastifyPluginAsync =>
  async (app) =>
    serveRoutes(app, routes, {
      'GET /displays': {
        answer: async () => ({ items: await listDisplays(postgres) }),
      },
      'POST /displays': {
        answer: async (request, reply) => {
          reply.header('cache-control', 'no-store');
          return issueDisplay(postgres, now(), actorOf(request), request.body);
        },
      },
      'PATCH /displays/{id}': {
        answer: async (request) => {
          const { id } = request.params;
          const display = await changeDisplay(postgres, now(), actorOf(request), id, request.body);
          devices.forget(id);
          return display;
        },
      },
      'POST /displays/{id}/token': {
        answer: async (request, reply) => {
          const { id } = request.params;
          const issued = await reissueDisplay(postgres, now(), actorOf(request), id, request.body.reason);
          devices.forget(id);
          reply.header('cache-control', 'no-store');
          return issued;
        },
      },
      'POST /displays/{id}/revocation': {
        answer: async (request) => {
          const { id } = request.params;
          const display = await revokeDisplay(postgres, now(), actorOf(request), id, request.body.reason);
          devices.forget(id);
          return display;
        },
      },
      'POST /display-session': {
        answer: async (request, reply) => {
          const claimed = await devices.claim(request.body.token, placeOf(request));
          if (claimed === null) throw refuse('display-token.unknown');
          setLastingCookie(request, reply, DISPLAY_COOKIE, claimed.secret);
          return claimed.display;
        },
      },
    });
