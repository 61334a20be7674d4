import { clockRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import type { Actor } from '../rights/actor.ts';
import { actorOf } from '../rights/caller.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import type { Stores } from '../stores/index.ts';
import { readClock, viewOfClock } from './clock.ts';

interface ClockParts {
  readonly stores: Pick<Stores, 'postgres'>;
  readonly now: () => Date;
  /** Decides that the clock is right, and does what waited for it. */
  readonly decideClock: (actor: Actor, reason: string) => Promise<void>;
}

/** Whether anything may be stored under the clock of this machine, and who decides where it looks wrong. */
export const clockRoutes =
  ({ stores: { postgres }, now, decideClock }: ClockParts): FastifyPluginAsync =>
  async (app) => {
    const view = async () => viewOfClock(await readClock(postgres.db, now()));
    serveRoutes(app, routes, {
      'GET /clock': { answer: view },
      'POST /clock/decision': {
        answer: async (request) => {
          await decideClock(actorOf(request), request.body.reason);
          return view();
        },
      },
    });
  };
