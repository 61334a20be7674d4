import { screenRoutes as routes, type LiveEvent } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import type { KeptAnswers } from '../base/kept-answers.ts';
import type { LiveEvents } from '../base/live-events.ts';
import { callerOf } from '../rights/caller.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import type { Stores } from '../stores/index.ts';
import { readArchivesScene } from './archives.ts';
import { readMeta } from './meta.ts';
import { newsFor } from './news.ts';
import { readOverview } from './overview.ts';
import { readPlatformScene } from './platform.ts';
import { askedScene } from './scene.ts';

interface ScreenParts {
  readonly stores: Stores;
  readonly events: LiveEvents;
  readonly answers: KeptAnswers;
  readonly demo: boolean;
}

/** What a wall shows, and the stream that tells it when to look again. */
export const screenRoutes =
  ({ stores, events, answers, demo }: ScreenParts): FastifyPluginAsync =>
  async (app) => {
    const kept = { in: answers };
    const asks = (screen: 'overview' | 'archives' | 'platform') => {
      const asked = [{ screen }];
      return () => asked;
    };

    // A closing server waits for its connections, and a wall never ends one by itself.
    const open = new Set<() => void>();
    app.addHook('preClose', async () => {
      for (const end of open) end();
    });

    serveRoutes(app, routes, {
      'GET /meta': { kept, answer: async () => readMeta(stores, demo) },
      'GET /wall/overview': {
        kept,
        asks: asks('overview'),
        answer: async ({ query }) => readOverview(stores, await askedScene(stores, demo, query)),
      },
      'GET /wall/archives': {
        kept,
        asks: asks('archives'),
        answer: async ({ query }) => readArchivesScene(stores, await askedScene(stores, demo, query)),
      },
      'GET /wall/platform': {
        kept,
        asks: asks('platform'),
        answer: async ({ query }) => readPlatformScene(stores, await askedScene(stores, demo, query)),
      },
      'GET /events': {
        options: { sse: 'only' },
        answer: async (request, reply) => {
          const caller = callerOf(request);
          const { ended } = caller;
          // A proxy in between must neither gather nor keep what is sent.
          reply.header('x-accel-buffering', 'no');
          reply.sse.keepAlive();
          const unsubscribe = events.subscribe((told: LiveEvent) => {
            const event = told.type === 'news' ? newsFor(told, caller) : told;
            if (event === null) return;
            reply.sse.send({ event: event.type, data: event }).catch(() => unsubscribe());
          });
          const end = (): void => reply.sse.close();
          open.add(end);
          // Whoever may no longer see it is not told either.
          ended.addEventListener('abort', end);
          reply.sse.onClose(() => {
            open.delete(end);
            ended.removeEventListener('abort', end);
            unsubscribe();
          });
          // Last: whoever hears it misses nothing from then on.
          await reply.sse.send({ event: 'hello', data: {} });
          return undefined;
        },
      },
    });
  };
